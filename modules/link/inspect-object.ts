import { type Dataset, keyword, readDataset, tag, text } from '@clic/dicom'

const forbidden = [
  'OtherPatientIDs',
  'PatientAddress',
  'PatientTelephoneNumbers',
  'PatientBirthName',
  'PatientMotherBirthName',
  'MilitaryRank',
  'MedicalRecordLocator',
  'IssuerOfPatientID',
] as const

/** CPR by shape: six digits that can be a date, four more. */
export const cprShape = /(?<!\d)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2}-?\d{4}(?!\d)/

/** Free text, and the short texts into which people write free text. Serial numbers and hashes are no such thing. */
const freeText = new Set(['LT', 'ST', 'UT', 'UC', 'PN'])
const written = new Set<number>(
  (
    [
      'StudyDescription',
      'SeriesDescription',
      'ProtocolName',
      'AccessionNumber',
      'ContentLabel',
      'ContentDescription',
      'SegmentLabel',
      'RequestedProcedureDescription',
      'PerformedProcedureStepDescription',
    ] as const
  ).map((one) => tag(one)),
)
const maxDepth = 50

/**
 * The second line of defence: an object that still names a patient does not enter the research zone, whatever its proof says.
 * Returns what is wrong without saying the value. A parcel's objects must also say that their identity was removed (0012,0062).
 */
export function identifierIn(
  bytes: Uint8Array,
  pseudonym: string,
  ask: { saysRemoved: boolean } = { saysRemoved: true },
): { ok: true; dataset: Dataset } | { ok: false; reason: string } {
  const read = readDataset(bytes, { stopAt: 0x7fe00010 })
  if (!read.ok) return { ok: false, reason: `an object cannot be read: ${read.problem.message}` }
  const { dataset } = read
  for (const name of ['PatientID', 'PatientName'] as const) {
    const value = text(dataset, tag(name))
    if (value !== undefined && value.replace(/\^+$/, '') !== pseudonym)
      return { ok: false, reason: `${name} of an object is not the pseudonym` }
  }
  for (const name of forbidden)
    if (text(dataset, tag(name)) !== undefined) return { ok: false, reason: `an object still holds ${name}` }
  const place = cprShapeIn(dataset, pseudonym, 0)
  if (place !== undefined)
    return { ok: false, reason: `${place} of an object holds a number of the shape of a CPR number` }
  if (ask.saysRemoved && text(dataset, tag('PatientIdentityRemoved')) !== 'YES')
    return { ok: false, reason: 'an object does not say that its identity was removed' }
  return { ok: true, dataset }
}

/** Keyword of the first element, at any depth, in which people write and a CPR number may stand. */
function cprShapeIn(dataset: Dataset, pseudonym: string, depth: number): string | undefined {
  for (const [at, element] of dataset) {
    if (
      (freeText.has(element.vr) || written.has(at)) &&
      element.strings?.some((one) => cprShape.test(one.replaceAll(pseudonym, '')))
    )
      return keyword(at) ?? 'a private element'
    if (depth > maxDepth) continue
    for (const item of element.items ?? []) {
      const found = cprShapeIn(item, pseudonym, depth + 1)
      if (found !== undefined) return found
    }
  }
  return undefined
}
