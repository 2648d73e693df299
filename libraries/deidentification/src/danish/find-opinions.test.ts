import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { nobody } from '../subject.ts'
import { prepareSweep } from '../sweep.ts'

const terms = { sweep: prepareSweep(nobody()), dates: 20, mark: '***' }
const cleaned = (text: string) => cleanFreeText(text, terms).text

describe('a colleague who is named by what they think', () => {
  it.each([
    ['Afventer Bergmanns vurdering', 'Afventer *** vurdering'],
    ['Quist enig', '*** enig'],
    ['Skaarup enig i beskrivelsen', '*** enig i beskrivelsen'],
    ['Sommer (spl.) gav medicin', '*** (spl.) gav medicin'],
    ['Lindhardt (rad.) vurderer', '*** (rad.) vurderer'],
    ['skr: Bibs', 'skr: ***'],
    [
      'Gastroskopi uden fund. Endoskopør Grønbech, assistent Jannie',
      'Gastroskopi uden fund. Endoskopør ***, assistent ***',
    ],
    ['Skopør Kjems', 'Skopør ***'],
    ['Perfusionist Tanderup', 'Perfusionist ***'],
  ])('goes: %s', (text, wanted) => expect(cleaned(text)).toBe(wanted))

  it.each([
    'Lægens vurdering',
    'Radiologens vurdering er uændret',
    'Mors vurdering af smerter',
    'Familien enig',
    'Patienten er enig i planen',
    'Teamet enig',
    'Alle enige',
    'Milt (spl.) forstørret',
    'Kirurgisk vurdering',
    'Skr: Thorax',
    'Iris (kir.) reseceret',
    'Apgars vurdering',
  ])('is none of these: %s', (text) => expect(cleaned(text)).toBe(text))
})
