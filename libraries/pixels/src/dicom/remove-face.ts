import { cutAt } from '../defacing/face-cut.ts'
import { UnusualJpeg } from '../jpeg/entropy.ts'
import { decodeFrame, openCodecs, type Samples } from './decode-frame.ts'
import type { FramePlace } from './frame-places.ts'
import { type FacePlan, type FacePlanRefusal, faceNext } from './gather-head.ts'
import { readHeadImage } from './head-image.ts'
import { type DicomImage, UnreadablePixels } from './read-image.ts'
import { explicitLittle, writeImage } from './write-image.ts'

/**
 * One object of a series without the face: its pixels in front of the cut become air, all others keep their values. What was compressed is
 * written uncompressed; every other byte of the data set stays but (0028,0302), which says NO.
 */
export async function removeFace(
  bytes: Uint8Array,
  plan: FacePlan,
): Promise<{ ok: true; bytes: Uint8Array; changed: boolean } | FacePlanRefusal> {
  const codecs = await openCodecs()
  try {
    const head = readHeadImage(bytes)
    if (!head || head.seriesInstanceUid !== plan.seriesInstanceUid)
      throw new UnreadablePixels('it is not of the series whose face was found')
    const { image, places } = head
    let changed = false
    const frames = image.coded.map((coded, index) => {
      const native = image.pixels.encapsulated
        ? littleBytes(image, decodeFrame(codecs, image, index).samples)
        : Buffer.from(coded)
      if (cutFrame(image, places[index]!, plan, native)) changed = true
      return native
    })
    const transferSyntax = image.pixels.encapsulated ? explicitLittle : image.transferSyntax
    const { photometric, planar } = image
    const written = writeImage(bytes, image, { frames, transferSyntax, photometric, planar }, [
      { tag: 0x00280302, vr: 'CS', value: 'NO' },
    ])
    return { ok: true, bytes: written, changed }
  } catch (error) {
    // A reader that runs over the end of a hostile file has met a broken file.
    if (![UnreadablePixels, UnusualJpeg, RangeError].some((kind) => error instanceof kind)) throw error
    const reason = `The face was not removed. Its pixels cannot be read here (${(error as Error).message}).`
    return { ok: false, code: 'face-pixels-unreadable', reason, next: faceNext }
  }
}

function littleBytes(image: DicomImage, samples: Samples): Buffer {
  if (image.bitsAllocated === 8) return Buffer.from(samples)
  const out = Buffer.alloc(samples.length * 2)
  for (let at = 0; at < samples.length; at++) out.writeUInt16LE(samples[at]!, 2 * at)
  return out
}

/** Sets the pixels in front of the cut; true when there was one to set. What is air or padding in CT stays as it is. */
function cutFrame(image: DicomImage, place: FramePlace, plan: FacePlan, bytes: Buffer): boolean {
  const little = image.pixels.encapsulated || image.structure.encoding.little
  const wide = image.bitsAllocated === 16
  const air = storedValue(image, place, plan.fill)
  const shift = 32 - image.bitsStored
  const read = (at: number) => (!wide ? bytes[at]! : little ? bytes.readUInt16LE(2 * at) : bytes.readUInt16BE(2 * at))
  const isAir = (raw: number) =>
    raw === air ||
    (plan.modality === 'CT' &&
      (image.signed ? (raw << shift) >> shift : (raw << shift) >>> shift) * place.slope + place.intercept <= plan.fill)
  const [sx, sy] = place.spacing
  const [ay, az] = [place.across[1] * sx, place.across[2] * sx]
  // A row along the patient's sides lies at one height and depth.
  const level = Math.abs(ay) + Math.abs(az) < 1e-9
  let changed = false
  for (let row = 0; row < place.rows; row++) {
    const y = place.position[1] + place.down[1] * sy * row
    const z = place.position[2] + place.down[2] * sy * row
    if (level && y >= cutAt(plan.cut, z)) continue
    for (let column = 0; column < place.columns; column++) {
      if (!level && y + ay * column >= cutAt(plan.cut, z + az * column)) continue
      const at = row * place.columns + column
      if (isAir(read(at))) continue
      changed = true
      if (!wide) bytes[at] = air
      else if (little) bytes.writeUInt16LE(air, 2 * at)
      else bytes.writeUInt16BE(air, 2 * at)
    }
  }
  return changed
}

/** Air as the frame stores it, within what its bits can say, as an unsigned word of all allocated bits. */
function storedValue(image: DicomImage, place: FramePlace, fill: number): number {
  const [least, most] = image.signed
    ? [-(2 ** (image.bitsStored - 1)), 2 ** (image.bitsStored - 1) - 1]
    : [0, 2 ** image.bitsStored - 1]
  const value = Math.min(most, Math.max(least, Math.round((fill - place.intercept) / place.slope)))
  return value & (2 ** image.bitsAllocated - 1)
}
