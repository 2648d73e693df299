import { wordsOfHtml } from './html-words.ts'
import { wordsOfRtf } from './rtf-words.ts'

/** What a text inside of a document says, by the media type that it has there; undefined when it is no text, or another one than it says. */
export function enclosedWords(bytes: Buffer, type: string): string | undefined {
  if (/^text\/plain/.test(type)) return decodedText(bytes, type)
  if (/^text\/html/.test(type)) return wordsOfHtml(decodedText(bytes, type))
  return /^(?:text|application)\/(?:x-)?rtf/.test(type) ? wordsOfRtf(bytes) : undefined
}

/** By the character set that it says, else in UTF-8, else in the one of Windows: older systems say none. */
function decodedText(bytes: Buffer, type: string): string {
  const said = /charset\s*=\s*"?([\w-]{3,20})/i.exec(type)?.[1]
  for (const label of [said, 'utf-8'])
    try {
      if (label) return new TextDecoder(label, { fatal: true }).decode(bytes)
    } catch {
      // Unknown, or not what it says: the next one.
    }
  return new TextDecoder('windows-1252').decode(bytes)
}
