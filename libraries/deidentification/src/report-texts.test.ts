import { describe, expect, it } from 'vitest'
import { innocentTexts } from '../testing/innocent-texts.ts'
import { namingTexts } from '../testing/naming-texts.ts'
import { markedText } from '../testing/score-text.ts'
import { cleanFreeText } from './clean-text.ts'
import { prepareSweep } from './index.ts'
import { nobody } from './subject.ts'

const terms = { sweep: prepareSweep(nobody()), dates: -10, mark: '***' }
const cleaned = (text: string) => cleanFreeText(text, terms).text
const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? []

/** Words of a text that are not in what became of it. */
function lostWords(text: string, after: string): string[] {
  const left = new Map<string, number>()
  for (const word of wordsOf(after)) left.set(word, (left.get(word) ?? 0) + 1)
  return wordsOf(text).filter((word) => {
    const many = left.get(word) ?? 0
    left.set(word, many - 1)
    return many <= 0
  })
}

/** Words lost of each thousand, at most; what was measured lies below. */
const most: Record<string, number> = {
  'words that are names too': 12,
  'diseases and signs called after people': 5,
  radiographs: 6,
}

describe('texts of headers and reports that name nobody', () => {
  it.each(Object.entries(innocentTexts))('keep their words: %s', (kind, texts) => {
    const lost = texts.flatMap((text) => lostWords(text, cleaned(text)))
    const all = texts.flatMap(wordsOf).length
    expect({ lost, within: (1000 * lost.length) / all <= (most[kind] ?? 0) }).toMatchObject({ within: true })
  })

  it('keep them in capitals too', () => {
    const texts = Object.values(innocentTexts)
      .flat()
      .map((text) => text.toUpperCase())
    const lost = texts.flatMap((text) => lostWords(text, cleaned(text)))
    expect({ lost, within: (1000 * lost.length) / texts.flatMap(wordsOf).length <= 4 }).toMatchObject({ within: true })
  })
})

describe('texts of headers and reports that name somebody', () => {
  it.each(Object.entries(namingTexts))('lose it: %s', (_, texts) => {
    const left = texts.flatMap((given, i) => {
      const { text } = markedText(given, i)
      const named = Array.from(text.matchAll(/«(.+?)»/g), ([, one]) => one!)
      const after = ` ${wordsOf(cleaned(text.replace(/[«»]/g, ''))).join(' ')} `
      return named.flatMap(wordsOf).filter((word) => word.length > 1 && after.includes(` ${word} `))
    })
    expect(left).toEqual([])
  })
})
