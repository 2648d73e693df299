import { type Dataset, type Element, readDataset, readStructure, tokenise, writeFile } from '@clic/dicom'
import type { KnownIdentity } from '../../src/index.ts'
import { bigEndianFile, deflatedFile } from '../other-syntaxes.ts'
import { type PlantedPerson, plantedPerson } from '../planted-person.ts'
import { wholeKit } from '../whole-kit.ts'

/** A file to be damaged, and where its elements stand in it. */
export interface Seed {
  name: string
  bytes: Buffer
  /** What stands before the data set when that is deflated after the damage. */
  deflatedAfter?: Buffer
  elements: { start: number; valueStart: number; end: number; explicit: boolean }[]
}

/** The patient in every seed. */
export const fuzzPerson = (): PlantedPerson => plantedPerson('fuzz')

export function fuzzIdentity(person: PlantedPerson): KnownIdentity {
  return {
    patientIds: [{ issuer: '', value: person.cpr }],
    names: [{ family: person.family, given: [person.given, person.second] }],
    staffNames: [],
    birthDates: [person.birthDate],
    accessionNumbers: [person.accession],
    addresses: [`${person.street}, ${person.town}`],
    phones: [person.phone],
    emails: [person.mail],
  }
}

/** Small objects of each kind and syntax, where most damage is done, and the objects of the kit. */
export function fuzzCorpus(): { small: Seed[]; large: Seed[] } {
  const person = fuzzPerson()
  const small = [
    ['CT', '2'],
    ['MR', '4'],
    ['SR', '88.22'],
    ['RTPLAN', '481.5'],
    ['RTSTRUCT', '481.3'],
    ['SEG', '66.4'],
    ['ECG', '9.1.1'],
    ['XA', '12.1'],
    ['PR', '11.1'],
  ].flatMap(([modality = '', end = ''], i) => {
    const dataset = smallObject(person, modality, `1.2.840.10008.5.1.4.1.1.${end}`, i)
    const explicit = writeFile(dataset)
    return [
      seedOf(`${modality} explicit`, explicit),
      seedOf(`${modality} implicit`, writeFile(dataset, { transferSyntax: '1.2.840.10008.1.2' })),
      seedOf(`${modality} big endian`, bigEndianFile(dataset)),
      deflatedSeed(`${modality} deflated`, dataset),
      seedOf(`${modality} unknown lengths`, undefinedLengths(Buffer.from(explicit))),
    ]
  })
  const large = wholeKit('fuzz', 'ISO_IR 192')
    .filter((object) => !object.quarantine && object.bytes.length < 6000)
    .map((object) => seedOf(object.name, object.bytes))
  return { small, large }
}

function smallObject(person: PlantedPerson, modality: string, sopClass: string, i: number): Dataset {
  const charset = ['ISO_IR 192', 'ISO_IR 100'][i % 2]!
  const text = (vr: string, ...strings: string[]): Element => ({ vr, strings })
  const item: Dataset = new Map([
    [0x00080104, text('LO', `Hoved ${person.family}`)],
    [0x0040a123, text('PN', `${person.family}^${person.given}`)],
    [0x0040a160, text('UT', `Set af ${person.given} ${person.family}, ${person.hyphenated}.`)],
  ])
  const dataset: Dataset = new Map([
    [0x00080005, text('CS', charset)],
    [0x00080016, text('UI', sopClass)],
    [0x00080018, text('UI', `1.2.208.4711.5.${i}`)],
    [0x00080020, text('DA', '20250310')],
    [0x00080050, text('SH', person.accession)],
    [0x00080060, text('CS', modality)],
    [0x0008103e, text('LO', `T1 ${person.family} ${person.cpr}`)],
    [0x00100010, text('PN', `${person.family}^${person.given}`)],
    [0x00100020, text('LO', person.cpr)],
    [0x00100030, text('DA', person.birthDate)],
    [0x00190010, text('LO', 'GEMS_ACQU_01')],
    [0x00191027, text('DS', '1.0')],
    [0x0020000d, text('UI', '1.2.208.4711.2')],
    [0x00204000, text('LT', `${person.given}, tlf. ${person.phone}, ${person.mail}`)],
    [0x00280010, { vr: 'US', numbers: [2] }],
    [
      [0x00082218, 0x0040a730, 0x30060020][i % 3]!,
      { vr: 'SQ', items: [item, new Map([[0x00080100, text('SH', person.cpr)]])] },
    ],
  ])
  if (i % 3 !== 2) dataset.set(0x7fe00010, { vr: 'OW', bytes: Buffer.from([1, 2, 3, 4]) })
  return dataset
}

/** Sequences and items of the file with unknown lengths and delimiters. */
function undefinedLengths(file: Buffer): Buffer {
  const read = readDataset(file)
  if (!read.ok) throw new Error(read.problem.message)
  const item = Buffer.from([0xfe, 0xff, 0x00, 0xe0])
  const marks: { at: number; end: number; close: number }[] = []
  tokenise(file, {
    startSequence(_tag, _vr, length) {
      marks.push({ at: 0, end: length, close: 0xdd })
      return undefined
    },
  })
  // One sequence a seed, explicit, its items one after the other.
  const at = file.indexOf(item)
  if (at < 0 || marks.length === 0) return file
  const length = file.readUInt32LE(at - 4)
  const parts: Buffer[] = [file.subarray(0, at - 4), Buffer.from([255, 255, 255, 255])]
  for (let i = at; i < at + length; ) {
    const size = file.readUInt32LE(i + 4)
    parts.push(
      item,
      Buffer.from([255, 255, 255, 255]),
      file.subarray(i + 8, i + 8 + size),
      Buffer.from([0xfe, 0xff, 0x0d, 0xe0, 0, 0, 0, 0]),
    )
    i += 8 + size
  }
  return Buffer.concat([...parts, Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]), file.subarray(at + length)])
}

function deflatedSeed(name: string, dataset: Dataset): Seed {
  const deflated = Buffer.from(deflatedFile(dataset))
  const { body, bodyStart } = readStructure(writeFile(dataset))
  return {
    ...seedOf(name, body.subarray(bodyStart)),
    deflatedAfter: deflated.subarray(0, readStructure(deflated).metaEnd),
  }
}

function seedOf(name: string, bytes: Uint8Array): Seed {
  const elements: Seed['elements'] = []
  const structure = readStructure(bytes)
  if (!structure.deflated) {
    const { explicit } = structure.encoding
    const add = (valueStart: number, length: number, long: boolean) =>
      elements.push({
        start: valueStart - (explicit && long ? 12 : 8),
        valueStart,
        end: length === 0xffffffff ? valueStart : valueStart + length,
        explicit,
      })
    const isLong = (vr: number) => /^(?:O[BDFLVW]|S[QV]|U[CNRTV])$/.test(String.fromCharCode(vr >>> 8, vr & 0xff))
    tokenise(bytes, {
      element: (_tag, vr, start, length) => void add(start, length, isLong(vr)),
    })
  }
  return { name, bytes: Buffer.from(bytes), elements }
}
