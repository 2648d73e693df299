import { describe, expect, it } from 'vitest'
import { cleanFreeText } from './clean-text.ts'
import { prepareSweep } from './index.ts'
import { nobody } from './subject.ts'

const terms = { sweep: prepareSweep(nobody()), dates: -10, mark: '***' }
const cleaned = (text: string) => cleanFreeText(text, terms).text

describe('remarks of eye clinics, dentists, theatres and laboratories', () => {
  it.each([
    ['a telephone in brackets behind who rang', 'gift kone ringede (75318826), ua', 'gift kone ringede (***), ua'],
    ['a telephone in two fours with a full stop', 'Tlf. mor og 6418.3307 (arb)', 'Tlf. mor og *** (arb)'],
    ['an extension in English', 'called to ward at x5519, PE', 'called to ward at ***, PE'],
    ['a dentist of Norway', 'OPG v/ tannlege Skarpnes', 'OPG v/ tannlege ***'],
    ['who comes along', 'kørestol, ledsager Stavros', 'kørestol, ledsager ***'],
    ['both parents', 'forældre Ulloriannguaq og Jarle i venterum', 'forældre *** og *** i venterum'],
    [
      'a head of the clinic after whom a disease is called too',
      'Klinikchef Tietze informeret',
      'Klinikchef *** informeret',
    ],
    ['a doctor of Poland in short', 'lek. Wrotkowska', 'lek. ***'],
    ['a nurse of America', 'read back by RN Shaniqua, PE', 'read back by RN ***, PE'],
    ['who is on call in short', 'konf. m neurokir. bv. Skaarhøj', 'konf. m neurokir. bv. ***'],
    ['the serial number of an implant', 'pacemaker sn QRT448120H', 'pacemaker sn ***'],
    ['a number of a journal with its letter', 'journalnr. K 77120-2, obs', 'journalnr. ***, obs'],
    ['a number of a trial', 'randnr. 2207, arm B', 'randnr. ***, arm B'],
    ['a number of pathology and its year', 'PSA lasi 6612/22', 'PSA lasi ***'],
    ['a computer', 'tracing on CEPH-PC4', 'tracing on ***'],
    ['a login', 'set af user ellen.vad', 'set af user ***'],
    ['initials in the middle', 'tumor markeret af QHJ for tavle', 'tumor markeret af *** for tavle'],
    ['who gets a copy', 'svar til afdelingen og cc PJW', 'svar til afdelingen og cc ***'],
    ['who took the images', 'tech kwd repeat x2', 'tech *** repeat x2'],
    ['a house of a saint', "CT from St. Barnabas'; better", 'CT from ***; better'],
    ['a centre', 'fra Center Avnstrup, navn', 'fra Center ***, navn'],
    ['a postcode of Germany', 'wohnt in 24837 Schleswig', 'wohnt in ***'],
    ['a dentist by the field', 'endodontist Skarpnes', 'endodontist ***'],
    [
      'a telephone in two fours with a hyphen',
      'patient ringer til klinik på 5533-9921',
      'patient ringer til klinik på ***',
    ],
    ['a telephone of America', 'call back 555-0199', 'call back ***'],
    ['by whom, in short', 'til kard.vagt v. Bech, ST-elev.', 'til kard.vagt v. ***, ST-elev.'],
    ['a student beside somebody of one letter', 'rgr. Gudrun B og studerende Jarle', 'rgr. *** og studerende ***'],
    ['a technician of the laboratory in short', 'af bioan. Tarvand, glukose', 'af bioan. ***, glukose'],
    ['two who approved', 'Plan godkendt QH/LBW 12-04-2023', 'Plan godkendt *** 02-04-2023'],
    ['two behind a sign', 'match Ragnhild+Ida, shift', 'match ***+***, shift'],
    ['a double family name', 'er Ole Brugd-Hansen, Ringte', 'er ***, Ringte'],
    ['a badge', 'Officer, badge 882', 'Officer, badge ***'],
    ['a name of Greenland by itself', 'smerter, Tupaarnaq venter', 'smerter, *** venter'],
  ])('lose %s', (_, text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it.each([
    'HD 5 Line Raster, PICC Line i VCS, Kerley B Line',
    'MaRIA score 11, index MaRIA',
    '5 cc CT kontrast, CC og MLO, 12 cc NaCl',
    'Tietze syndrom, mb. Bechterew',
    'skiftet til St. Jude klap',
    'Forældre: Raske. Søskende: Raske',
    'RN ventrikulografi, sn 12, SN ratio 12-14',
    'at x1000 forstørrelse, x4 serier',
    'fra Center til periferi, Center for Sjældne Sygdomme',
    'snit 120/24, slide 40x',
    'tech note, radiograf mdr efter',
    'user defined threshold',
    'v. Cava inferior, v. Porta, v. Saphena Magna',
    'Lauge-Hansen SER, serie 300-4000, ringer til afdelingen vedr. 2019-2021',
    'godkendt CT/MR, kontrolleret PA/AP',
  ])('keep %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })

  it('move a day of eight digits behind a call as a day', () => {
    expect(cleaned('ringede 20240312')).toBe('ringede 20240302')
  })
})

describe('logins made of known names', () => {
  const sweep = prepareSweep({
    ...nobody(),
    names: [{ family: 'Kvistgaard', given: ['Leif'] }],
    staffNames: ['Kongsbakke^Ellen', 'Rask^Line'],
  })
  const without = (text: string) => cleanFreeText(text, { sweep, dates: -10, mark: '***' }).text

  it('go as a given name with a letter behind it and as eight letters of the whole', () => {
    expect(without('match ekongsba, leifk, LEIFK CTA')).toBe('match ***, ***, *** CTA')
  })

  it('stay where they are a word or a part of one', () => {
    for (const text of ['liner og cup', 'ekongsbaxx', 'leifkx']) expect(without(text)).toBe(text)
  })
})
