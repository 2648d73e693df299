import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import {
  type FactsMemory,
  isCompressedSlice,
  type KnownIdentity,
  lookNeeded,
  type ObjectFacts,
  type PixelsThrough,
  pixelsThrough,
  readFacts,
} from '@clic/deidentification'
import { plainPatientId } from '@clic/dicom'

/** What the first pass over the headers found. */
export interface Survey {
  /** The patient of each file, by its number in the list; '' where nobody can be told from the header. */
  patientOf: string[]
  /** Everything known of each patient from all of the patient's files. */
  known: Map<string, KnownIdentity>
  /** How many earlier files have the same SOP Instance UID: what keeps their names apart. */
  repeats: number[]
  /** Bytes of each file. */
  sizes: number[]
  /** Series Instance UID of each file; '' where it has none. */
  seriesOf: string[]
  /** Whether it is an object that leaves without a look at its pixels or document. */
  plain: boolean[]
  /** What of each need not be read to rewrite it. */
  through: (PixelsThrough | undefined)[]
}

/** What one header says. */
export interface SurveyedFile {
  number: number
  patient: string
  sopInstanceUid: string
  seriesInstanceUid: string
  identity: KnownIdentity | undefined
  size: number
  plain: boolean
  through: PixelsThrough | undefined
}

/** Most headers are shorter; for a longer one the whole file is read. */
const headBytes = 1 << 14

/** Reads the headers of files, so that what one file tells of a patient is searched for in all. Remembers from file to file what is the same. */
export function surveyWork(): (files: readonly { number: number; path: string }[]) => SurveyedFile[] {
  const head = Buffer.alloc(headBytes)
  const memory: FactsMemory = {}
  return (files) => files.map(({ number, path }) => surveyFile(number, path, head, memory))
}

function surveyFile(number: number, path: string, head: Buffer, memory: FactsMemory): SurveyedFile {
  const { facts: read, size, through } = factsOf(path, head, memory)
  // A media directory is nobody's: it lists whoever is on the disc, and is kept back.
  const facts = read?.directory ? undefined : read
  return {
    number,
    patient: facts ? patientKey(facts) : '',
    sopInstanceUid: facts?.sopInstanceUid ?? '',
    seriesInstanceUid: facts?.seriesInstanceUid ?? '',
    identity: facts?.identity,
    size,
    plain: facts !== undefined && lookNeeded(facts) === undefined && !isCompressedSlice(facts),
    through,
  }
}

/** What all headers say together. The order of the files decides, not the order in which they were read. */
export function joinSurvey(files: readonly SurveyedFile[]): Survey {
  const seen = new Map<string, number>()
  const met = new Set<string>()
  const known: Survey['known'] = new Map()
  const repeats = files.map(({ patient, sopInstanceUid: uid, identity }) => {
    const same = `${patient}\0${JSON.stringify(identity)}`
    if (identity && !met.has(same)) {
      met.add(same)
      known.set(patient, joined(known.get(patient), identity))
    }
    const before = uid === '' ? 0 : (seen.get(uid) ?? 0)
    seen.set(uid, before + 1)
    return before
  })
  return {
    patientOf: files.map((one) => one.patient),
    known,
    repeats,
    sizes: files.map((one) => one.size),
    seriesOf: files.map((one) => one.seriesInstanceUid),
    plain: files.map((one) => one.plain),
    through: files.map((one) => one.through),
  }
}

function factsOf(
  file: string,
  head: Buffer,
  memory: FactsMemory,
): { facts?: ObjectFacts; size: number; through?: PixelsThrough | undefined } {
  let size = 0
  try {
    const handle = openSync(file, 'r')
    let read: number
    try {
      size = fstatSync(handle).size
      read = readSync(handle, head, 0, head.length, 0)
    } finally {
      closeSync(handle)
    }
    const beginning = readFacts(head.subarray(0, read), { beginning: read === head.length, memory })
    if (beginning.ok)
      return { facts: beginning.facts, size, through: pixelsThrough(head.subarray(0, read), beginning.facts, size) }
    if (read < head.length) return { size }
    const whole = readFacts(readFileSync(file))
    return whole.ok ? { facts: whole.facts, size } : { size }
  } catch {
    // The second pass meets the same file and says what is wrong with it.
    return { size }
  }
}

/** Patient ID, or what else tells patients apart. */
function patientKey(facts: ObjectFacts): string {
  const id = plainPatientId(facts.patientId)
  if (id !== '') return `id ${id}`
  const [name] = facts.identity.names
  if (name) return `name ${[name.family, ...name.given].join('^').toLowerCase()} ${facts.identity.birthDates[0] ?? ''}`
  return `study ${facts.studyInstanceUid}`
}

/** What is known from one place and another. */
export function joined(a: KnownIdentity | undefined, b: KnownIdentity): KnownIdentity {
  if (!a) return b
  const union = <T>(one: readonly T[], other: readonly T[]) => [
    ...new Map([...one, ...other].map((value) => [JSON.stringify(value), value])).values(),
  ]
  return {
    patientIds: union(a.patientIds, b.patientIds),
    names: union(a.names, b.names),
    staffNames: union(a.staffNames, b.staffNames),
    birthDates: union(a.birthDates, b.birthDates),
    accessionNumbers: union(a.accessionNumbers, b.accessionNumbers),
    addresses: union(a.addresses, b.addresses),
    phones: union(a.phones, b.phones),
    emails: union(a.emails, b.emails),
  }
}
