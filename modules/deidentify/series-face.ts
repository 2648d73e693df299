import type { ReceivedObject } from '@clic/contracts'
import type { SeriesFace } from '@clic/deidentification'
import { gatherHeadBeside } from '@clic/pixels'
import type { Station } from './station.ts'

/** Where the face lies in the series of an object, told by the object's digest. */
export type FaceOf = (sha256: string) => Promise<SeriesFace>

/**
 * Finds faces in the series of one study: each from all its objects, also those that left before, when first asked and then kept. Asked
 * only for objects whose profile wants the face removed.
 */
export function facesOf(station: Station, objects: readonly ReceivedObject[]): FaceOf {
  const seriesOf = new Map(objects.map((object) => [object.sha256, object.seriesInstanceUid]))
  const found = new Map<string, Promise<SeriesFace>>()
  return (sha256) => {
    const series = seriesOf.get(sha256) ?? ''
    const known = found.get(series)
    if (known) return known
    const asked = faceOfSeries(
      station,
      objects.filter((object) => series !== '' && object.seriesInstanceUid === series),
    )
    found.set(series, asked)
    return asked
  }
}

async function faceOfSeries(station: Station, objects: readonly ReceivedObject[]): Promise<SeriesFace> {
  if (objects.some((object) => object.size > station.settings.maxObjectBytes)) return tooLong
  return gatherHeadBeside(bytesOf(station, objects))
}

async function* bytesOf(station: Station, objects: readonly ReceivedObject[]): AsyncGenerator<Uint8Array> {
  for (const object of objects) yield await station.context.files.get(object.sha256)
}

const tooLong: SeriesFace = {
  ok: false,
  code: 'face-geometry',
  reason: 'The face was not removed. An object of the series is longer than what is de-identified at once.',
  next: 'Split it at the sender, or raise deidentify.maxObjectBytes where there is memory for it.',
}
