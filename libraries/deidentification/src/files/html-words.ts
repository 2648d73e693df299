import { readLetters } from '../danish/read-letters.ts'
import { parseXml, textOf } from './xml-tree.ts'

/** What is in these is read by nobody. */
const silent = /^<(script|style|title|template|noscript|svg|object|iframe)(?![a-z])/
/** What stands behind these stands apart. */
const block = /^<\/?(?:p|div|br|hr|tr|table|ul|ol|li|h[1-6]|section|article|dt|dd|blockquote|pre)(?![a-z])/

/** The words of a page, without its markup, scripts, comments and what tags say of themselves; of one that is not well-formed, too. */
export function wordsOfHtml(page: string): string {
  // XML knows five of HTML's names for signs.
  const known = page.replace(/&(?!(?:lt|gt|amp|quot|apos);)[a-z]{2,6}\d?;/gi, (name) => readLetters(name)?.text ?? ' ')
  const tree = parseXml(Buffer.from(known.replace(/^\s*<!doctype html[^>]*>/i, ''), 'utf8'))
  return tree ? textOf(tree) : looseWords(page)
}

/** From tag to tag, as browsers read what was never closed. */
function looseWords(page: string): string {
  const lower = page.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
  let out = ''
  let at = 0
  while (at < page.length) {
    const tag = page.indexOf('<', at)
    const next = tag < 0 ? page.length : tag
    out += page.slice(at, next)
    if (tag < 0) break
    const head = lower.slice(tag, tag + 16)
    const hidden = silent.exec(head)
    // "BT < 120" opens no tag.
    if (!/^<[a-z/!?]/.test(head)) {
      out += '<'
      at = tag + 1
    } else if (head.startsWith('<!--')) at = behind(page, '-->', tag)
    else if (hidden) at = behind(page, '>', behind(lower, `</${hidden[1]}`, tag))
    else {
      out += block.test(head) ? '\n' : /^<\/?t[dh](?![a-z])/.test(head) ? ' ' : ''
      at = behind(page, '>', tag)
    }
  }
  const words = readLetters(out)?.text ?? out
  return words
    .replace(/[ \t\r\f\v]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim()
}

/** What is never closed goes to the end. */
function behind(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from)
  return at < 0 ? text.length : at + end.length
}
