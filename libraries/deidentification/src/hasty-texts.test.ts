import { describe, expect, it } from 'vitest'
import { cleanFreeText } from './clean-text.ts'
import { prepareSweep } from './index.ts'
import { nobody } from './subject.ts'

const terms = { sweep: prepareSweep(nobody()), dates: -10, mark: '***' }
const cleaned = (text: string) => cleanFreeText(text, terms).text

describe('what is written in haste', () => {
  it.each([
    ['a number whose dash the character set had not', 'Barn: 051299 ? 1234.', 'Barn: ***.'],
    ['the same as a control', 'Barn: 051299\x961234', 'Barn: ***'],
    ['a day behind who signed', 'Plan af fysiker Gorm Skaaning 2/9', 'Plan af fysiker *** ***'],
    ['a date behind a name that is a bed in English', 'taget af Per Bay 24/10-2024', 'taget af *** 14/10-2024'],
    ['who is written to, typed small', 'sendt til claus m på rigshospitalet', 'sendt til *** på ***'],
    ['a town typed small', 'tidl. opereret i odense', 'tidl. opereret i ***'],
    ['who wrote', 'Se notat fra Winkelau: bedring', 'Se notat fra ***: bedring'],
    ['a local number of eight digits', 'lokal 78425119 inden konference', 'lokal *** inden konference'],
    ['a number that begins with a zero', 'Tel. 0461 812 2231.', 'Tel. ***.'],
    ['where somebody works, in brackets', 'Dr Fiona Gallagher (Whipps Cross)', 'Dr *** (***)'],
    ['the room in a home', 'På plejehjemmet Birkehøj, stue 214', 'På plejehjemmet ***, stue ***'],
    ['who is on call', 'Vagthavende Irmelin åbner', 'Vagthavende *** åbner'],
    ['a name of the calendar', 'Förälder: Maj-Britt Öberg', 'Förälder: ***'],
    ['a short given name in front of a rare one', 'armbånd siger Kim Hedegreen', 'armbånd siger ***'],
    ['a family that is called after a town', 'Ruben Thisted er set', '*** er set'],
    ['the town of a house', 'ulykke hos Vestas, Lem igen', 'ulykke hos ***, *** igen'],
    ['a street whose first word is a side', 'Östra Vallgatan 53, hemma', '***, hemma'],
    ['a school that is all that is said', 'Lyshøjskolen', '***'],
    ['where a helper comes from', 'støttepædagog Pia fra Lindehuset', 'støttepædagog *** fra ***'],
    ['the police of a place', 'sag, Fyns Politi, i går', 'sag, *** Politi, i går'],
    ['a device by its type and number', 'scannet på NZ-S360-0219', 'scannet på ***'],
    ['a doctor on call in short', 'Aftalt m. vagth. E. Thorlacius-Ussing', 'Aftalt m. vagth. ***'],
    ['a head of department in capitals', 'HJERNE TUMOR OVL WESTERLUND', 'HJERNE TUMOR OVL ***'],
    ['a family name that is a word', 'dr. Magnhild Rask, i dag', 'dr. ***, i dag'],
    ['a name of Korea', 'navn Kim Min-ji. Smerter', 'navn ***. Smerter'],
    ['initials behind what was registered', 'oprettet af AKO; set', 'oprettet af ***; set'],
    ['initials at the end', 'UL lever /LBJ', 'UL lever /***'],
    ['whose project it is', 'obs for Mikkelborgs projekt', 'obs for *** projekt'],
    ['a serial number with full stops', 's.n. RNB612003H', 's.n. ***'],
    ['an address that is no street', 'wohnhaft Am Mühlenteich 4, 24960 Glücksburg', 'wohnhaft ***, ***'],
    ['a German ward', 'Rückruf, Station 7b.', 'Rückruf, Station ***.'],
    ['the date in front of a town', '23/8-1961 Hammel', '13/8-1961 ***'],
    ['a house of one word', 'aflastning på Kildemarkscentret', 'aflastning på ***'],
    ['who drives', 'Sirius Patientbefordring kl 13', '*** Patientbefordring kl 13'],
    ['a number of pathology', 'patologi H23-99812, 24-P-018842', 'patologi ***, ***'],
    ['a work station', 'Fused af WS SBG-RAD-22', 'Fused af WS ***'],
    ['a number of pathology with its year', 'Præparat mrk. B-2024-33190', 'Præparat mrk. ***'],
    ['a firm', 'ansat, Nordkysten Stilladser ApS.', 'ansat, *** ApS.'],
    ['two initials and a rare name', 'aftale med H.P. Munckau i dag', 'aftale med *** i dag'],
    ['a secretary', 'Bestilt af lægesekr. Lonnis Riis-Agerby', 'Bestilt af lægesekr. ***'],
    ['a pager', 'bleep 4417', 'bleep ***'],
    ['a day and month with a full stop', 'Nakkefold målt 22.10 af læge', 'Nakkefold målt *** af læge'],
    ['a day and the name of its month', 'efter op 3 juni, ua', 'efter op ***, ua'],
    ['a town abroad and when', 'Mammacancer i Beirut 2016', 'Mammacancer i *** 2016'],
    ['a name typed small', 'navn:svend åge kold;alder:41', 'navn:***;alder:41'],
    ['whom it is about', 'Vedr. Bjarke K. fra Tommerup', 'Vedr. ***. fra ***'],
    ['who knows', 'spør Torgeir på Radiumhospitalet', 'spør *** på ***'],
    ['initials and a day behind an act', 'gennemset af BSQ 2/10.', 'gennemset af *** ***.'],
    ['a telephone in fours behind a name', 'nabo Kalle 6221 8840 - 2 gange', 'nabo *** *** - 2 gange'],
    ['a serial number in groups', 'cobas sn 21J4-08', 'cobas sn ***'],
  ])('loses %s', (_, text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it.each([
    ['of XML', '<Operator>Winkelau</Operator><Study>CT</Study>', '<Operator>***</Operator><Study>CT</Study>'],
    ['of JSON', '{"patientName":"Vind, Ove","bodyPart":"CHEST"}', '{"patientName":"***","bodyPart":"CHEST"}'],
    ['of attributes', 'author="Winkelau" study="CT"', 'author="***" study="CT"'],
    ['a name that is a word', 'operator=Lang; kV=120', 'operator=***; kV=120'],
    ['of settings', 'kV=120 Operator=JH Kernel=B30f', 'kV=120 Operator=*** Kernel=B30f'],
    ['of settings in Danish', 'Ansv. læge=Winkelau; kV=120', 'Ansv. læge=***; kV=120'],
    ['of RTF', "{\\info{\\author W\\'e6lau}}\\pard Normal", '{\\info{\\author ***}}\\pard Normal'],
    ['of a place', '<institution>Nowhere</institution>', '<institution>***</institution>'],
  ])('loses who and where by the name of the field: %s', (_, text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it('keeps the sentence behind a place', () => {
    expect(cleaned('Vårdcentralen Limhamn. Frågeställning: tumör?')).toBe('Vårdcentralen ***. Frågeställning: tumör?')
  })

  it.each([
    'tube 4 cm over carina, ned til carina',
    'Svar fra afdelingen, notat fra Patologien',
    'lobe 2/3 og 1/2',
    'CT thorax => normal; x = 2, kV=120 mAs=200',
    '{"SeriesDescription":"T1 ax","Manufacturer":"Siemens"}',
    'skade på skive, lagt i seng',
    '123456 ? 78',
    'SN ratio 12-14',
    'COVID-19-2020, PI-RADS-4, IEC 60601-2-44',
    'henvist af politiet',
    'vedr. kontrol, ang. medicin',
    'i Januar 2016, i Danmark 2019',
    'målt 12,5 og 12.5 mm',
    'C.T. Thorax',
    'contact=none; patient="male" subject="brain"',
    'set på Brystcentret, fra Hjertecentret, til Rygcentret',
    'Parkinsons projekt, dagens liste',
    'rtg. thorax /CT',
    'Ovl. har set det',
  ])('keeps what only looks so: %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })

  it('keeps a day behind a name where dates stay', () => {
    expect(cleanFreeText('Godkendt af Jens Hansen 2/9', { ...terms, dates: 'keep' }).text).toBe('Godkendt af *** 2/9')
  })
})

describe('the login of somebody whose name is known', () => {
  const sweep = prepareSweep({ ...nobody(), staffNames: ['Sloth^Pernille', 'Rand^Bo'] })
  const without = (text: string) => cleanFreeText(text, { sweep, dates: -10, mark: '***' }).text

  it('goes where it is made of a first letter and the family name, and no word is taken for one', () => {
    expect(without('manual psloth v2, PSLOTH')).toBe('manual *** v2, ***')
    for (const text of ['brand i lejlighed', 'slotharm', 'xsloth', 'strand']) expect(without(text)).toBe(text)
  })
})

describe('names of a patient that are words as well', () => {
  const of = (family: string, given: string[]) => prepareSweep({ ...nobody(), names: [{ family, given }] })
  const without = (text: string, sweep: ReturnType<typeof prepareSweep>) =>
    cleanFreeText(text, { sweep, dates: -10, mark: '***' }).text

  it('go where they are typed small beside one that is sure, and stay as the words that they are', () => {
    const sweep = of('Nørskov-Dahl', ['Mads'])
    expect(without('plan nørskov dahl v2', sweep)).toBe('plan *** *** v2')
    expect(without('hvid, poul', of('White-Hvid', ['Poul', 'May']))).toBe('***, ***')
    expect(without('may be normal, Poul, may return', of('Hvid', ['Poul', 'May']))).toBe(
      'may be normal, ***, may return',
    )
  })
})
