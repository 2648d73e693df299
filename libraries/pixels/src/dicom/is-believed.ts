import type { PixelReader, TextFound } from '../pixel-reader.ts'
import type { Raster } from '../raster.ts'
import { shrinkPicture } from '../text/shrink-picture.ts'
import { isTechnical } from '../text/technical-text.ts'
import type { DicomImage } from './read-image.ts'

/** Longest side of the picture that is glanced at: in it the letters that devices and plates put on a radiograph can be read. */
const glanced = 1536

/** Radiographs (CR, DX, MG, IO), angiography, fluoroscopy and scintigraphy. */
const asked = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(?:1(?:\.[123](?:\.1)?)?|12\.[12](?:\.1)?|20)$/

/**
 * Whether an image that says that nothing is burned into it (0028,0301) is believed: when no letters are read in its first, middle and last
 * frame, large ones made smaller. A look at all of it takes half a minute to minutes of a processor, and a hospital has a hundred thousand.
 * False for any other image, and where the glance would be the whole look.
 */
export async function isBelieved(
  reader: PixelReader,
  image: DicomImage,
  drawn: (frame: number) => readonly Raster[],
  isReadable: (line: TextFound, raster: Raster) => boolean,
): Promise<boolean> {
  const times = Math.ceil(Math.max(image.rows, image.columns) / glanced)
  const last = image.frames - 1
  const frames = [...new Set([0, last >> 1, last])]
  if (image.burnedInAnnotation !== 'NO' || !asked.test(image.sopClassUid)) return false
  if (times < 2 && frames.length === image.frames) return false
  for (const raster of frames.flatMap(drawn)) {
    const small = shrinkPicture(raster, times)
    const found = await reader.text(small)
    if (found.some((line) => !isTechnical(line) && isReadable(line, small))) return false
  }
  return true
}
