export interface Structure {
  value: number
  name: string
}

/**
 * One value a structure over all masks of a dataset. Masks number their segments as they like, so the name counts: where every
 * mask gives a name the same number, and a number the same name, the numbers stay; otherwise they are given anew, in the order
 * of the smallest number that a name had.
 */
export function agreeStructures(
  masks: readonly { segments: readonly { number: number; label: string }[] }[],
): Structure[] {
  const numbers = new Map<string, Set<number>>()
  for (const { segments } of masks) {
    for (const one of segments) numbers.set(one.label, (numbers.get(one.label) ?? new Set()).add(one.number))
  }
  const names = [...numbers].map(([name, of]) => ({ name, least: Math.min(...of), one: of.size === 1 }))
  names.sort((a, b) => a.least - b.least || (a.name < b.name ? -1 : 1))
  const agree = names.every((one) => one.one) && new Set(names.map((one) => one.least)).size === names.length
  return names.map(({ name, least }, n) => ({ name, value: agree ? least : n + 1 }))
}

/** The labels of one mask under the values of the dataset. Throws RangeError for a segment that is no structure of it. */
export function relabel(
  labels: Uint8Array,
  segments: readonly { number: number; label: string }[],
  structures: readonly Structure[],
): Uint8Array {
  const table = new Uint8Array(256)
  for (const one of segments) {
    const structure = structures.find((other) => other.name === one.label)
    if (!structure) throw new RangeError(`the structure “${one.label}” is not one of the dataset`)
    table[one.number] = structure.value
  }
  return labels.map((label) => table[label] as number)
}
