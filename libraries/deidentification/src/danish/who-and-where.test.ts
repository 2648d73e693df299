import { describe, expect, it } from 'vitest'
import { cleanFreeText, cleanKeptText } from '../clean-text.ts'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'

const terms = { sweep: prepareSweep(nobody()), dates: -40, mark: '***' }
const cleaned = (text: string) => cleanFreeText(text, terms).text

/** The words of a free text of one whose header names them and one of staff. */
function ofPatient(text: string, family: string, given: string[], staff: string[] = []): string {
  const known = { ...nobody(), names: [{ family, given }], staffNames: staff }
  return cleanFreeText(text, { sweep: prepareSweep(known), dates: -40, mark: '***' }).text
}

describe('who did it and where somebody lives, in remarks of devices', () => {
  it.each([
    ['a rarer given name and a letter', 'Injektion nr 4 hos Ragnhild T.', 'Injektion nr 4 hos ***.'],
    ['two initials and a short family name', 'Radial adgang, 6F, K. B. Dam', 'Radial adgang, 6F, ***'],
    ['a German radiographer', 'Im Liegen, MTRA Becker', 'Im Liegen, MTRA ***'],
    ['a family name that is a word of medicine', 'Prøvetager Hanne Marker, i dag set', 'Prøvetager ***, i dag set'],
    ['a doctor in two letters', 'Bekræftet af ov. Storm', 'Bekræftet af ov. ***'],
    ['initials in front of a month in letters', 'Tegnet af KBJ 03FEB2023, kontrol', 'Tegnet af *** 25DEC2022, kontrol'],
    ['whom somebody asks', 'Afdelingen beder KBJ se den', 'Afdelingen beder *** se den'],
    ['initials behind an assistant', 'Stent i LAD, ass. KBJ. Ingen rest', 'Stent i LAD, ass. ***. Ingen rest'],
    ['letters behind a stroke at the end', 'Gentaget pga uro /kbj', 'Gentaget pga uro /***'],
    ['letters that are the last sentence', 'God fedtsuppression. KBJ', 'God fedtsuppression. ***'],
    ['a login of a frequent family name', 'Korrektion til; tjensen 19/3', 'Korrektion til; *** ***'],
    ['a telephone behind a calling', 'Afbrudt; kaldte vagtfysiker 2177 0188', 'Afbrudt; kaldte vagtfysiker ***'],
    ['a telephone of Russia', 'тел. +7 913 555 02 45.', 'тел. ***.'],
    ['an extension of three digits', 'Phone +353 56 771 4000 ext. 318.', 'Phone *** ext. ***.'],
    ['a wife in Russian', 'муж Дмитрий звонил', 'муж *** звонил'],
    ['a date in Russian', '8 августа 2020', '29 июня 2020'],
    ['the town behind a street', 'Lyngbakken 6, Odder. Enke', '***, ***. Enke'],
    ['where somebody was born, behind the day', 'Født 12. juli 1933 i Randlev.', 'Født *** i ***.'],
    ['the town behind a name', 'Ulla Krogsgaard, Vorbasse', '***, ***'],
    ['a town of two words', 'Bor i Øster Lindum hos sin søn', 'Bor i *** hos sin søn'],
    ['who cut, behind the day', 'Modt. 16/5. Udskåret 17/5 af KBJ', 'Modt. ***. Udskåret *** af ***'],
    ['a street and the word for its number', 'Birkevænget nr. 12, st.', '***'],
    ['nurses of a town', 'Aftalt med hjemmesygeplejen Odder, i dag', 'Aftalt med hjemmesygeplejen ***, i dag'],
    ['a prison', 'ledsaget fra Lyngmose Statsfængsel', 'ledsaget fra *** Statsfængsel'],
    ["a saint's house and its town", "seen at St. Colman's, Thurles on Monday", 'seen at *** on Monday'],
    [
      'who is shown by the letter of a family name',
      'Vurderes af retsmed. Tokke P.; i dag',
      'Vurderes af retsmed. ***; i dag',
    ],
    ['a pupil of a ward', 'Assisteret af sygeplejeelev Bente; ua', 'Assisteret af sygeplejeelev ***; ua'],
    ['who plans the dose', 'Plan af dosimetrist Bjørk', 'Plan af dosimetrist ***'],
    ['a day with both its full stops', 'Forveksling rettet 18.3. af vagt', 'Forveksling rettet *** af vagt'],
    ['a room in short', 'Unconfirmed. Rm: 407B', 'Unconfirmed. Rm: ***'],
    ['a home in short', 'cc: plejehj. Højlunden, i dag', 'cc: plejehj. ***, i dag'],
    ['an address that a sentence ends', 'bopæl Vindinge. Greulich-Pyle 18 år', 'bopæl ***. Greulich-Pyle 18 år'],
    ['an interpreter of signs', 'Kontakt via tegnsprogstolk Dorte Vibe', 'Kontakt via tegnsprogstolk ***'],
    ['with whom it was agreed', 'Gentaget efter aftale m/ Kjartan', 'Gentaget efter aftale m/ ***'],
    ['two numbers to ring', 'ring 4417 el. 3-2290 ved svar', 'ring *** el. *** ved svar'],
    [
      'both names of one who changed it',
      'Patient name changed from Braskov to Lundkvist',
      'Patient name changed from ***',
    ],
    ['who repeated it, in two pairs', 'Exam repeated by KBJ/LTH due to motion', 'Exam repeated by *** due to motion'],
    ['a login behind who scanned', 'Scanned by: kbj2 on console MR3-VIB', 'Scanned by: *** on console ***'],
    ['a day of birth in German', 'Pat. geb. 02.05.1939, heute', 'Pat. geb. ***, heute'],
    ['a bed and a room in German', 'Station 4B, Bett 12, Zi. 214', 'Station ***, Bett ***, Zi. ***'],
    ['a telephone digit by digit', 'Tlf til mor 5 1 2 2 3 3 4 4', 'Tlf til mor ***'],
    ['a short village', 'lives in Gug', 'lives in ***'],
    ['an insurer in short', 'Udl. forsikr. TRYGGO 778-2211', 'Udl. forsikr. TRYGGO ***'],
    ['a room of a hotel in short', 'Bor på hotel Vind vær. 512; rask', 'Bor på hotel *** vær. ***; rask'],
    ['a digest', 'sha1:29b03a9e53ca34b7bd249d25e530242c3c36af25 fit', '*** fit'],
  ])('%s', (_, text, expected) => {
    expect(cleaned(text)).toBe(expected)
  })

  it.each([
    'Husten seit 3 Wochen. Hausarzt Dr. med. bestellt',
    'Tages op på konference',
    'Obj. fys. Normal abdomen',
    'Obs onk. Neutropeni',
    'Faktor V Leiden, hepatitis C.',
    'Ingen rest. SAH',
    'Stenosen, prognosen og prolapsen er uændrede',
    'Dosis 300 mg ext. 20 mm',
    'Forårsaget af Faktor V, segmenteret af Vitamin D.',
    'Steget til 18.3. Ingen ændring',
    'CT m/ kontrast, aftalt m. Onkologisk afd',
    'Injected by hand, konsol 2000 kV, Bett 12 cm',
    'Ring ved behov 2500 ml',
    'Biopsi af Glandula Parotis ved UL',
    'Navn på sekvens ændret fra T1 til T2',
  ])('%s stays', (text) => {
    expect(cleaned(text)).toBe(text)
  })

  it('a serial number leaves what makers write', () => {
    expect(cleanKeptText('C1-6 SN 4471209', terms).text).toBe('C1-6 SN ***')
  })
})

describe('what the header says of a name', () => {
  it('three given names give initials of their own', () => {
    expect(ofPatient('CT urografi HVE', 'Pallesen', ['Hans', 'Viggo', 'Emil'])).toBe('CT urografi ***')
  })

  it('initials of staff leave wherever they are no abbreviation', () => {
    expect(ofPatient('Garden IV - JBT', 'Pallesen', ['Ida'], ['Toftgaard^Jens Bo'])).toBe('Garden IV - ***')
    expect(ofPatient('JBT måles', 'Pallesen', ['Ida'], ['Toftgaard^Jens Bo'])).toBe('*** måles')
  })

  it('a name of three letters leaves typed small, unless it is a word', () => {
    expect(ofPatient('Smoothed åke', 'Sjöberg', ['Åke'])).toBe('Smoothed ***')
    expect(ofPatient('set per fase', 'Sjöberg', ['Per'])).toBe('set per fase')
  })

  it('two initials leave the end of a text, unless medicine writes the same', () => {
    expect(ofPatient('Coxa vara VB', 'Brandsborg', ['Valborg'])).toBe('Coxa vara ***')
    expect(ofPatient('Diameter 14 mm - IK', 'Brandsborg', ['Ida'], ['Khalil^Imran'])).toBe('Diameter 14 mm - ***')
    expect(ofPatient('14 mm IK', 'Khalil', ['Imran'])).toBe('14 mm ***')
    expect(ofPatient('Skulder AP', 'Pallesen', ['Anna'])).toBe('Skulder AP')
    expect(ofPatient('VB måles til 14 mm', 'Brandsborg', ['Valborg'])).toBe('VB måles til 14 mm')
  })

  it('a name leaves whose apostrophe became a blank', () => {
    expect(ofPatient('CT PE O Farrell', "O'Farrell", ['Una'])).toBe('CT PE ***')
  })

  it('a login of a short family name leaves where a word leads to it', () => {
    expect(ofPatient('SUV af tlie', 'Pallesen', ['Ida'], ['Lie^Tor'])).toBe('SUV af ***')
  })

  it('what begins the text in front of a given name stays', () => {
    expect(ofPatient('Grovnålsbiopsi Ester', 'Pallesen', ['Ester'])).toBe('Grovnålsbiopsi ***')
    expect(ofPatient('Metalartefakt Bendt', 'Pallesen', ['Bendt'])).toBe('Metalartefakt ***')
    expect(ofPatient('Maske Ellegaard', 'Ellegaard', ['Imran'])).toBe('Maske ***')
    expect(ofPatient('Metalartefakt Bendtzen 190962 1811', 'Bendtzen', ['Ida'])).toBe('Metalartefakt *** ***')
    expect(ofPatient('Pile Imran', 'Pallesen', ['Imran'])).toBe('Pile ***')
  })

  it('initials with full stops and nothing between leave together', () => {
    expect(ofPatient('Pallesen I.M., ringes op', 'Pallesen', ['Ida', 'Mette'])).toBe('***, ringes op')
  })
})
