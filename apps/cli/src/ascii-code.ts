import { parseAst } from 'rolldown/parseAst'
import { children, type Node } from './top-names.ts'

/**
 * The same code in ASCII: other characters become escapes (ECMA-262, clause 12.9.4). Node reads such a file into half the memory and hands it
 * to the compiler as it is: 4 ms less at the least of 21 starts in turns, 13 at their middle. Unchanged where a character cannot be escaped where it stands.
 */
export function asciiCode(code: string): string {
  if (!/[^\0-\x7f]/.test(code)) return code
  const raw = rawTexts(parseAst(code) as unknown as Node)
  let possible = true
  const ascii = code.replace(/(\\*)([^\0-\x7f]+)/g, (_, slashes: string, text: string, at: number) => {
    // Behind a backslash the character is the whole of an escape.
    if (slashes.length % 2 === 1) possible = false
    const escaped = Array.from(
      { length: text.length },
      (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`,
    )
    const isRaw = raw.some(([start, end]) => at >= start && at < end)
    return `${slashes}${isRaw ? `\${"${escaped.join('')}"}` : escaped.join('')}`
  })
  return possible ? ascii : code
}

/** Where texts stand whose escapes are no escapes. */
function rawTexts(node: Node): [start: number, end: number][] {
  const own: [number, number][] =
    node.type === 'TaggedTemplateExpression'
      ? ((node['quasi'] as Node)['quasis'] as Node[]).map(({ start, end }) => [start, end])
      : []
  return [...own, ...children(node).flatMap(rawTexts)]
}
