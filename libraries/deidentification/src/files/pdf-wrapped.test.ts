import { describe, expect, it } from 'vitest'
import { cleanedPdf } from '../../testing/cleaned-pdf.ts'
import { line, smallPdf } from '../../testing/small-pdf.ts'
import { nobody } from '../subject.ts'

const patient = { ...nobody(), names: [{ family: 'Skjelvik', given: ['Torgunn'] }] }

/** Lines of one paragraph, from above. */
const paragraph = (lines: readonly string[], x = 60, lead = 18) =>
  lines.map((words, i) => line(x, 780 - lead * i, words)).join('')

const cleaned = (...lines: string[]) => cleanedPdf(smallPdf(paragraph(lines)), patient)

describe('the lines of a paragraph on a page', () => {
  it('leave no part of a telephone that is cut by them', async () => {
    expect(await cleaned('Pårørende kan nås på tlf. 22 91', '47 03 hele dagen, eller på tlf. 4017', '6652.')).toBe(
      'Pårørende kan nås på tlf. ***\n*** hele dagen, eller på tlf. ***\n***.',
    )
  })

  it('leave no part of a CPR number that is cut by them, within its digits too', async () => {
    const left = await cleaned('Personnummeret er 290268-', '4417 og det er kontrolleret. Igen: 2902', '68-4417.')
    expect(left).not.toMatch(/2902|68-|4417/)
    expect(left).toContain('og det er kontrolleret')
  })

  it('leave no part of a name with a hyphen at their end: of the patient, and of who is told by a title', async () => {
    const left = await cleaned(
      'Vi ringede til Tor-',
      'gunn den dag. Overlæge Smede-',
      'gaard har set billederne af over-',
      'armen.',
    )
    expect(left).not.toMatch(/Tor|gunn|Smede|gaard/)
    expect(left).toContain('den dag. Overlæge')
    expect(left).toContain('har set billederne af over-\narmen.')
  })

  it('leave no part of a mail address that is cut by them', async () => {
    expect(await cleaned('Skriv gerne til munk@', 'yahoo.dk om det.')).toBe('Skriv gerne til ***\n*** om det.')
  })

  it('are read on in their own column', async () => {
    const left = paragraph(['Kan nås på telefon 98 13', '45 60 efter kl. 15.'])
    const right = paragraph(['P-kreatinin 78', 'P-kalium 4,2'], 330)
    const said = await cleanedPdf(smallPdf(`${left}${right}`), patient)
    expect(said).not.toMatch(/98 13|45 60/)
    expect(said).toContain('efter kl. 15.')
    expect(said).toContain('P-kreatinin 78')
    expect(said).toContain('P-kalium 4,2')
  })

  it('make no number of the cells of a table, nor of values that stand below each other', async () => {
    const labels = paragraph(['Trombocytter', 'Leukocytter', 'Ferritin'])
    const values = paragraph(['2212', '4017', '6652'], 200)
    const said = await cleanedPdf(smallPdf(`${labels}${values}`), patient)
    for (const value of ['2212', '4017', '6652']) expect(said).toContain(value)
    const findings = ['Blodtryk 120/80, puls 72', '98 % saturation. Nodulus 12 x 14', '9 mm, tidligere 11 mm.']
    expect(await cleaned(...findings)).toBe(findings.join('\n'))
  })

  it('end where a label begins', async () => {
    const lines = ['Undersøgelsen er beskrevet af overlæge Jens Holmgaard', 'Konklusion: Normale lungefelter.']
    expect(await cleaned(...lines)).toContain('Konklusion: Normale lungefelter.')
  })
})
