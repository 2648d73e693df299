/** A stretch of a text that is to go, and what it is. */
export interface TextSpan {
  start: number
  end: number
  kind: string
}

/** More spans than a call can have arguments, too: a long text may have a hundred thousand. */
export function addSpans(spans: TextSpan[], ...found: readonly (readonly TextSpan[])[]): void {
  for (const some of found) for (const span of some) spans.push(span)
}

/** Sorted, and those that touch or overlap made one. */
function mergedSpans(spans: readonly TextSpan[]): TextSpan[] {
  const merged: TextSpan[] = []
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1)
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end)
    else merged.push({ ...span })
  }
  return merged
}

/** The text without its spans. `mark` stands for each; with '' the gap closes, and what separated it is tidied away. */
export function withoutSpans(text: string, spans: readonly TextSpan[], mark: string): string {
  let out = ''
  let position = 0
  for (const span of mergedSpans(spans)) {
    out += text.slice(position, span.start) + mark
    position = span.end
  }
  out += text.slice(position)
  if (mark !== '') return out
  return out
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/\(\s*\)|\[\s*\]/g, '')
    .replace(/ +([,.;:])/g, '$1')
    .replace(/^[\s,;:^_/-]+|[\s,;:^_/-]+$/g, '')
}
