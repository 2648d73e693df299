export interface Part {
  text: string
  /** Not in the other value. */
  changed: boolean
}

/** What of each value the other does not have, word by word. */
export function changedParts(before: string, after: string): { before: Part[]; after: Part[] } {
  const [a, b] = [words(before), words(after)]
  const common = lengths(a, b)
  const out = { before: [] as Part[], after: [] as Part[] }
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add(out.before, a[i++] as string, false)
      add(out.after, b[j++] as string, false)
    } else if (j >= b.length || (i < a.length && at(common, i + 1, j) >= at(common, i, j + 1)))
      add(out.before, a[i++] as string, true)
    else add(out.after, b[j++] as string, true)
  }
  return out
}

function words(text: string): string[] {
  return text.match(/\p{L}+|\d+|[^\p{L}\d]/gu) ?? []
}

/** Length of the longest common rest from (i, j) on. */
function lengths(a: string[], b: string[]): number[][] {
  const rows = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      (rows[i] as number[])[j] =
        a[i] === b[j] ? at(rows, i + 1, j + 1) + 1 : Math.max(at(rows, i + 1, j), at(rows, i, j + 1))
  return rows
}

function at(rows: number[][], i: number, j: number): number {
  return rows[i]?.[j] ?? 0
}

function add(parts: Part[], text: string, changed: boolean): void {
  const last = parts.at(-1)
  if (last && last.changed === changed) last.text += text
  else parts.push({ text, changed })
}
