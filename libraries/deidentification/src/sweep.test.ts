import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byteScanner } from './byte-scan.ts'
import { type KnownIdentity, prepareSweep, scanResidual } from './index.ts'
import { scanPixels } from './scan-pixels.ts'
import { scanHeader } from './scan-residual.ts'
import { withoutSpans } from './text-span.ts'

// A day that no calendar has: nobody's number.
const cpr = '3102481234'
const known: KnownIdentity = {
  patientIds: [
    { issuer: '', value: cpr },
    { issuer: 'RIS', value: 'K-778812' },
  ],
  names: [{ family: 'Kjærsgård', given: ['Åse', 'Bo'] }],
  staffNames: ['Ørskov^Læge', 'Nygård^Radiograf'],
  birthDates: ['19480203'],
  accessionNumbers: ['ACC0012345'],
  addresses: ['Æblehaven 12, 5000 Odense C'],
  phones: ['20304050'],
  emails: ['aase@post.example'],
}
const sweep = prepareSweep(known)
const clean = (text: string) => withoutSpans(text, sweep.find(text), '')

describe('what is known of a patient is found in a text', () => {
  for (const text of [
    'Kj&aelig;rsg&aring;rd',
    'Kj%C3%A6rsg%C3%A5rd',
    'Kjærs\u00adgård',
    'Kjærsgård',
    'KJÆRSGÅRD',
    'kjaersgaard',
    'Kjarsgard',
    'KjÃ¦rsgÃ¥rd',
    'Kj?rsg?rd',
    'Kja\u0301rsga\u030ard'.replace('a\u0301', 'æ'),
    'Kjærsgårds',
    "Kjærsgård's",
    'Kjærsgård, Å.',
    'Å. Kjærsgård',
    'Kjærsgård^Åse^^',
    'Åse Bo Kjærsgård',
    'AASE',
    'Bo',
    'Ørskov',
    'OERSKOV',
    'Nygaard',
    '3102481234',
    '310248-1234',
    '310248 1234',
    '310248 - 1234',
    '310248/1234',
    '31 02 48 1234',
    'K-778812',
    'K778812',
    'k 778812',
    '19480203',
    '1948-02-03',
    '03.02.1948',
    '3/2 1948',
    '3. februar 1948',
    '030248',
    '03-02-48',
    'Feb 3, 1948',
    '3 feb 48',
    'ACC0012345',
    'acc 0012345',
    'Æblehaven 12',
    'AEBLEHAVEN 12',
    '5000 Odense C',
    '20304050',
    '20 30 40 50',
    '+45 20304050',
    '0045 20 30 40 50',
    '2030 4050',
    'AASE@POST.EXAMPLE',
  ]) {
    it(text, () => expect(clean(text).replace(/[^\p{L}\p{N}]/gu, '')).toBe(''))
  }

  it('also inside file names and run-together words', () => {
    for (const text of ['CT_Kjærsgård_01.dcm', 'KjærsgårdÅse', 'id3102481234x'])
      expect(clean(text)).not.toMatch(/Kjærsgård|Åse|3102481234/)
  })

  it('and what is left of the text stays', () => {
    expect(clean(`CT cerebrum ${cpr}`)).toBe('CT cerebrum')
    expect(clean('MR af Åse Kjærsgård, kontrol')).toBe('MR af, kontrol')
  })
})

describe('what is not this patient’s stays', () => {
  for (const text of [
    'Bolus',
    'bo hjemme',
    'Læge',
    'Radiograf',
    'Casey',
    'Odense',
    '1.2.840.113619.2.5.1762583153',
    '12 mm',
    'sagittal',
    '0302',
  ])
    it(text, () => expect(clean(text)).toBe(text))
})

describe('the scan of finished bytes', () => {
  for (const encoding of ['utf8', 'latin1', 'utf16le'] as const)
    it(`finds a name and a number in ${encoding}`, () => {
      const bytes = (text: string) =>
        Buffer.concat([Buffer.alloc(64, 7), Buffer.from(text, encoding), Buffer.alloc(64, 7)])
      expect(scanResidual(bytes('Kjærsgård'), sweep).certain).toBe(1)
      expect(scanResidual(bytes('KJÆRSGÅRD'), sweep).certain).toBe(1)
      expect(scanResidual(bytes(cpr), sweep).certain).toBe(1)
      expect(scanResidual(bytes('nothing of the kind'), sweep).certain).toBe(0)
    })

  it('tells of a CPR-shaped number that is not the patient’s as possible', () => {
    expect(scanResidual(Buffer.from(' 310270-1111 '), sweep)).toMatchObject({ certain: 0, possible: 1 })
    expect(scanResidual(Buffer.from('1.2.3101701111.4'), sweep).possible).toBe(0)
  })

  it('takes an even ground of pixels for no placeholder that stands where a name or number should', () => {
    const names = [{ family: 'XXXXXXXXX', given: [] }]
    const sweepOf = prepareSweep({ ...known, names, patientIds: [{ issuer: '', value: '0101010101' }] })
    const ground = Buffer.concat([Buffer.alloc(4000, 'X'), Buffer.alloc(4000, '01')])
    expect(scanPixels(ground, sweepOf)).toBe(0)
    expect(scanHeader(Buffer.from('see XXXXXXXXX here'), sweepOf)).toBeGreaterThan(0)
    expect(scanPixels(Buffer.from('see ACC0012345 here'), sweepOf)).toBeGreaterThan(0)
  })

  it('finds every needle that a plain search finds', () => {
    const bytes = fc.uint8Array({ minLength: 4, maxLength: 9 })
    fc.assert(
      fc.property(
        fc.array(bytes, { minLength: 1, maxLength: 6 }),
        fc.uint8Array({ maxLength: 200 }),
        fc.nat(200),
        (needles, noise, at) => {
          const hay = Buffer.concat([noise.subarray(0, at), needles[0]!, noise.subarray(at)])
          const found = new Set<string>()
          byteScanner(needles.map((one) => ({ lower: one, upper: one }))).scan(hay, (needle, place) => {
            found.add(`${Buffer.from(needles[needle]!).toString('hex')} ${place}`)
            return true
          })
          const plain = new Set<string>()
          for (const one of needles)
            for (let i = hay.indexOf(one); i >= 0; i = hay.indexOf(one, i + 1))
              plain.add(`${Buffer.from(one).toString('hex')} ${i}`)
          expect(found).toEqual(plain)
        },
      ),
    )
  })
})
