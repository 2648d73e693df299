import { describe, expect, it } from 'vitest'
import { cleanFreeText } from './clean-text.ts'
import { prepareSweep } from './index.ts'
import { nobody } from './subject.ts'

const by = (days: number | 'remove' | 'keep') => (text: string) =>
  cleanFreeText(text, { sweep: prepareSweep(nobody()), dates: days, mark: '***' }).text
const cleaned = by(-10)

describe('days with a month and no year', () => {
  it.each([
    ['Ny tid 4/6 kl. 10.15.', 'Ny tid *** kl. 10.15.'],
    ['Tid 6/6.', 'Tid ***.'],
    ['Optagelsen taget 9/12 kl. 8', 'Optagelsen taget *** kl. 8'],
    ['Ambulancen kørte 18.6. kl. 12.05', 'Ambulancen kørte ***. kl. 12.05'],
    ['Kom med helikopter 24/2.', 'Kom med helikopter ***.'],
    ['Tlf.not. 28.03 kl. 9', 'Tlf.not. *** kl. 9'],
    ['Afbud, ny tid 27.6 kl 11', 'Afbud, ny tid *** kl 11'],
    ['ringede ang. 23. 5.', 'ringede ang. ***.'],
    ['Stuegang 8-3, 15-3 og 22-3.', 'Stuegang ***, *** og ***.'],
    ['Vaccination 6/2, 6/5', 'Vaccination ***, ***'],
    ['Tilset natten til 2/8 af vagten', 'Tilset natten til *** af vagten'],
    ['Møde fre 4.6, fre 11.6.', 'Møde fre ***, fre ***.'],
    ['Hjem lø 21/5', 'Hjem ***'],
    ['Kommer to 7/7.', 'Kommer ***.'],
    ['inskriven 4/2, utskriven 11/2', 'inskriven ***, utskriven ***'],
    ['Umzug am 4.7. ins Heim', 'Umzug am ***. ins Heim'],
    ['Afbud til 4/6.', 'Afbud til ***.'],
    ['Svar forventes 8/8.', 'Svar forventes ***.'],
    ['CT 4/4 viste intet', 'CT *** viste intet'],
    ['Skrevet 6/6 af sekretær', 'Skrevet *** af sekretær'],
    ['13/5: ringet til pt.', '***: ringet til pt.'],
    ['6/7 ringet til datteren', '*** ringet til datteren'],
    ['17.5. Telefonsamtale', '***. Telefonsamtale'],
    ['Blodprøve 4.5. og 11.5.', 'Blodprøve *** og ***.'],
    ['kontr. 18/11 hos læge', 'kontr. *** hos læge'],
    ['Besvaret af Mette Holmgaard 12-2.', 'Besvaret af *** ***.'],
    ['Foto ved Mette Holmgaard, 07.04.', 'Foto ved ***, ***.'],
  ])('go where a word, a weekday, a time or who signed tells of them: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it('go together with their weekday in German', () => {
    expect(cleaned('Termin Di., 23.4. in der Praxis')).toBe('Termin Sa., ***. in der Praxis')
  })

  it('leave the house in front of them whole', () => {
    expect(cleaned('Faldt på Ribevej 21 d. 9.6. kl. 8')).toBe('Faldt på *** d. *** kl. 8')
  })

  it('stay where dates stay', () => {
    expect(by('keep')('Ny tid 4/6 kl. 10.15')).toBe('Ny tid 4/6 kl. 10.15')
  })

  it.each([
    '3/4 af tumor er nekrotisk',
    'score 9/3, GCS 3/4, visus 6/6, BT 120/80',
    'kraft 4/5 kl. 12',
    'Smerter 4/10 kl. 12',
    'Får 1/2 tablet kl. 8',
    'stadie 2/3, Gleason 3+4, str. 2.5 x 3.5 cm',
    '5/12 lymfeknuder med metastase',
    'Kontrol om 1/2 år',
    'Kraft bedret fra 3/5 til 4/5.',
    'BiPAP 16/6, CPAP med tryk 18/8.',
    'BS 8.2 kl. 7, temp 37.5 kl 13',
    'Kontrol INR 2.5.',
    'CA 19-9 44 kU/l',
    'Vurderet til VAS 7-4',
    'biopsier 4/12 med cancer',
    'Mislyd grad 2/6',
    'Hb 8.2. kl 7 og 7.9. kl 12',
    'Tbl. Eliquis 2.5. kl 8',
    'Kraft. 4/5 i alle',
    '4/5 af patienterne',
    'Værdier 3.4. Hb 7.2.',
    'suboxone 16/4 og Targin 20/10',
  ])('are none in %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })
})
