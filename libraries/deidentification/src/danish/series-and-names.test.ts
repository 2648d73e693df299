import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'

const sweep = prepareSweep({ ...nobody(), names: [{ family: 'Ravnholt', given: ['Sanne'] }] })
const cleaned = (text: string) => cleanFreeText(text, { sweep, dates: -10, mark: '' }).text.trim()

describe('What a series is called', () => {
  it.each([
    'Panoramafoto',
    'Ortopantomogram',
    'Kefalometri',
    'Stressekko',
    'Spaltelampe',
    'Overview',
    'Bolustracking',
    'TestBolus',
    'PosDisp',
    'Hælben',
    'Søvnregistrering',
    'Tåoptagelse',
    'Scout',
    'Lunge 1mm Exsp',
  ])('stays beside a whole name, in front of it and behind: %s', (series) => {
    for (const name of ['Sanne Ravnholt', 'Palle Dyrskov', 'RAVNHOLT SANNE']) {
      expect(cleaned(`${series} ${name}`)).toBe(series)
      expect(cleaned(`${name} ${series}`)).toBe(series)
    }
  })

  it.each(['Wifrith Sanne Ravnholt', 'SanneRavnholt', 'JensDyrskov Ravnholt', 'Ruben Dyrskov', 'Ruben Palle Dyrskov'])(
    'is none where it is somebody: %s',
    (name) => {
      expect(cleaned(name)).toBe('')
    },
  )
})

describe('What a question or a letter begins with', () => {
  it.each([
    [
      'Hvor bor De? Hvor mange gange om ugen dyrker De motion?',
      'Hvor bor De? Hvor mange gange om ugen dyrker De motion?',
    ],
    ['Hvornår ringer du hjem?', 'Hvornår ringer du hjem?'],
    ['Epikrise Palle Dyrskov', 'Epikrise'],
    ['Journalnotat Palle Dyrskov', 'Journalnotat'],
    ['Hej doktor\nJeg har ondt i benet', 'Hej doktor\nJeg har ondt i benet'],
    ['Kære Karoline\nDu kan øge dosis', 'Kære \nDu kan øge dosis'],
  ])('names nobody: %s', (text, left) => {
    expect(cleaned(text)).toBe(left)
  })
})
