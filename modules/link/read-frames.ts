import { mostFrameBytes, ok, type Result, refuse } from '@clic/contracts'
import { readFrames } from '@clic/pixels'

/**
 * Frames of an object one after the other, decoded, whatever they are coded by: grey values as stored (little endian), or red, green
 * and blue. Fewer than asked for where they are large, one at least; a frame that cannot be decoded is a problem, never left out.
 */
export async function readFramesOf(
  object: Uint8Array,
  asked: { from: number; count: number; samples: '1' | '3' },
): Promise<Result<Uint8Array>> {
  const read = await readFrames(object)
  if (!read) return unreadable('The object has no pixels.')
  if (!('frame' in read)) return unreadable('The coding of its pixels is not decoded here, or they are damaged.')
  const coloured = asked.samples === '3' && read.samples === 1
  const size = (read.rows * read.columns * (coloured ? 3 : read.samples) * read.bits) / 8
  const most = Math.max(1, Math.floor(mostFrameBytes / size))
  const last = Math.min(asked.from + Math.min(asked.count, most), read.frames)
  if (last <= asked.from)
    return refuse(404, {
      code: 'frame-unknown',
      title: 'No such frame',
      detail: `The object has ${read.frames} frames.`,
      next: 'Open the study again.',
    })
  const frames: Uint8Array[] = []
  for (let n = asked.from; n < last; n++) {
    const frame = await read.frame(n)
    if (!(frame instanceof Uint8Array)) return unreadable(`Frame ${n + 1} of ${read.frames} cannot be decoded.`)
    frames.push(coloured ? asColours(frame, read.bits, read.inverted) : frame)
  }
  return ok(Buffer.concat(frames))
}

/** Grey of 8 bits as colours; of 16 bits its upper eight. */
function asColours(grey: Uint8Array, bits: 8 | 16, inverted: boolean): Uint8Array {
  const count = bits === 16 ? grey.length >> 1 : grey.length
  const out = new Uint8Array(3 * count)
  for (let n = 0; n < count; n++) {
    const value = (bits === 16 ? grey[2 * n + 1] : grey[n]) as number
    out.fill(inverted ? 255 - value : value, 3 * n, 3 * n + 3)
  }
  return out
}

function unreadable(detail: string): Result<never> {
  return refuse(422, {
    code: 'frames-unreadable',
    title: 'The images cannot be shown',
    detail,
    next: 'Look at another study, and tell the data engineer which one this is: the series must be sent again.',
  })
}
