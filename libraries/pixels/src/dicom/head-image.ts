import { type Dataset, number, readDataset, tag, text } from '@clic/dicom'
import { type FramePlace, framePlaces } from './frame-places.ts'
import { type DicomImage, readImage, UnreadablePixels } from './read-image.ts'

/** An object of a CT or MR series with the place of each of its frames. */
export interface HeadImage {
  image: DicomImage
  places: FramePlace[]
  seriesInstanceUid: string
  modality: string
}

/** Header and coded pixels of a grey object. Throws `UnreadablePixels`; undefined where a frame has no place in space. */
export function readHeadImage(bytes: Uint8Array): HeadImage | undefined {
  const header = readDataset(bytes, { stopAt: 0x7fe00008 })
  if (!header.ok) throw new UnreadablePixels('its header cannot be read')
  const image = readImage(bytes)
  if (!image) throw new UnreadablePixels('it has no pixel data')
  if (image.bitsAllocated > 16) throw new UnreadablePixels(`${image.bitsAllocated} bits a sample`)
  if (image.samples !== 1 || !image.photometric.startsWith('MONOCHROME'))
    throw new UnreadablePixels('its pixels are no grey values')
  const high = number(header.dataset, tag('HighBit')) ?? image.bitsStored - 1
  if (image.bitsStored < 1 || image.bitsStored > image.bitsAllocated || high !== image.bitsStored - 1)
    throw new UnreadablePixels('its values do not lie in the lowest bits of their words')
  const places = framePlaces(header.dataset)
  if (!places || places.length !== image.frames) return undefined
  return { image, places, ...namesOf(header.dataset) }
}

function namesOf(dataset: Dataset): { seriesInstanceUid: string; modality: string } {
  return {
    seriesInstanceUid: text(dataset, tag('SeriesInstanceUID')) ?? '',
    modality: text(dataset, tag('Modality')) ?? '',
  }
}
