import { serverPhrases } from './server-phrases.ts'

interface Phrase {
  pattern: RegExp
  danish: string
}

const phrases: readonly Phrase[] = serverPhrases.map(([english, danish]) => ({
  pattern: new RegExp(`^${english.split('{}').map(literal).join('(.+?)')}$`),
  danish,
}))
const plain = new Map(serverPhrases.filter(([english]) => !english.includes('{}')))

/** The Danish of a server's sentence, or undefined when no phrase fits. A rule's sentence and its explanation are read apart. */
export function translateServer(text: string): string | undefined {
  return plain.get(text) ?? bySentence(text) ?? one(text)
}

/** A phrase with a value could swallow a whole sentence, so sentences are read one by one first. */
function bySentence(text: string): string | undefined {
  const parts = sentences(text)
  if (parts.length < 2) return undefined
  const translated = parts.map((part) => plain.get(part) ?? one(part.replace(/\.$/, '')) ?? one(part))
  if (translated.some((part) => part === undefined)) return undefined
  return translated.map((part) => capital(part?.endsWith('.') ? part : `${part}.`)).join(' ')
}

function one(text: string): string | undefined {
  const exact = plain.get(text)
  if (exact) return exact
  const listed = text.split('; ')
  const each = listed.length > 1 ? listed.map(one) : []
  if (each.length > 0 && each.every((part) => part !== undefined)) return each.join('; ')
  for (const { pattern, danish } of phrases) {
    const found = pattern.exec(text)
    if (found) {
      let n = 0
      return danish.replace(/\{\}/g, () => {
        n += 1
        return (found[n] ?? '')
          .split(', ')
          .map((value) => plain.get(value) ?? value)
          .join(', ')
      })
    }
  }
  return undefined
}

/** "Sentence. But explanation." is two sentences; the "But" belongs to the way the gate writes them. */
function sentences(text: string): string[] {
  return text.split(/(?<=\.) (?:But )?(?=\S)/)
}

function capital(text: string | undefined): string {
  return text ? text[0]?.toUpperCase() + text.slice(1) : ''
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
