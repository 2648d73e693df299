/** Types of tagged data that are numbers (ICC.1:2022, 10). */
const numeric = new Set([
  'XYZ ',
  'chrm',
  'clro',
  'cicp',
  'curv',
  'dtim',
  'fl16',
  'fl32',
  'fl64',
  'gbd ',
  'mAB ',
  'mBA ',
  'meas',
  'mft1',
  'mft2',
  'mpet',
  'para',
  'sf32',
  'sig ',
  'uf32',
  'ui08',
  'ui16',
  'ui32',
  'ui64',
  'view',
])

/**
 * The stretches of an ICC profile in `bytes` from `from` to `to` that are no numbers: descriptions, copyright, makers' names, and bytes
 * that belong to no tag. A profile that does not read is one stretch.
 */
export function iccTextRanges(bytes: Uint8Array, from: number, to: number): [number, number][] {
  const u32 = (at: number) =>
    ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
  const four = (at: number) => Buffer.from(bytes.subarray(at, at + 4)).toString('latin1')
  if (to <= from) return []
  if (to - from < 132 || four(from + 36) !== 'acsp') return [[from, to]]
  const count = u32(from + 128)
  const table = from + 132 + count * 12
  if (count > 100 || table > to) return [[from, to]]
  const kept: [number, number][] = []
  for (let i = 0; i < count; i++) {
    const entry = from + 132 + i * 12
    const start = from + u32(entry + 4)
    const end = start + u32(entry + 8)
    if (start < table || end > to || end < start + 8) return [[from, to]]
    kept.push([start, numeric.has(four(start)) ? end : start + 8])
  }
  const ranges: [number, number][] = [[from + 100, from + 128]]
  let at = table
  for (const [start, end] of kept.sort((a, b) => a[0] - b[0])) {
    if (start > at) ranges.push([at, start])
    at = Math.max(at, end)
  }
  if (at < to) ranges.push([at, to])
  return ranges.filter(([start, end]) => bytes.subarray(start, end).some((byte) => byte !== 0))
}
