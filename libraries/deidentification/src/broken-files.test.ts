import { deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leaks } from '../testing/plant-kit.ts'
import { plantedDocuments } from '../testing/planted-documents.ts'
import { plantedEncapsulated } from '../testing/planted-encapsulated.ts'
import { assembled, plantedPdf } from '../testing/planted-pdf.ts'
import { plantedSlides } from '../testing/planted-slides.ts'
import { jpegSegments } from './files/jpeg-segments.ts'
import { memorySource, readTiff } from './files/tiff-structure.ts'
import { unpackLzw } from './files/tiff-unpack.ts'
import { parseXml, writeXml, type XmlElement } from './files/xml-tree.ts'
import { deidentifyFile, fileKind, prepareSweep, researchProfile } from './index.ts'
import { nobody } from './subject.ts'

const given = {
  profile: researchProfile(),
  subject: { pseudonym: 'P-KIT', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
  sweep: prepareSweep(nobody()),
}
const files = [...plantedDocuments('broken'), ...plantedSlides('broken')]

describe('a damaged file', () => {
  for (const file of files) {
    it(`${file.name}, cut off or with bytes changed, never throws, and nothing leaks when it leaves`, async () => {
      const size = file.bytes.length
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 0, max: size }),
          fc.array(fc.tuple(fc.integer({ min: 0, max: size - 1 }), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
          async (length, changes) => {
            const bytes = Uint8Array.from(file.bytes.subarray(0, length))
            for (const [at, value] of changes) if (at < length) bytes[at] = value
            const result = await deidentifyFile(bytes, given)
            if (result.status === 'quarantined') return
            // A change inside of an identifier makes another one of it, so what the change touched does not count.
            const output = Buffer.concat(result.parts)
            expect(
              leaks(
                file.plants.filter((plant) => leaks([plant], bytes).length > 0),
                output,
              ),
            ).toEqual([])
          },
        ),
        { numRuns: 60, seed: 7 },
      )
    }, 60_000)
  }

  it('a cut PDF, and a PDF in a DICOM object that is cut, stay', async () => {
    const pdf = plantedPdf('broken')
    expect(await deidentifyFile(pdf.bytes.subarray(0, 900), given)).toMatchObject({ status: 'quarantined' })
    const [object] = plantedEncapsulated('broken')
    expect(await deidentifyFile(object!.bytes.subarray(0, 3000), given)).toMatchObject({ status: 'quarantined' })
  }, 60_000)
})

describe('a hostile file', () => {
  const quarantined = async (bytes: Uint8Array, code: string) =>
    expect(await deidentifyFile(bytes, given)).toMatchObject({ status: 'quarantined', code })

  it('gzip: a volume that unpacks to more than its header says stays', async () => {
    const volume = Buffer.alloc(1000)
    volume.writeInt32LE(348, 0)
    for (const [i, value] of [3, 4, 4, 4].entries()) volume.writeInt16LE(value, 40 + 2 * i)
    volume.writeInt16LE(16, 72)
    volume.writeFloatLE(352, 108)
    volume.write('n+1\0', 344, 'latin1')
    await quarantined(gzipSync(Buffer.concat([volume, Buffer.alloc(17 << 20)])), 'unreadable')
  }, 60_000)

  it('PDF: streams that unpack without end, twice packed streams, scripts, and what is drawn stay', async () => {
    const stream = (filter: string, packed: Buffer) =>
      `<</Filter${filter}/Length ${packed.length}>>stream\n${packed.toString('latin1')}\nendstream`
    const pages = (content: string, more = '') =>
      assembled(
        [
          `<</Type/Catalog/Pages 2 0 R${more}>>`,
          '<</Type/Pages/Count 1/Kids[3 0 R]>>',
          '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>',
          content,
          '<</Title(x)>>',
        ],
        '',
        '',
      )
    await quarantined(
      pages(stream('/FlateDecode', deflateSync(Buffer.alloc(257 << 20), { level: 1 }))),
      'unpacks-too-large',
    )
    const twice = deflateSync(deflateSync(Buffer.alloc(1000)))
    await quarantined(pages(stream('[/FlateDecode/FlateDecode]', twice)), 'unpacks-too-large')
    const plain = stream('/FlateDecode', deflateSync(Buffer.from('q Q')))
    await quarantined(pages(plain, '/OpenAction<</S/JavaScript/JS(app.alert(1))>>'), 'document-not-cleaned')
    const drawn = stream('/FlateDecode', deflateSync(Buffer.from('0 0 m 100 100 l 50 0 l f')))
    await quarantined(pages(drawn), 'document-drawn')
  }, 120_000)

  it('CDA: a document type with entities, and text that is nested without end, stay', async () => {
    const bomb =
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><ClinicalDocument xmlns="urn:hl7-org:v3">&b;</ClinicalDocument>'
    await quarantined(Buffer.from(bomb), 'unreadable')
    const deep = `<ClinicalDocument xmlns="urn:hl7-org:v3">${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}</ClinicalDocument>`
    await quarantined(Buffer.from(deep), 'unreadable')
  })

  it('FHIR: several patients in one Bundle, and a resource that a modifier turns around, stay', async () => {
    const entry = (id: string) => ({ resource: { resourceType: 'Patient', id } })
    await quarantined(
      Buffer.from(JSON.stringify({ resourceType: 'Bundle', entry: [entry('1'), entry('2')] })),
      'several-patients',
    )
    const turned = { resourceType: 'Condition', modifierExtension: [{ url: 'urn:not', valueBoolean: true }] }
    await quarantined(Buffer.from(JSON.stringify(turned)), 'nothing-left')
  })

  it('TIFF: pages in a circle stay', async () => {
    const slide = Buffer.from(plantedSlides('circle')[0]!.bytes)
    const circle = Buffer.from(slide)
    // The pointer to the next page of the first page leads back to it.
    const first = circle.readUInt32LE(4)
    circle.writeUInt32LE(first, first + 2 + 12 * circle.readUInt16LE(first))
    await quarantined(circle, 'unreadable')
  })

  it('is told by its content: a file of an unknown kind stays', async () => {
    await quarantined(Buffer.from('PK\x03\x04 something packed', 'latin1'), 'unknown-kind')
    await quarantined(Buffer.from('plain notes'), 'unknown-kind')
  })

  it('a profile that keeps no text keeps documents back', async () => {
    const basic = researchProfile()
    const bare = { ...basic, options: { ...basic.options, cleanDescriptors: false, cleanStructuredContent: false } }
    for (const file of [plantedPdf('bare'), ...plantedDocuments('bare').slice(0, 2)])
      expect(await deidentifyFile(file.bytes, { ...given, profile: bare })).toMatchObject({
        code: 'profile-keeps-no-text',
      })
  })
})

describe('the parsers', () => {
  it('never throw or hang on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        fileKind(bytes)
        parseXml(bytes)
        jpegSegments(Uint8Array.from([0xff, 0xd8, ...bytes]))
        readTiff(memorySource(Uint8Array.from([0x49, 0x49, 42, 0, 8, 0, 0, 0, ...bytes])))
        const unpacked = unpackLzw(bytes, 500)
        expect(unpacked?.length ?? 0).toBeLessThanOrEqual(500)
      }),
      { seed: 3, numRuns: 300 },
    )
  })

  it('read a tree of XML as it was written', () => {
    const name = fc.constantFrom('a', 'b', 'x:c')
    const letters = fc.string({
      minLength: 1,
      maxLength: 12,
      unit: fc.constantFrom('æ', '<', '&', '"', ' ', 'k', '7', '>'),
    })
    const { tree } = fc.letrec<{ tree: XmlElement }>((tie) => ({
      tree: fc.record({
        name,
        attributes: fc.dictionary(name, letters, { maxKeys: 2 }).map((one) => new Map(Object.entries(one))),
        children: fc.oneof({ maxDepth: 3 }, fc.constant([]), fc.tuple(letters, tie('tree'))) as fc.Arbitrary<
          XmlElement['children']
        >,
      }),
    }))
    fc.assert(
      fc.property(tree, (root) => {
        expect(parseXml(Buffer.from(writeXml(root)))).toEqual(root)
      }),
      { seed: 5 },
    )
  })
})
