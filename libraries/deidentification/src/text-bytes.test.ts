import { build, type Dataset, readDataset, tag, text, writeFile } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import { deidentifyObject, prepareSweep, researchProfile } from './index.ts'
import { nobody } from './subject.ts'

const terms = () => ({
  profile: researchProfile(),
  subject: { pseudonym: 'P-BYTES', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
  sweep: prepareSweep(nobody()),
})

type Values = Record<string, Uint8Array | string>

/** What became of an object that declares a set; without a set, the element is not there. Values are given in the bytes that they have. */
async function cleaned(declared: string | undefined, values: Values): Promise<{ bytes: Buffer; dataset: Dataset }> {
  const even = (value: Uint8Array | string) => {
    const bytes = Buffer.from(value as Uint8Array)
    return Buffer.concat([bytes, Buffer.from(bytes.length % 2 ? ' ' : '')])
  }
  const object = build({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
    SOPInstanceUID: '1.2.208.4713.1',
    StudyInstanceUID: '1.2.208.4713.2',
    SeriesInstanceUID: '1.2.208.4713.3',
    Modality: 'CT',
    PatientName: even(latin1('Bjerregård^Ægidius')),
    PatientID: '',
    ...Object.fromEntries(Object.entries(values).map(([keyword, value]) => [keyword, even(value)])),
  })
  const result = await deidentifyObject(declaring(declared, writeFile(object)), terms())
  if (result.status !== 'released') throw new Error(result.reason)
  const bytes = Buffer.from(result.output)
  const read = readDataset(bytes)
  if (!read.ok) throw new Error(read.problem.message)
  return { bytes, dataset: read.dataset }
}

/** The file with another Specific Character Set than the one that our writer says, or none. */
function declaring(declared: string | undefined, file: Uint8Array): Buffer {
  const bytes = Buffer.from(file)
  const at = bytes.indexOf(Buffer.from([0x08, 0x00, 0x05, 0x00, 0x43, 0x53]))
  const value = Buffer.from(`${declared}${(declared ?? '').length % 2 ? ' ' : ''}`)
  const element = [bytes.subarray(at, at + 6), Buffer.from([value.length, 0]), value]
  const rest = bytes.subarray(at + 8 + bytes.readUInt16LE(at + 6))
  return Buffer.concat([bytes.subarray(0, at), ...(declared === undefined ? [] : element), rest])
}

const latin1 = (one: string) => Buffer.from(one, 'latin1')

/** A text in DOS code page 850, in which 865 and 437 have the same letters. */
function dos(one: string): Buffer {
  const codes: Record<string, number> = { æ: 0x91, ø: 0x9b, å: 0x86, Æ: 0x92, Ø: 0x9d, Å: 0x8f, é: 0x82, ö: 0x94 }
  return Buffer.from(Array.from(one, (letter) => codes[letter] ?? letter.charCodeAt(0)))
}

function macintosh(one: string): Buffer {
  const codes: Record<string, number> = { æ: 0xbe, ø: 0xbf, å: 0x8c, Æ: 0xae, Ø: 0xaf, Å: 0x81, é: 0x8e, ö: 0x9a }
  return Buffer.from(Array.from(one, (letter) => codes[letter] ?? letter.charCodeAt(0)))
}

const comments = tag('ImageComments')

describe('letters of Latin-1 and UTF-8', () => {
  it.each<[string | undefined, string]>([
    [undefined, 'no set'],
    ['ISO_IR 6', 'the set of ASCII'],
    ['iso_ir 100', 'small letters'],
    ['ISO_IR100', 'no blank'],
    ['ISO-IR 100', 'a hyphen'],
    ['ISO 2022 IR100', 'no second blank'],
    ['ISO-8859-1', 'another standard’s name'],
    ['LATIN1', 'the common name'],
    ['KLINISK 7', 'no set at all'],
  ])('stay beside what goes where %s is declared: %s', async (declared) => {
    const { dataset, bytes } = await cleaned(declared, {
      ImageComments: latin1('Hævet højre tå hos Bjerregård, blødning'),
      StudyDescription: latin1('MR knæ uden kontrast'),
    })
    const said = text(dataset, comments) ?? ''
    expect(said).toContain('Hævet højre tå hos')
    expect(said).toContain('blødning')
    expect(said).not.toMatch(/Bjerreg/)
    expect(bytes.includes(latin1('MR knæ uden kontrast'))).toBe(true)
  })

  it('are written as they came where no set is declared', async () => {
    const comment = 'Ømt ankelled, sås også af Bjerregård'
    for (const coding of ['latin1', 'utf8'] as const) {
      const { bytes } = await cleaned(undefined, { ImageComments: Buffer.from(comment, coding) })
      expect(bytes.includes(Buffer.from('Ømt ankelled, sås også', coding))).toBe(true)
      expect(bytes.includes(Buffer.from('Bjerreg', coding))).toBe(false)
    }
  })

  it('are spelled out where the declared set has none of them', async () => {
    const { bytes } = await cleaned('ISO_IR 144', { ImageComments: dos('Bjerregård: højre knæ bøjet') })
    expect(bytes.includes(Buffer.from('hoejre knae boejet'))).toBe(true)
  })

  const encodings = { utf8: Buffer.from, latin1, dos, macintosh }
  const spelled = (one: string) => one.replace(/æ/g, 'ae').replace(/ø/g, 'oe').replace(/å/g, 'aa')
  it.each([
    ['Chinese', 'GB18030'],
    ['Japanese', 'ISO_IR 13'],
    ['Russian', 'ISO_IR 144'],
    ['Greek', 'ISO_IR 126'],
  ])('are read under a set of %s, whatever they are in', async (_, declared) => {
    for (const encode of Object.values(encodings)) {
      const { dataset } = await cleaned(declared, {
        ImageComments: encode('Stråling af højre knæ; søn Jørn Skårup ringer'),
        AdditionalPatientHistory: encode('Ægteskab, set af overlæge Rønnow'),
      })
      expect(spelled(text(dataset, comments) ?? '')).toMatch(/^Straaling af hoejre knae/)
      expect(text(dataset, comments)).not.toMatch(/rn|rup/)
      expect(text(dataset, tag('AdditionalPatientHistory'))).not.toMatch(/nnow/)
    }
  })

  it.each([
    ['ISO_IR 144', Buffer.from('b3e0e3d4dcd0202d204354', 'hex'), 'Russian, with a word of ASCII'],
    ['ISO_IR 101', Buffer.from('6b6fe860652068f8b6', 'hex'), 'Czech'],
    ['GB18030', Buffer.from('d0d8cdb43435205820d3d2', 'hex'), 'Chinese'],
  ])('are not read into another script: %s', async (declared, bytes) => {
    const made = await cleaned(declared, { ImageComments: bytes })
    expect(made.bytes.includes(bytes)).toBe(true)
  })
})

describe('a text that was cut at so many bytes', () => {
  it.each([1, 2])('keeps its whole letters: the last one lacks %i of its bytes', async (lacking) => {
    const cut = Buffer.from(lacking === 1 ? 'MR knæ og lår, Bjerregård, tå' : 'MR knæ og lår, Bjerregård, T₂').subarray(
      0,
      -lacking,
    )
    const { dataset } = await cleaned('ISO_IR 192', { SeriesDescription: cut })
    expect(text(dataset, tag('SeriesDescription'))).toMatch(/^MR knæ og lår/)
    expect(text(dataset, tag('SeriesDescription'))).not.toMatch(/Bjerreg|\ufffd/)
  })

  it('is none where it ends in a letter of Latin-1', async () => {
    const { dataset } = await cleaned('ISO_IR 192', { SeriesDescription: latin1('MR T2 tå') })
    expect(text(dataset, tag('SeriesDescription'))).toBe('MR T2 tå')
  })
})

describe('a text in the code page of an old device', () => {
  const remark = 'Ægtefælle Åse Sørensen, bor Ærøvej 3, 5970 Ærøskøbing. Ømhed på højre lår, også gående.'
  it.each([
    ['DOS, under Latin-1', 'ISO_IR 100', dos],
    ['DOS, under no set', undefined, dos],
    ['DOS, under UTF-8', 'ISO_IR 192', dos],
    ['the Macintosh, under Latin-1', 'ISO_IR 100', macintosh],
    ['the Macintosh, under no set', undefined, macintosh],
    ['the Macintosh, under UTF-8', 'ISO_IR 192', macintosh],
  ])('is read as what it is, and written in the declared set: %s', async (_, declared, encode) => {
    const { dataset } = await cleaned(declared, {
      PatientName: encode('Bjerregård^Ægidius'),
      ImageComments: encode(remark),
      StudyDescription: encode('CT lår og knæ'),
      AdditionalPatientHistory: encode('BJERREGÅRD SET AF SPL. PÅL NØRSKOV. CT AF LÅR'),
    })
    const said = text(dataset, comments) ?? ''
    expect(said).toContain('Ømhed på højre lår, også gående.')
    expect(said).not.toMatch(/se S|rensen|r.vej|5970|sk.bing/)
    expect(text(dataset, tag('StudyDescription'))).toBe('CT lår og knæ')
    expect(text(dataset, tag('AdditionalPatientHistory'))).toContain('CT AF LÅR')
    expect(text(dataset, tag('AdditionalPatientHistory'))).not.toMatch(/BJERREG|P.L|RSKOV/)
  })

  it.each([
    ['På vegne af Bjerregård', 'På vegne af ***'],
    ['Målt siddende, 3 år', 'Målt siddende, 3 år'],
    ['HØ KNÆ', 'HØ KNÆ'],
    ['ømt hø. knæ', 'ømt hø. knæ'],
    ['MRI åben', 'MRI åben'],
  ])('is told by one letter: %s', async (remark, left) => {
    for (const encode of [dos, macintosh]) {
      const { dataset } = await cleaned('ISO_IR 100', { ImageComments: encode(remark) })
      expect(text(dataset, comments)).toBe(left)
    }
  })

  it('is searched in every reading where one letter may be a mark as well', async () => {
    const { dataset } = await cleaned('ISO_IR 100', {
      PatientName: dos('PRÆST^OVE'),
      ImageComments: dos('SET AF PRÆST'),
      AdditionalPatientHistory: macintosh('Aftalt med overlæge Sjöberg'),
    })
    expect(text(dataset, comments)).not.toMatch(/PR|ST$/)
    expect(text(dataset, tag('AdditionalPatientHistory'))).not.toMatch(/Sj|berg/)
  })

  it('tells whom the header names in another one', async () => {
    const { dataset } = await cleaned('ISO_IR 100', {
      PatientName: dos('Kjøng^Bodil'),
      ImageComments: latin1('Kjøng møder igen, ømhed i læg'),
    })
    expect(text(dataset, comments)).not.toMatch(/ng m/)
    expect(text(dataset, comments)).toContain('ømhed i læg')
  })

  it.each([
    'Patient’s left knee – no “change”… ok',
    'Kateter 5 Fr › 6 Fr, Philips® pumpe, 37°C',
    'Dosis ½ tbl., 20 µg, ¾ time',
    'CT’en viste “hvid plet” i ‘trætte’ væv • se MR’s T2',
    'L’HÔPITAL, crème brûlée à la carte, cœur',
  ])('is none where signs stand as writers of Windows put them: %s', async (remark) => {
    const bytes = Buffer.from(
      Array.from(
        remark,
        (one) =>
          ({ '‘': 0x91, '•': 0x95, œ: 0x9c, '’': 0x92, '–': 0x96, '“': 0x93, '”': 0x94, '…': 0x85, '›': 0x9b })[one] ??
          one.charCodeAt(0),
      ),
    )
    const made = await cleaned('ISO_IR 100', { ImageComments: bytes })
    expect(made.bytes.includes(bytes)).toBe(true)
  })
})

describe('a text in which letters became question marks', () => {
  it.each([
    ['Spl. S?ren M?rsk, bl?dning', 'Spl. ***, bl?dning'],
    ['SET AF LASSE H?JGAARD, H?VET KN?', 'SET AF ***, H?VET KN?'],
    ['?mt kn? hos Bj?rn Agertoft', '?mt kn? hos ***'],
    ['Set af overl\ufffdge B\ufffdrge Agertoft', 'Set af overl\ufffdge ***'],
  ])('names whom it named: %s', async (remark, left) => {
    const { dataset } = await cleaned('ISO_IR 192', { ImageComments: Buffer.from(remark) })
    expect(text(dataset, comments)).toBe(left)
  })

  it.each(['Fraktur? Luksation?', 'Tumor?infekt?absces', 'H?jre kn? h?vet, ?dem?', 'Metastase?/fibrose?'])(
    'is kept where it names nobody: %s',
    async (remark) => {
      const { dataset } = await cleaned('ISO_IR 192', { ImageComments: Buffer.from(remark) })
      expect(text(dataset, comments)).toBe(remark)
    },
  )
})

describe('what a buffer held before', () => {
  it.each([
    ['BodyPartExamined', 'CHEST\0PREBEN', 'CHEST'],
    ['SeriesDescription', 'CT thorax\0Bjerregaard Ole', 'CT thorax'],
    ['ManufacturerModelName', 'Aquilion\0\0\0Bjerregaard', 'Aquilion'],
    ['ImageComments', 'Ingen infiltrater\0C:\\Users\\Regnar Munkholm', 'Ingen infiltrater'],
    ['ImageType', 'ORIGINAL\0OLE\\PRIMARY\\AXIAL\0\0REGNAR', 'ORIGINAL\\PRIMARY\\AXIAL'],
    ['ConvolutionKernel', 'B30f\0MUNK\\B70f', 'B30f\\B70f'],
    ['KVP', '120\0Regnar', '120'],
  ])('goes from behind a NUL, and the value in front of it stays: %s', async (keyword, given, left) => {
    const { dataset, bytes } = await cleaned('ISO_IR 100', { [keyword]: Buffer.from(given) })
    expect(dataset.get(tag(keyword))?.strings?.join('\\').trim()).toBe(left)
    expect(bytes.toString('latin1')).not.toMatch(/PREBEN|Bjerregaard|Regnar|REGNAR|OLE|MUNK/i)
  })

  it('does not hide what stands in front of it', async () => {
    const { dataset } = await cleaned('ISO_IR 100', {
      ImageComments: Buffer.from('Søn Regnar Munkholm ringer, ser godt ud\0rest'),
    })
    expect(text(dataset, comments)).toContain('ser godt ud')
    expect(text(dataset, comments)).not.toMatch(/Regnar|Munkholm|rest/)
  })

  it('leaves nothing of a text in two bytes a letter', async () => {
    const { bytes } = await cleaned('ISO_IR 100', { ImageComments: Buffer.from('Regnar Munkholm', 'utf16le') })
    expect(bytes.includes(Buffer.from('Munkholm', 'utf16le'))).toBe(false)
  })
})

describe('letters whose accents stand apart', () => {
  const apart = (one: string) => Buffer.from(one.normalize('NFD'))
  it('tell whom a text names', async () => {
    const { dataset } = await cleaned('ISO_IR 192', {
      ImageComments: apart('Søster Åse Ravnsborg ringer fra 8000 Århus C. Pæn respons på højre side i ældre læsion.'),
    })
    const said = (text(dataset, comments) ?? '').normalize('NFC')
    expect(said).not.toMatch(/se Ra|Ravns|rhus/)
    expect(said).toContain('Pæn respons på højre side')
  })

  it('stay as they are where nothing is taken out', async () => {
    const remark = apart('Pæn respons på højre side')
    const { bytes } = await cleaned('ISO_IR 192', { ImageComments: remark })
    expect(bytes.includes(remark)).toBe(true)
  })
})
