import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'

const terms = { sweep: prepareSweep(nobody()), dates: -40, mark: '***' }
const cleaned = (text: string) => cleanFreeText(text, terms).text

describe('messages between wards, homes and practices', () => {
  it.each([
    ['where kin live', 'Datter i Hvalsbæk hjælper med insulin', 'Datter i *** hjælper med insulin'],
    ['where kin with a name live', 'Svoger Cemal i Tingbakke har KOL', 'Svoger *** i *** har KOL'],
    ['where somebody comes from', '72-årig kvinde fra Kvistrup', '72-årig kvinde fra ***'],
    ['a village of two words', 'f.d. lantbrukare från Norra Svedby', 'f.d. lantbrukare från ***'],
    [
      'where somebody was a child',
      'Urticaria as a child in Ballyroe, seen twice',
      'Urticaria as a child in ***, seen twice',
    ],
    ['the village behind a farm', 'bor på Nymølle Gård, Ødsted.', 'bor på *** Gård, ***.'],
    ['who insures', 'Versichert bei AOK Nord. Clexane 40 mg', 'Versichert bei ***. Clexane 40 mg'],
    ['a nursery by its kind and name', 'går i Skovbørnehaven Spiren', 'går i ***'],
    [
      'who sends an interpreter',
      'Tolk bestilt (somali) til kl. 13 fra TolkeCentralen Øst',
      'Tolk bestilt (somali) til kl. 13 fra ***',
    ],
    ['whom somebody is to see', 'Tid hos Ravnhøjer kl. 9.15', 'Tid hos *** kl. 9.15'],
    ['whom to ask for', 'Ring, spørg efter Bente i receptionen', 'Ring, spørg efter *** i receptionen'],
    ['who signed in German', 'keine Allergie. gez. Sielhorst', 'keine Allergie. gez. ***'],
    ['a room in German', 'Anmeldung im Zimmer 2.114, nüchtern', 'Anmeldung im Zimmer ***, nüchtern'],
    ['who vaccinated', 'No reaction. Vaccinator T. Mirholt', 'No reaction. Vaccinator ***'],
    ['letters behind a greeting', 'Observeres hver 2. time. Mvh KNQ', 'Observeres hver 2. time. Mvh ***'],
    ['who read it, typed small', 'Ingen feber. Læst af dvb.', 'Ingen feber. Læst af ***.'],
    ['two who conferred', 'Infiltrat basalt, konf. UBS/THN.', 'Infiltrat basalt, konf. ***.'],
    ['who dictated and the secretary', 'Dikteret af jkr / sekr. mlb', 'Dikteret af *** / sekr. ***'],
    ['the register of physicians in Britain', 'Reported by GMC 7081234', 'Reported by GMC ***'],
    ['a pharmacy', 'collects from Netherby Pharmacy', 'collects from *** Pharmacy'],
    ['a hospital of Sweden', 'överförd från Skellefteå lasarett', 'överförd från *** lasarett'],
    ['whom to tell, in letters', 'MR knæ uden kontrast, svar til AGH', 'MR knæ uden kontrast, svar til ***'],
    ['how a name is shortened', 'Vi ses til MDT. Kh Torben (toku)', 'Vi ses til MDT. Kh *** (***)'],
    ['a town in brackets behind kin', 'Datter Inger-Lise Hovmand (Hvalsbæk) kommer', 'Datter *** (***) kommer'],
    ['a home for the old', 'Ældrebolig på Møllely', 'Ældrebolig på ***'],
    ['where somebody went home to', 'Sendt hjem til Gdynia for opfølgning', 'Sendt hjem til *** for opfølgning'],
    ['a school of Sweden', 'Dos 2 given på Tallbackaskolan', 'Dos 2 given på ***'],
    ['a shop that somebody works in', 'Mamma jobbar på ICA Tallbacka', 'Mamma jobbar på ***'],
    ['a passport with letters apart', 'Pas nr. EK 4410982', 'Pas nr. ***'],
    ['two radiographers', 'Håndled i 2 planer, rgf Sussi/Bo', 'Håndled i 2 planer, rgf ***'],
    ['a day and its hour', 'Labprover tagna 14/4 kl 9', 'Labprover tagna *** kl 9'],
    [
      'until when somebody is off work',
      'Sygemeldt til og med 30/6, sjukskriven t.o.m. 30/6',
      'Sygemeldt til og med ***, sjukskriven t.o.m. ***',
    ],
    [
      'a day in May with no full stop',
      'framflyttad till den 20 maj på grund av CRP',
      'framflyttad till den *** på grund av CRP',
    ],
  ])('say nothing of %s', (_, text, expected) => {
    expect(cleaned(text)).toBe(expected)
  })

  it('have a line of a name and a telephone without both', () => {
    expect(cleaned('Ingvild Tornås 922 41 305')).not.toMatch(/Ingvild|Tornås|922/)
  })

  it.each([
    'Mor i behandling med Metformin. Far i Syrien. Mand i live.',
    'Kvinde fra Medicinsk afdeling. Bror indlagt i går.',
    'Kontrol hos Kardiologisk ambulatorium. Kontrol hos egen læge. Tid hos Diabetessygeplejerske.',
    'Temp målt af mor. Lagt af os i dag.',
    'Clinical Pharmacy reviewed. Hospital Pharmacy.',
    'Hentes på Apoteket. Sendt hjem til Marevan-kontrol. Tilbage til Lungemedicinsk afdeling.',
    'Datter i Weekenden. Mor i Dialyse. Far i Antikoagulation. Barn i Hovedstilling. Mand fra Ambulancen.',
    'Besøg hos Hjemmesygeplejen. Alb 450 20 100. Parkinson (idp).',
    'VAS 3/10 kl 8. Dosis 2 (bid). Svar til ORT.',
    'Medlem af Parkinsonforeningen. Forsikret i udlandet.',
    'Mand i respirator. Søn i Danmark. Datter i skole.',
    'Serie 450 20 100 mm. BT 142/88. 3/4 af dosis givet.',
  ])('keep what tells of nobody: %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })
})

describe('a device or a drug of two words', () => {
  it.each([
    'Behandlet med Resolute Onyx 3,0 x 18 mm',
    'Pt. stentet med Resolute Onyx i LAD',
    'LAD stentet med Xience Sierra. Undersøgt igen: åbentstående Xience Sierra.',
    'Hofteprotese med Exeter Trident',
    'Startet med Abilify Maintena 400 mg',
    'Osteosyntese med Gamma Nail, lukket med Angio-Seal',
  ])('is nobody behind “med”: %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })

  it('leaves people behind the same word unnamed', () => {
    expect(cleaned('Aftalt med Kirsa Nymand, talt med Yrsa Tindborg')).toBe('Aftalt med ***, talt med ***')
    expect(cleaned('Behandlet med Jens Hansen som assistent')).toBe('Behandlet med *** som assistent')
  })
})
