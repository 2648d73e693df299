import { type Box, meet } from '../raster.ts'

/** Of a line of which so much is masked no letter can be told. */
const mostMasked = 0.95

/** Whether nearly all of a box is masked. */
export function isCovered(box: Box, masked: readonly Box[]): boolean {
  const near = masked.filter((one) => meet(one, box))
  const isMasked = (x: number, y: number) =>
    near.some((one) => x >= one.x && x < one.x + one.width && y >= one.y && y < one.y + one.height)
  let covered = 0
  for (let y = box.y; y < box.y + box.height; y++)
    for (let x = box.x; x < box.x + box.width; x++) if (isMasked(x, y)) covered++
  return covered >= mostMasked * box.width * box.height
}
