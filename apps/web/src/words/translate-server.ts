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

/** The Danish of a server's sentence, or undefined when no phrase fits. "Sentence. But explanation." is how a gate speaks. */
export function translateServer(text: string): string | undefined {
  // Sentence by sentence first: a phrase that begins with a value would take a whole sentence for that value.
  return plain.get(text) ?? bySentence(text) ?? one(text) ?? stopped(text)
}

/** A reason that is known without its full stop. */
function stopped(text: string): string | undefined {
  const danish = text.endsWith('.') ? one(text.slice(0, -1)) : undefined
  return danish === undefined ? undefined : sentence(danish)
}

function bySentence(text: string): string | undefined {
  const parts = text.split(/(?<=\.) (?=\S)/)
  if (parts.length < 2) return undefined
  const translated = parts.map((part) => {
    const said = part.replace(/^But /, '')
    const danish = plain.get(said) ?? one(said.replace(/\.$/, '')) ?? one(said)
    return danish === undefined ? undefined : part === said ? sentence(danish) : `Men ${sentence(danish, 'small')}`
  })
  return translated.includes(undefined) ? undefined : translated.join(' ')
}

/** With its full stop, and its first letter as the place asks. */
function sentence(text: string, first: 'capital' | 'small' = 'capital'): string {
  const letter = text[0] ?? ''
  return `${first === 'capital' ? letter.toUpperCase() : letter.toLowerCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`
}

function one(text: string): string | undefined {
  const exact = plain.get(text)
  if (exact) return exact
  const listed = text.split('; ')
  const each = listed.length > 1 ? listed.map(one) : []
  if (each.length > 0 && each.every((part) => part !== undefined)) return each.join('; ')
  for (const { pattern, danish } of phrases) {
    const found = pattern.exec(text)
    // A value that runs into a gate's explanation is none: what is left would be half Danish.
    if (found && !found.slice(1).some((value) => value.includes('. But '))) {
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

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
