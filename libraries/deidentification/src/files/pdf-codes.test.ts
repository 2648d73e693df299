import { describe, expect, it } from 'vitest'
import {
  helvetica,
  latinCode,
  letteredPdf,
  linesOf,
  pictureFont,
  pictureOfLetter,
  streamOf,
} from '../../testing/lettered-pdf.ts'
import { deidentifyFile, prepareSweep, researchProfile } from '../index.ts'
import { nobody } from '../subject.ts'
import { readPdf } from './pdf-reading.ts'

const lines = [
  'Patient: Steffen Griffenfjeldt',
  'CPR-nr.: 120977-3143',
  'CT af thorax med kontrast.',
  'Der ses en 14 mm solid nodulus i overlap.',
  'Ingen pleuraeffusion. Ingen store lymfeknuder.',
  'Steffen Griffenfjeldt er informeret om svaret.',
]

async function cleaned(pdf: Buffer): Promise<string> {
  const result = await deidentifyFile(pdf, {
    profile: researchProfile(),
    subject: { pseudonym: 'P-KIT', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
    sweep: prepareSweep(nobody()),
  })
  if (result.status === 'quarantined') return result.code
  const read = await readPdf(Buffer.concat(result.parts))
  return 'refusal' in read
    ? read.refusal.code
    : read.pages.flatMap(({ texts }) => texts.map(({ text }) => text)).join('\n')
}

/** Each letter the next free number, as printers' programs do. */
function asTheyCome(first: number) {
  const codes = new Map<string, number>()
  for (const letter of lines.join('')) if (!codes.has(letter)) codes.set(letter, first + codes.size)
  return codes
}

const pictures = (codes: ReadonlyMap<string, number>, name: (letter: string, code: number) => string) =>
  pictureFont(new Map([...codes].map(([letter, code]) => [code, name(letter, code)])))
const twoDigits = (code: number) => code.toString(16).padStart(2, '0')
const fourDigits = (code: number) => code.toString(16).padStart(4, '0')

const composite = (more = '') =>
  `<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Sans/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+Sans/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 600/FontDescriptor<</Type/FontDescriptor/FontName/AAAAAA+Sans/Flags 4/FontBBox[0 0 10 10]>>>>]${more}>>`

const table = (codes: ReadonlyMap<string, number>, meant: (letter: string, code: number) => string) =>
  streamOf(
    `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n1 begincodespacerange <0000> <ffff> endcodespacerange\n${codes.size} beginbfchar\n${[...codes].map(([letter, code]) => `<${fourDigits(code)}> <${fourDigits(meant(letter, code).charCodeAt(0))}>`).join('\n')}\nendbfchar\nendcmap end end`,
  )

const unknown = 'document-letters-unknown'

describe('A PDF in which a font does not say what its letters are', () => {
  it('stays where pictures of letters are numbered as they come: the numbers are a cipher', async () => {
    const codes = asTheyCome(33)
    const content = linesOf(lines, (letter) => twoDigits(codes.get(letter)!))
    for (const name of [(_: string, code: number) => `g${code}`, (_: string, code: number) => `a${code}`])
      expect(await cleaned(letteredPdf([content], [pictures(codes, name)], [pictureOfLetter]))).toBe(unknown)
  })

  it('stays though its first line can be read', async () => {
    const codes = asTheyCome(33)
    const head = linesOf(['Patient: Torgunn Skjelvik'], latinCode, 'F2', 820)
    const content = head + linesOf(lines, (letter) => twoDigits(codes.get(letter)!))
    const font = pictures(codes, (_, code) => `c${code}`)
    expect(await cleaned(letteredPdf([content], [font, helvetica], [pictureOfLetter]))).toBe(unknown)
  })

  it('stays where a font of many codes has no table, whatever its numbers begin with', async () => {
    for (const first of [1, 36, 300]) {
      const codes = asTheyCome(first)
      const content = linesOf(lines, (letter) => fourDigits(codes.get(letter)!))
      expect(await cleaned(letteredPdf([content], [composite()]))).toBe(unknown)
    }
  })

  it('stays where the table is wrong', async () => {
    const codes = asTheyCome(1)
    const content = linesOf(lines, (letter) => fourDigits(codes.get(letter)!))
    const wrong = table(codes, (_, code) => String.fromCharCode(97 + ((code * 7) % 26)))
    expect(await cleaned(letteredPdf([content], [composite('/ToUnicode 20 0 R')], [wrong]))).toBe(unknown)
  })

  it('stays where many of its words have a letter that cannot be read', async () => {
    const odd = (letter: string) => (/[aou]/.test(letter) ? '81' : latinCode(letter))
    const names = new Map(Array.from({ length: 96 }, (_, i) => [i + 32, `a${i + 32}`]))
    const font = pictureFont(names.set(0x81, 'a129'))
    expect(await cleaned(letteredPdf([linesOf(lines, odd)], [font], [pictureOfLetter]))).toBe(unknown)
  })
})

describe('A PDF is read', () => {
  it('where a font writes too little to be judged but has a table', async () => {
    const wide = linesOf(['Epikrise'], (letter) => fourDigits(letter.charCodeAt(0)), 'F2', 820)
    const codes = new Map(Array.from('Epikrise', (letter) => [letter, letter.charCodeAt(0)]))
    const content = wide + linesOf(lines, latinCode)
    const said = table(codes, (letter) => letter)
    const read = await cleaned(letteredPdf([content], [helvetica, composite('/ToUnicode 20 0 R')], [said]))
    expect(read).toContain('Epikrise')
    expect(await cleaned(letteredPdf([content], [helvetica, composite()]))).toBe(unknown)
  })

  it('where its table or the names of its letters say what they are', async () => {
    const codes = asTheyCome(33)
    const wide = linesOf(lines, (letter) => fourDigits(codes.get(letter)!))
    const said = table(codes, (letter) => letter)
    expect(await cleaned(letteredPdf([wide], [composite('/ToUnicode 20 0 R')], [said]))).toContain(
      '14 mm solid nodulus',
    )
    const content = linesOf(lines, (letter) => twoDigits(codes.get(letter)!))
    const named = pictures(codes, (letter) => `uni${fourDigits(letter.charCodeAt(0)).toUpperCase()}`)
    expect(await cleaned(letteredPdf([content], [named], [pictureOfLetter]))).toContain('14 mm solid nodulus')
  })

  it('where numbers are those that letters have everywhere; a name stays hidden behind a ligature without one', async () => {
    const holed = lines.map((line) => line.replaceAll('ff', '\x1b'))
    const letters = new Set(holed.join(''))
    const font = pictureFont(new Map([...letters].map((letter) => [letter.charCodeAt(0), `a${letter.charCodeAt(0)}`])))
    const text = await cleaned(letteredPdf([linesOf(holed, latinCode)], [font], [pictureOfLetter]))
    expect(text).toContain('Ingen pleuraeffusion')
    expect(text).toContain('14 mm solid nodulus')
    expect(text).not.toMatch(/Ste|Gri|enfjeldt|3143/)
  })

  it('with a few signs that nothing names', async () => {
    const bullets = linesOf(['\x07', '\x07', '\x07'], latinCode, 'F2', 600)
    const font = pictureFont(new Map([[7, 'a7']]))
    const text = await cleaned(letteredPdf([linesOf(lines, latinCode) + bullets], [helvetica, font], [pictureOfLetter]))
    expect(text).toContain('14 mm solid nodulus')
  })
})
