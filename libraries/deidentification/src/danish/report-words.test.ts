import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'

const terms = { sweep: prepareSweep(nobody()), dates: -10, mark: '***' }
const cleaned = (text: string) => cleanFreeText(text, terms).text

describe('a word of the report right behind an identifier', () => {
  it.each([
    ['cpr 170461-2218 QTc 455 ms', 'QTc 455 ms'],
    ['cpr 170461-2218, Hgb 6,8', 'Hgb 6,8'],
    ['cpr 170461-2218: Xarelto', 'Xarelto'],
    ['Sidste fire 2218, Panodil 500 mg', 'Panodil 500 mg'],
    ['f. 17.04.1961 Eliquis', 'Eliquis'],
    ['f. 17.04.1961; Krea 88 µmol', 'Krea 88'],
    ['Lærer ved Birkelyskolen. Wet AMD OD', 'Wet AMD OD'],
    ['Lærer ved Birkelyskolen PI-RADS 3', 'PI-RADS 3'],
    ['Ansat ved Grundfos Hgb 8,1', 'Hgb 8,1'],
    ['Elev på Skovlyst Friskole. NSTEMI', 'NSTEMI'],
    ['Plejehjemmet Egebo Pneumoni', 'Pneumoni'],
  ])('stays: %s', (text, kept) => {
    expect(cleaned(text)).toContain(kept)
  })

  it.each([
    ['cpr 170461-2218 Balslev', 'Balslev'],
    ['cpr 170461-2218: Torkild Ravnholt', 'Torkild'],
    ['f. 17.04.1961 Ravnholt', '1961'],
    ['Lærer ved Birkelyskolen i Trustrup', 'Birkely'],
    ['Ansat ved Danske Bank Holbæk', 'Holbæk'],
    ['Plejehjemmet Egebo Nord', 'Egebo'],
    ['Plejehjemmet Egebo Nord', 'Nord'],
    ['Pt. er landmand i Store Merløse', 'Merløse'],
    ['Elev på Sdr. Bjert Skole', 'Bjert'],
  ])('takes no name with it: %s', (text, name) => {
    expect(cleaned(text)).not.toContain(name)
  })
})

describe('an address', () => {
  it.each([
    ['Xarelto adr. Birkevej 8, 4300 Holbæk', 'Xarelto adr.'],
    ['STEMI. adr. Birkevej 8, 4300 Holbæk', 'STEMI. adr.'],
    ['Adr. Birkevej 8, 4300 Holbæk MR columna', 'MR columna'],
    ['Adr. Birkevej 8, 4300 Holbæk. Bosniak cyste', 'Bosniak cyste'],
    ['Bor Birkevej 8, 4300 Holbæk Crohn', 'Crohn'],
    ['Crohn. Plejecenter Egebo', 'Crohn. Plejecenter'],
  ])('takes no word beside it: %s', (text, kept) => {
    expect(cleaned(text)).toContain(kept)
  })

  it.each([
    ['Adr. Ved Åen 8, 4300 Holbæk', ['Åen', 'Holbæk', '4300']],
    ['Bor Gammel Kongevej 8, 1850 Frederiksberg C', ['Kongevej', '1850', 'Frederiksberg', ' C']],
    ['Marie Curies Vej 8, 4800 Nykøbing Falster', ['Curies', 'Nykøbing', 'Falster']],
    ['Birkevej 8, 4360 Kirke Eskilstrup', ['Birkevej', 'Kirke', 'Eskilstrup']],
    ['Birkevej 8, 6760 Ribe Bykerne', ['Birkevej', 'Ribe']],
  ])('goes whole: %s', (text, parts) => {
    for (const part of parts) expect(cleaned(text)).not.toContain(part)
  })
})
