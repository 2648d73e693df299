import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'

const cleaned = (text: string) => cleanFreeText(text, { sweep: prepareSweep(nobody()), dates: -10, mark: '*' }).text

describe('Telephones behind a word that says so', () => {
  it.each([
    ['Pt. kan ringes op på tel 601 223 998 ved behov', 'Pt. kan ringes op på tel * ved behov'],
    ['telefon 22 14 55', 'telefon *'],
    ['Tel.: 28 14 55 efter kl. 14', 'Tel.: * efter kl. 14'],
    ['tlf. 22/14/55/90, CT cerebrum', 'tlf. *, CT cerebrum'],
    ['tlf 22-14-55 el. 22-14-56', 'tlf *'],
    ['tlf. 2214/5590', 'tlf. *'],
    ['Tlf.nr. 601.223.998', 'Tlf.nr. *'],
    ['tlf (22) 14 55 90', 'tlf *'],
    ['hjemmetelefon 221455', 'hjemmetelefon *'],
    ['Phone: 555 0199', 'Phone: *'],
    ['cell 601-223-998', 'cell *'],
    ['fax 98 76 54', 'fax *'],
    ['vagttelefon 5512', 'vagttelefon *'],
    ['pager 881', 'pager *'],
    ['Radiolog svarer på pager nr. 8812 hele natten', 'Radiolog svarer på pager nr. * hele natten'],
    ['bleep 12', 'bleep *'],
    ['DECT-nr. 3122', 'DECT-nr. *'],
    ['personsøger nr 88-12', 'personsøger nr *'],
    ['lokal 551', 'lokal *'],
    ['ring på 881 ved blødning', 'ring på * ved blødning'],
    ['call 881 if bleeding', 'call * if bleeding'],
    ['ring 601 223 998', 'ring *'],
    ['page 4123', 'page *'],
    ['Please page 881 if the patient deteriorates', 'Please page * if the patient deteriorates'],
    ['Bleep 881 or page 4123.', 'Bleep * or page *.'],
    ['page the on-call registrar on 4123', 'page the on-call registrar on *'],
    ['Critical finding: page Dr Fairbrook on 4123.', 'Critical finding: page Dr * on *.'],
    ['ring 221455', 'ring *'],
    ['tlf 22145590, kontrol 14.03.2023', 'tlf *, kontrol 04.03.2023'],
    ['tlf 22145590 (kl. 14-17)', 'tlf * (kl. 14-17)'],
  ])('leave a text in groups of any size: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it.each([
    'mobil 3 dage postop, gået 120 meter',
    'mobil 10 12 14',
    'Telemetri 120 122 118',
    'ringformet opladning 20 22 24 mm, ring 65 mm',
    'ring 28 valgt',
    'mobil røntgen 120 110 98 kV',
    'Talt i telefon kl 14.30, telefon 2 gange 10 min',
    'lokal recidiv 120 mm, lokal 12 mm',
    'Fleks/ext 130/0, ext 110 grader',
    'tlf 112, ring 1-1-2, ring 112 ved brystsmerter',
    'Patienten søger 3 gange om ugen',
    'kontakt på 120 patienter',
    'call 120 patients',
    'see page 123 of the report',
    'Page 123',
    'page 2 of 3',
    'See page 1023 and figure 2.',
    'Refer to page 345.',
    'Reported on page 12 and page 134',
    'page break on 1234',
    'Talt i telefon 2023',
    'HbA1c 48 53 55 60, sat 92 94 95 98',
  ])('are none in %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })

  it('are no days, which are moved', () => {
    expect(cleaned('Talt i telefon 14.03.2023')).toBe('Talt i telefon 04.03.2023')
    expect(cleaned('telefon 14/03/23 aftalt kontrol')).toBe('telefon 04/03/23 aftalt kontrol')
    expect(cleaned('telefon 2023-03-14')).toBe('telefon 2023-03-04')
  })
})
