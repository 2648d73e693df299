import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import type { KnownIdentity } from '@clic/deidentification'
import { type ObjectFacts, readFacts } from '@clic/deidentification'

/** What the first pass over the headers found. */
export interface Survey {
  /** The patient of each file, by its number in the list; '' where nobody can be told from the header. */
  patientOf: string[]
  /** Everything known of each patient from all of the patient's files. */
  known: Map<string, KnownIdentity>
  /** How many earlier files have the same SOP Instance UID: what keeps their names apart. */
  repeats: number[]
}

/** Most headers are shorter; for a longer one the whole file is read. */
const headBytes = 1 << 14

/** Reads the header of every file once, so that what one file tells of a patient is searched for in all. */
export function surveyPatients(files: readonly string[], told: (done: number) => void): Survey {
  const survey: Survey = { patientOf: [], known: new Map(), repeats: [] }
  const seen = new Map<string, number>()
  const head = Buffer.alloc(headBytes)
  files.forEach((file, index) => {
    const facts = factsOf(file, head)
    const patient = facts ? patientKey(facts) : ''
    survey.patientOf.push(patient)
    const uid = facts?.sopInstanceUid ?? ''
    survey.repeats.push(uid === '' ? 0 : (seen.get(uid) ?? 0))
    seen.set(uid, (seen.get(uid) ?? 0) + 1)
    if (facts) survey.known.set(patient, joined(survey.known.get(patient), facts.identity))
    told(index + 1)
  })
  return survey
}

function factsOf(file: string, head: Buffer): ObjectFacts | undefined {
  try {
    const handle = openSync(file, 'r')
    const size = readSync(handle, head, 0, head.length, 0)
    closeSync(handle)
    const beginning = readFacts(head.subarray(0, size), { beginning: size === head.length })
    if (beginning.ok) return beginning.facts
    if (size < head.length) return undefined
    const whole = readFacts(readFileSync(file))
    return whole.ok ? whole.facts : undefined
  } catch {
    // The second pass meets the same file and says what is wrong with it.
    return undefined
  }
}

/** Patient ID, or what else tells patients apart. */
function patientKey(facts: ObjectFacts): string {
  const id = facts.patientId.trim()
  if (id !== '') return `id ${id.replace(/^(\d{6})-(\d{4})$/, '$1$2')}`
  const [name] = facts.identity.names
  if (name) return `name ${[name.family, ...name.given].join('^').toLowerCase()} ${facts.identity.birthDates[0] ?? ''}`
  return `study ${facts.studyInstanceUid}`
}

function joined(a: KnownIdentity | undefined, b: KnownIdentity): KnownIdentity {
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
