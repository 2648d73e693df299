import { describe, expect, it } from 'vitest'
import { helvetica, latinCode, letteredPdf, linesOf } from '../../testing/lettered-pdf.ts'
import { deidentifyFile, prepareSweep, researchProfile } from '../index.ts'
import { nobody } from '../subject.ts'

const letter = linesOf(['Ingen pleuraeffusion.'], latinCode)

async function outcome(second: string): Promise<string> {
  const result = await deidentifyFile(letteredPdf([letter, second], [helvetica]), {
    profile: researchProfile(),
    subject: { pseudonym: 'P-KIT', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
    sweep: prepareSweep(nobody()),
  })
  return result.status === 'quarantined' ? result.code : result.status
}

describe('A page without text', () => {
  it.each([
    ['nothing', ''],
    ['a cut at its edge', '0.1 w q 0 0.028 595.275 841.861 re W* n Q'],
    ['a rule', '0.5 w 60 800 m 500 800 l S'],
    ['a frame and two rules', '40 40 515 762 re S 60 800 m 500 800 l S 0.1 0 0 0.1 0 0 cm 600 700 m 5000 700 l S'],
    ['a small square', '60 60 8 8 re f'],
  ])('goes where it holds %s', async (_, content) => {
    expect(await outcome(content)).toBe('released')
  })

  it.each([
    ['lines that slant', '0 0 m 100 100 l 50 0 l f'],
    ['a curve', '60 700 m 80 720 100 720 120 700 c S'],
    ['short lines', '60 700 m 60 720 l S 60 710 m 70 710 l S 70 700 m 70 720 l S'],
    ['one area of many corners', '60 700 m 60 800 l 70 800 l 70 760 l 90 760 l 90 700 l f'],
    ['many rules', Array.from({ length: 13 }, (_, i) => `60 ${700 - i} m 500 ${700 - i} l S`).join(' ')],
  ])('stays where it holds %s, which may be letters', async (_, content) => {
    expect(await outcome(content)).toBe('document-drawn')
  })
})
