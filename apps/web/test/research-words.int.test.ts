import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { translateServer } from '../src/words/translate-server.ts'

const modules = ['link', 'curate', 'annotate', 'develop', 'register', 'validate', 'report']

/** Titles, details and advice that a module writes into a refusal; `X` stands where it puts a value. */
function sentencesOf(module: string): string[] {
  const folder = fileURLToPath(new URL(`../../../modules/${module}/`, import.meta.url))
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.includes('test'))
  return files.flatMap((file) =>
    [
      ...readFileSync(folder + file, 'utf8').matchAll(
        /\b(?:title|detail|next): *(?:\n *)?(?:`([^`]*)`|'((?:[^'\\]|\\.)*)')/g,
      ),
    ]
      .map((found) => (found[1] ?? found[2] ?? '').replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, 'X'))
      // A value alone, or a word with no sentence around it, is a name.
      .filter((text) => /[a-z] [a-z]|\?$/.test(text)),
  )
}

describe('what the stations of the research zone refuse', () => {
  it.each(modules)('is said in Danish too: %s', (module) => {
    const sentences = sentencesOf(module)
    expect(sentences.length).toBeGreaterThan(3)
    expect(sentences.filter((text) => translateServer(text) === undefined)).toEqual([])
  })
})
