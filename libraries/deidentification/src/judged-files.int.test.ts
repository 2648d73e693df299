import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isMissing, pythonIsMissing, seenByExiftool, seenByPython } from '../testing/foreign-readers.ts'
import { plantedDocuments } from '../testing/planted-documents.ts'
import { plantedPdf } from '../testing/planted-pdf.ts'
import { plantedPerson } from '../testing/planted-person.ts'
import { plantedSlides } from '../testing/planted-slides.ts'
import { deidentifyFile, prepareSweep, researchProfile } from './index.ts'
import { nobody } from './subject.ts'

const folder = mkdtempSync(join(tmpdir(), 'clic-judged-'))
const person = plantedPerson('judged')
const place = (name: string) => join(folder, name)
const given = {
  profile: researchProfile(),
  subject: { pseudonym: 'P-KIT', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
  sweep: prepareSweep(nobody()),
}

beforeAll(async () => {
  const [, , one, two] = plantedDocuments('judged')
  const files = [plantedPdf('judged'), one!, two!, ...plantedSlides('judged')]
  const endings = ['pdf', 'nii', 'nii.gz', 'svs', 'ndpi']
  for (const [i, file] of files.entries()) {
    const result = await deidentifyFile(file.bytes, given)
    if (result.status !== 'released') throw new Error(result.reason)
    writeFileSync(place(`before.${endings[i]}`), file.bytes)
    writeFileSync(place(`after.${endings[i]}`), Buffer.concat(result.parts))
  }
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const said = (program: string, ...args: string[]) => spawnSync(program, args, { encoding: 'utf8' }).stdout

describe.skipIf(isMissing('pdftotext', '-v'))('a cleaned PDF, read by poppler', () => {
  it('says what is worth keeping on its two pages, and nothing of the patient', () => {
    const before = said('pdftotext', '-layout', place('before.pdf'), '-')
    const after = said('pdftotext', '-layout', place('after.pdf'), '-')
    for (const secret of [person.given, person.family, person.cpr.slice(0, 6), person.phone, 'Ravnsborgen']) {
      expect(before).toContain(secret)
      expect(after.toLowerCase()).not.toContain(secret.toLowerCase())
    }
    expect(after).toMatch(/Ingen blødning i cerebrum\.[\s\S]*\f[\s\S]*Normale lungefelter\./)
    expect(after).toContain('Undersøgt 09.12.2024 af overlæge ***')
  })

  it('is whole, and has no title, author, attachment or script', () => {
    const info = said('pdfinfo', place('after.pdf'))
    expect(info).toMatch(/Pages:\s+2/)
    expect(info).not.toMatch(/^(?:Title|Author|Subject|Creator|Producer|CreationDate):/m)
    expect(info).toMatch(/JavaScript:\s+no/)
    expect(said('pdfdetach', '-list', place('before.pdf'))).toMatch(/^1 embedded file/m)
    expect(said('pdfdetach', '-list', place('after.pdf'))).toMatch(/^0 embedded files/m)
  })
})

describe.skipIf(pythonIsMissing)('a cleaned volume, read by nibabel', () => {
  it('has the same voxels, no extension and no word but its echo time', () => {
    for (const ending of ['nii', 'nii.gz']) {
      const [before, after] = seenByPython([place(`before.${ending}`), place(`after.${ending}`)])
      expect(after!.pixels).toEqual(before!.pixels)
      expect(before!.words['extensions']).toBe('1')
      const words = Object.entries(after!.words).filter(([name, value]) => value !== '' && name !== 'magic')
      expect(words.filter(([name]) => name !== 'regular')).toEqual([
        ['descrip', 'TE=3.5'],
        ['extensions', '0'],
      ])
    }
  })
})

describe.skipIf(isMissing('exiftool', '-ver'))('a cleaned slide, read by exiftool', () => {
  it('has the pages of its volume and only fields that a picture needs', () => {
    const pages = (name: string) => new Set(seenByExiftool(place(name)).map((one) => one.split(' ')[0]))
    expect(pages('before.svs').size).toBeGreaterThanOrEqual(5)
    expect([...pages('after.svs')]).toEqual(['IFD0'])
    expect([...pages('after.ndpi')]).toEqual(['IFD0', 'IFD1'])
    const names = seenByExiftool(place('after.svs')).map((one) => one.split(' ')[1])
    expect(names.sort()).toEqual(
      'BitsPerSample Compression ImageDescription ImageHeight ImageWidth JPEGTables PhotometricInterpretation SamplesPerPixel TileByteCounts TileLength TileOffsets TileWidth'.split(
        ' ',
      ),
    )
  })
})
