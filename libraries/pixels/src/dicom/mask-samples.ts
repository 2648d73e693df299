import type { Box } from '../raster.ts'
import type { Decoded, Samples } from './decode-frame.ts'
import type { DicomImage } from './read-image.ts'

/** The frame with its boxes black, or as dark as the frame's own values go. Samples outside keep their values. */
export function maskSamples(image: DicomImage, frame: Decoded, boxes: readonly Box[]): Samples {
  const done = frame.samples.slice()
  const dark = darkest(image, frame)
  for (const box of boxes) {
    const left = Math.max(0, Math.floor(box.x))
    const right = Math.min(image.columns, Math.ceil(box.x + box.width))
    const bottom = Math.min(image.rows, Math.ceil(box.y + box.height))
    for (let y = Math.max(0, Math.floor(box.y)); y < bottom; y++)
      for (let x = left; x < right; x++)
        for (let sample = 0; sample < image.samples; sample++)
          done[(y * image.columns + x) * image.samples + sample] = dark[sample]!
  }
  return done
}

function darkest(image: DicomImage, frame: Decoded): number[] {
  if (image.samples === 3) {
    const middle = 2 ** (image.bitsStored - 1)
    return frame.photometric.startsWith('YBR_FULL') ? [0, middle, middle] : [0, 0, 0]
  }
  if (image.palette) {
    const { red, green, blue, first } = image.palette
    let best = 0
    for (let i = 1; i < red.length; i++)
      if (red[i]! + green[i]! + blue[i]! < red[best]! + green[best]! + blue[best]!) best = i
    return [Math.min(best + first, (1 << image.bitsStored) - 1)]
  }
  const highest = image.photometric === 'MONOCHROME1'
  const flip = image.signed ? 2 ** (image.bitsStored - 1) : 0
  const used = 2 ** image.bitsStored - 1
  let found = -1
  let order = 0
  for (const value of frame.samples) {
    const place = ((value & used) ^ flip) >>> 0
    if (found >= 0 && (highest ? place <= order : place >= order)) continue
    found = value
    order = place
  }
  return [Math.max(0, found)]
}
