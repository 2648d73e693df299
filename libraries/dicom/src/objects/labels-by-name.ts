/**
 * Labels by segment number as labels by the values of `structures`: segments named like the structures are taken by name; where not
 * every structure is named, segment n stands for the structure of value n and the labels stay as they are.
 */
export function labelsByName(
  labels: Uint8Array,
  segments: readonly { number: number; label: string }[],
  structures: readonly { value: number; name: string }[],
): Uint8Array {
  const named = structures.map((one) =>
    segments.find((segment) => segment.label.toLowerCase() === one.name.toLowerCase()),
  )
  if (named.some((segment) => segment === undefined)) return labels
  const values = new Map(structures.map((one, i) => [named[i]?.number, one.value]))
  return labels.map((label) => values.get(label) ?? 0)
}
