import { describe, expect, it } from 'vitest'
import { cleanedPdf } from '../../testing/cleaned-pdf.ts'
import { line, literal, smallPdf } from '../../testing/small-pdf.ts'
import { nobody } from '../subject.ts'
import { readPdf } from './pdf-reading.ts'

const patient = { ...nobody(), names: [{ family: 'Skjelvik', given: ['Torgunn', 'Høj'] }] }
const note = line(60, 700, 'Der ses en 14 mm nodulus.')

/** The page with these words, letter by letter: `gap` in thousandths of the font. */
const kerned = (words: string, gap: number) =>
  `BT /F1 11 Tf 1 0 0 1 60 780 Tm [${Array.from(words, (one) => `(${literal(one)}) ${-gap}`).join(' ')}] TJ ET\n`

/** Each letter at its own place, in steps of one length as in the boxes of a form. */
const boxed = (words: string) =>
  Array.from(words, (one, i) => (one === ' ' ? '' : line(60 + 16 * i, 780, one))).join('')

/** What the spaced out letters of a page are read as. */
async function read(drawn: string): Promise<string[]> {
  const found = await readPdf(smallPdf(drawn))
  if ('refusal' in found) throw new Error(found.refusal.reason)
  return found.pages[0]!.texts.flatMap((one) => one.read ?? [])
}

describe('spaced out letters of a page', () => {
  it.each([1.3, 2, 3, 4, 6, 8])('are the words that they spell where the spacing is declared: %s', async (spacing) => {
    const drawn = line(60, 780, 'TORGUNN HØJ Skjelvik 98 13 45 60', `${spacing} Tc`)
    expect(await read(drawn)).toEqual(['TORGUNN HØJ Skjelvik 98 13 45 60'])
  })

  it.each([150, 250, 600])('are words where each letter is moved by %s', async (gap) => {
    expect(await read(kerned('TORGUNN HØJ t.skjelvik@post.dk', gap))).toEqual(['TORGUNN HØJ t.skjelvik@post.dk'])
  })

  it('are words where each stands in a box of its own', async () => {
    expect(await read(boxed('TORGUNN HILLE'))).toEqual(['TORGUNN HILLE'])
  })

  it('are words where blanks stand between them, with more of them between two words or a capital', async () => {
    expect(await read(line(60, 780, 'T O R G U N N   H Ø J'))).toEqual(['TORGUNN HØJ'])
    expect(await read(line(60, 780, 'T o r g u n n H ø j'))).toEqual(['Torgunn Høj'])
  })

  it('are words behind words that are not spaced out', async () => {
    const drawn = `BT /F1 11 Tf 1 0 0 1 60 780 Tm (Patient: ) Tj 1.5 Tc (Torgunn Hille) Tj 0 Tc ET\n`
    expect(await read(drawn)).toEqual(['Patient: Torgunn Hille'])
  })

  it('name nobody when they leave', async () => {
    const heading = line(60, 780, 'Torgunn Høj Skjelvik, tlf. 98 13 45 60', '4 Tc')
    const cleaned = await cleanedPdf(smallPdf(`${heading}${note}`), patient)
    expect(cleaned.replace(/\s/g, '')).not.toMatch(/torgunn|høj|skjelvik|981345|4560/i)
    expect(cleaned).toContain('Der ses en 14 mm nodulus.')
  })

  it('stay as they were where they name nobody: rows of numbers, and a heading', async () => {
    const drawn = [
      line(60, 780, 'K O N K L U S I O N'),
      line(60, 760, '8 7 6 5 4 3 2 1'),
      line(60, 740, 'Smerte 0 1 2 3 4 5 6 7 8 9'),
    ]
    const cleaned = await cleanedPdf(smallPdf(`${drawn.join('')}${note}`), patient)
    expect(cleaned).toContain('K O N K L U S I O N')
    expect(cleaned).toContain('8 7 6 5 4 3 2 1')
    expect(cleaned).toContain('Smerte 0 1 2 3 4 5 6 7 8 9')
  })
})
