import type { TextSpan } from '../text-span.ts'
import { isProduct } from './is-product.ts'
import { isSomebody } from './is-somebody.ts'

/** Behind a name, a comma or "og": a given and a family name. */
const next =
  /^(?:,\s|\s(?:og|&|and|och|samt)\s)(\p{Lu}[\p{L}\p{M}'’-]+)((?:\s(?:El-|Al-|van\s|von\s|de\s|bin\s)?\p{Lu}[\p{L}\p{M}'’-]+){1,2})(?![\p{L}\d])/u

/** "Set af Mohammed, Zhang Wei, Priyanka Venkataraman og Siobhán O'Flaherty": whoever stands in a row with one who was found. */
export function namesInRow(text: string, spans: readonly TextSpan[]): TextSpan[] {
  const found: TextSpan[] = []
  for (const { kind, end } of spans) {
    if (kind !== 'name') continue
    let at = end
    for (let i = 0; i < mostInRow; i++) {
      const one = next.exec(text.slice(at, at + 80))
      if (!one) break
      const stop = at + one[0].length
      const start = stop - one[1]!.length - one[2]!.length
      if (![one[1]!, ...one[2]!.trim().split(/\s/)].every(isSomebody) || isProduct(text, start, stop)) break
      found.push({ start, end: stop, kind: 'name' })
      at = stop
    }
  }
  return found
}

const mostInRow = 12
