import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { fileKind, identityInFile, type KnownIdentity } from '@clic/deidentification'
import { plainPatientId } from '@clic/dicom'
import { joined, type Survey } from './survey-patients.ts'

/** What stands in front of a picture. */
const headBytes = 256 << 10

/**
 * Whose the files are that are no DICOM objects: by what they say themselves (CDA, FHIR, a CPR number in a PDF or a photograph), else by
 * an object of the same name beside them, else by their folder when all in it that is known is one patient's.
 */
export async function surveyOthers(files: readonly string[], survey: Survey): Promise<void> {
  const open: number[] = []
  for (const [number, path] of files.entries()) {
    if (survey.patientOf[number] !== '') continue
    const identity = await identityOf(path)
    if (!identity) continue
    const patient = patientIn(identity)
    survey.patientOf[number] = patient
    if (patient === '') open.push(number)
    else survey.known.set(patient, joined(survey.known.get(patient), identity))
  }
  if (open.length === 0) return
  const [byStem, byFolder] = neighbours(files, survey)
  for (const number of open)
    survey.patientOf[number] = only(byStem.get(stem(files[number]!))) || above(files[number]!, byFolder)
}

/** Undefined for a DICOM object and for what cannot be read. */
async function identityOf(path: string): Promise<KnownIdentity | undefined> {
  try {
    const head = Buffer.alloc(headBytes)
    const handle = openSync(path, 'r')
    const size = readSync(handle, head, 0, head.length, 0)
    closeSync(handle)
    const kind = fileKind(head.subarray(0, size))
    if (kind === 'dicom' || kind === 'unknown') return undefined
    const whole = ['cda', 'fhir', 'pdf'].includes(kind) && size === head.length
    return await identityInFile(kind, whole ? readFileSync(path) : head.subarray(0, size))
  } catch {
    // The second pass meets the same file and says what is wrong with it.
    return undefined
  }
}

/** The one CPR number, else the one other number, else name and birth date. */
function patientIn(identity: KnownIdentity): string {
  const ids = [...new Set(identity.patientIds.map((one) => plainPatientId(one.value)))]
  const numbers = ids.filter((id) => /^\d{10}$/.test(id))
  if (numbers.length === 1) return `id ${numbers[0]}`
  if (numbers.length > 1) return ''
  if (ids.length === 1) return `id ${ids[0]}`
  const [name] = identity.names
  const birth = (identity.birthDates[0] ?? '').replaceAll('-', '')
  return name && birth !== '' ? `name ${[name.family, ...name.given].join('^').toLowerCase()} ${birth}` : ''
}

type Groups = Map<string, Set<string>>

function neighbours(files: readonly string[], survey: Survey): [Groups, Groups] {
  const byStem: Groups = new Map()
  const byFolder: Groups = new Map()
  const add = (groups: Groups, key: string, patient: string) =>
    groups.set(key, (groups.get(key) ?? new Set()).add(patient))
  for (const [number, path] of files.entries()) {
    const patient = survey.patientOf[number]!
    if (patient === '') continue
    add(byStem, stem(path), patient)
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      add(byFolder, folder, patient)
      if (folder === dirname(folder)) break
    }
  }
  return [byStem, byFolder]
}

function stem(path: string): string {
  return `${dirname(path)}/${basename(path).replace(/(?:\.[A-Za-z\d]{1,5}){1,2}$/, '')}`
}

/** The nearest folder that holds anything known decides. */
function above(path: string, byFolder: Groups): string {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const found = byFolder.get(folder)
    if (found) return only(found)
    if (folder === dirname(folder)) return ''
  }
}

function only(patients: ReadonlySet<string> | undefined): string {
  return patients?.size === 1 ? [...patients][0]! : ''
}
