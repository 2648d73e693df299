import type { PixelReader, TextFound } from '../pixel-reader.ts'
import type { Raster } from '../raster.ts'
import { shrinkPicture } from '../text/shrink-picture.ts'
import { isTechnical } from '../text/technical-text.ts'
import type { DicomImage } from './read-image.ts'

/** Longest side of the picture that is glanced at: in it the letters that devices and plates put on a radiograph can be read. */
const glanced = 1536

const radiograph = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.1(?:\.[123](?:\.1)?)?$/

/**
 * Whether a large radiograph that says that nothing is burned into it (0028,0301) is believed: when no letters are read in it at a smaller
 * size either. A look at all of it takes half a minute of a processor, and a hospital has a hundred thousand. False for any other image.
 */
export async function isPlainRadiograph(
  reader: PixelReader,
  image: DicomImage,
  rasters: readonly Raster[],
  isReadable: (line: TextFound, raster: Raster) => boolean,
): Promise<boolean> {
  const times = Math.ceil(Math.max(image.rows, image.columns) / glanced)
  if (image.burnedInAnnotation !== 'NO' || !radiograph.test(image.sopClassUid) || times < 2) return false
  for (const raster of rasters) {
    const small = shrinkPicture(raster, times)
    const found = await reader.text(small)
    if (found.some((line) => !isTechnical(line) && isReadable(line, small))) return false
  }
  return true
}
