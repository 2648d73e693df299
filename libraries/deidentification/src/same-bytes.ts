/** How many bytes are the same in `a` from `at` on and in `b` from `from` on, at most `most`. */
export function sameBytes(a: Uint8Array, at: number, b: Uint8Array, from: number, most: number): number {
  let same = 0
  while (same < most && a[at + same] === b[from + same]) same++
  return same
}
