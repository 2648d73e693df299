import { describe, expect, it } from 'vitest'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'
import { filledText, saidWithLigatures, withoutDoubtful } from './pdf-holes.ts'

const sweep = prepareSweep({ ...nobody(), names: [{ family: 'Griffenfjeldt', given: ['Steffen'] }] })
const filled = (text: string) => filledText(text, sweep)

describe('A word with a letter that cannot be read', () => {
  it('is the name that it would be with a ligature', () => {
    expect(filled('Ste\ufffden Gri\ufffdenfjeldt').text).toBe('Steffen Griffenfjeldt')
  })

  it('is the plain word that it would be, also at the end of another', () => {
    expect(filled('\ufffdere fund, pleurae\ufffdusion')).toEqual({ text: 'flere fund, pleuraeffusion', doubtful: [] })
  })

  it('goes where nothing tells what it is', () => {
    const { text, doubtful } = filled('Talt med Ho\ufffdmann i dag, nr. 120977\ufffd3143')
    expect(withoutDoubtful(text, doubtful, '***')).toBe('Talt med *** i dag, nr. ***')
  })

  it('is none where the sign is a bullet, stands alone or in front of a unit', () => {
    const said = '\ufffdDiabetes \ufffd 78 \ufffdmol 12\ufffd14 mm'
    expect(filled(said)).toEqual({ text: said, doubtful: [] })
  })

  it('tells whom it names by each of the ligatures', () => {
    expect(saidWithLigatures('Navn: Ste\ufffden\nFund')).toBe(
      'Navn: Steffen\nNavn: Stefien\nNavn: Steflen\nNavn: Steffien\nNavn: Stefflen\nFund',
    )
  })
})
