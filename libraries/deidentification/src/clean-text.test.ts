import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanFreeText } from './clean-text.ts'
import { fileKind } from './files/file-kind.ts'
import { prepareSweep } from './index.ts'
import { nobody } from './subject.ts'
import { moveWordedDates } from './worded-dates.ts'

const terms = { sweep: prepareSweep(nobody()), dates: -10, mark: '***' }
const cleaned = (text: string) => cleanFreeText(text, terms).text

describe('free text', () => {
  it('has dates in words, with slashes and with a clock moved in the form in which they stood', () => {
    for (const [text, wanted] of [
      ['MR den 3. marts 2024 uden fund', 'MR den 22. februar 2024 uden fund'],
      ['March 3rd, 2024', 'February 22nd, 2024'],
      ['CT 05JAN2024', 'CT 26DEC2023'],
      ['d. 3/3-24', 'd. 22/2-24'],
      ['indl. 13/3 2024', 'indl. 3/3 2024'],
      ['20240303102201', '20240222102201'],
      ['set i marts 2024', 'set i marts 2024'],
      ['tirsdag d. 5. marts kl. 14', 'lørdag d. *** kl. 14'],
      ['2024W10 og uge 9, 2024', '*** og uge ***'],
    ] as const)
      expect(cleaned(text)).toBe(wanted)
  })

  it('has a month with its year moved, whatever stands between them', () => {
    for (const by of ['-', '.', '/'])
      expect(cleanFreeText(`tidl. CT 08${by}2019`, { ...terms, dates: -40 }).text).toBe(`tidl. CT 07${by}2019`)
    expect(cleaned('rate 3.2019 og 12.20')).toBe('rate 3.2019 og 12.20')
  })

  it('loses a date that has none of the forms only where one is said, and never moves one twice', () => {
    const months = [
      'jan',
      'februar',
      'Mar',
      'APRIL',
      'maj',
      'June',
      'juli',
      'Aug',
      'september',
      'okt',
      'Nov',
      'december',
    ]
    const date = fc.record({
      day: fc.integer({ min: 1, max: 28 }),
      month: fc.integer({ min: 0, max: 11 }),
      year: fc.integer({ min: 1990, max: 2030 }),
    })
    fc.assert(
      fc.property(date, fc.integer({ min: -400, max: 400 }), ({ day, month, year }, days) => {
        const { text, count } = moveWordedDates(`set ${day}. ${months[month]} ${year} ok`, days, '***')
        const [, newDay = '', , newYear = ''] = /^set (\d+)\. (\S+) (\d{4}) ok$/.exec(text) ?? []
        const moved = new Date(Date.UTC(year, month, day + days))
        expect([count, Number(newDay), Number(newYear)]).toEqual([1, moved.getUTCDate(), moved.getUTCFullYear()])
      }),
    )
  })

  it('has a date moved once and by the same days, whichever way it is written', () => {
    const two = (n: number) => String(n).padStart(2, '0')
    const english = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')
    const danish = 'januar februar marts april maj juni juli august september oktober november december'.split(' ')
    const ways: ((y: number, m: number, d: number) => string)[] = [
      (y, m, d) => `${y}-${two(m)}-${two(d)}`,
      (y, m, d) => `${y}.${two(m)}.${two(d)}`,
      (y, m, d) => `${y}${two(m)}${two(d)}`,
      (y, m, d) => `${d}.${m}.${y}`,
      (y, m, d) => `${d}-${m}-${y}`,
      (y, m, d) => `${d}/${m}/${y}`,
      (y, m, d) => `${d}/${m}-${y}`,
      (y, m, d) => `${d}/${m} ${y}`,
      (y, m, d) => `${d}/${m}-${y % 100}`,
      (y, m, d) => `${d}. ${danish[m - 1]} ${y}`,
      (y, m, d) => `${two(d)}-${english[m - 1]}-${y}`,
      (y, m, d) => `${two(d)}/${english[m - 1]}/${y}`,
      (y, m, d) => `${two(d)}${english[m - 1]}${y}`,
    ]
    const date = fc.record({
      y: fc.integer({ min: 2010, max: 2030 }),
      m: fc.integer({ min: 1, max: 12 }),
      // Behind the twelfth, so that no way of writing says another day.
      d: fc.integer({ min: 13, max: 28 }),
    })
    // MAY is a month's whole name and three letters of it; APR is of both tongues.
    const months: Record<string, string> = { MAJ: 'MAY', OKT: 'OCT' }
    const plain = (text: string) =>
      text.replace(/[A-Z]{3,9}/g, (name) => months[name.slice(0, 3)] ?? name.slice(0, 3)).replace(/(?<!\d)0(?=\d)/g, '')
    fc.assert(
      fc.property(date, fc.constantFrom(...ways), fc.integer({ min: -60, max: 60 }), ({ y, m, d }, write, days) => {
        const moved = new Date(Date.UTC(y, m - 1, d + days))
        const wanted = write(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate())
        const text = cleanFreeText(`kontrol ${write(y, m, d)} ok`, { ...terms, dates: days }).text
        expect(plain(text)).toBe(plain(`kontrol ${wanted} ok`))
      }),
    )
  })

  it('says 90+ for each age over 89 and leaves younger ones, sizes and shares', () => {
    expect(cleaned('93-årig mand, mor 101 år, datter 64 år')).toBe('90+-årig mand, mor 90+ år, datter 64 år')
    for (const text of ['89-årig', '95 % stenose', '93 mm', 'kontrol om 95 dage', '12,90 år'])
      expect(cleaned(text)).toBe(text)
  })

  it('names no hospital, unless the profile keeps institutions', () => {
    expect(cleaned('Overflyttet fra Hvidovre Hospital til AUH')).toBe('Overflyttet fra *** Hospital til ***')
    const kept = cleanFreeText('Svar fra Hvidovre Hospital', { ...terms, keepPlaces: true })
    expect(kept.text).toBe('Svar fra Hvidovre Hospital')
    for (const text of [
      'Neuroradiologisk Klinik',
      'Pain Clinic',
      'Henvist til hospitalet',
      'Ortopædkirurgisk Afdeling',
    ])
      expect(cleaned(text)).toBe(text)
  })

  it('of two bytes a letter is read at whatever address it begins and however many bytes there are', () => {
    const page = Buffer.from('\ufeff<ClinicalDocument >x', 'utf16le')
    for (let length = page.length - 3; length <= page.length; length++) {
      const odd = Buffer.alloc(length + 1)
      page.copy(odd, 1)
      for (let i = 0; i < 200; i++) expect(fileKind(odd.subarray(1))).toBe('cda')
    }
  })
})

describe('numbers and places as the neighbours write them', () => {
  it.each([
    ['Ring 070-555 12 34', 'Ring ***'],
    ['p. 040 123 4567 iltapäivällä', 'p. *** iltapäivällä'],
    ['电话 13912345678', '电话 ***'],
    ['HPR 9912345', 'HPR ***'],
    ['MitID gosia81', 'MitID ***'],
    ['Ring på 23-45-88-10', 'Ring på ***'],
    ['4411 8820', '***'],
    ['480905-1235 ens', '*** ens'],
    ['Norderstraße 12', '***'],
    ['Klinikken, Østerbrogade, ringer', 'Klinikken, ***, ringer'],
    ['Fra Orkdal sjukehus', 'Fra *** sjukehus'],
    ['hos fam. Ahlmann-Ohlsen', 'hos fam. ***'],
    ['TSH 1,2; sign OQ; fastende', 'TSH 1,2; sign ***; fastende'],
    ['Ring 0455-123 45', 'Ring ***'],
    ['Tid i Vestegnens Lægehus', 'Tid i *** Lægehus'],
    ['Olofströms vårdcentral', '*** vårdcentral'],
    ['Room: B14-3', 'Room: ***'],
    ['Sendt til AE RHCT02_SCU', 'Sendt til AE ***'],
    ['Storgatan 5, 227 64 Lund, stabil', '***, ***, stabil'],
  ])('go: %s', (text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it.each([
    'SUV 05-12 20 30 mm',
    'TE 20-40-60-80',
    'Brigaden rykker ud',
    '2023-2024',
    'Babinski sign OK',
    'serie 012 345 678',
    'In order CT 2024',
    'Sort order A12',
    '02 100 200 300',
    'lot: 3',
  ])('stay where they are sizes, levels and series: %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })
})
