import { createHmac } from 'node:crypto'
import type { FileJob } from './file-result.ts'

/** What a reference becomes; undefined when what it points at does not leave. */
export type References = (reference: string) => string | undefined

/** Clinical kinds, what staff say and ask of each other about a patient, and what was examined with; all others tell of people, places, organisations and accounts. */
export const keptKinds: ReadonlySet<string> = new Set(
  'Bundle Patient AdverseEvent AllergyIntolerance Appointment BodyStructure CarePlan CareTeam ClinicalImpression Communication CommunicationRequest Composition Condition DetectedIssue Device DeviceRequest DeviceUseStatement DiagnosticReport DocumentReference Encounter EpisodeOfCare FamilyMemberHistory Flag Goal ImagingStudy Immunization List Media Medication MedicationAdministration MedicationDispense MedicationRequest MedicationStatement NutritionOrder Observation Procedure Questionnaire QuestionnaireResponse RiskAssessment ServiceRequest Specimen Task VisionPrescription'.split(
    ' ',
  ),
)

/** The same resource always gets the same id, so that a later delivery updates it. */
export function keyedId(job: FileJob, kind: string, id: string): string {
  if (kind === 'Patient') return job.terms.subject.pseudonym
  return createHmac('sha256', job.terms.subject.uidKey).update(`${kind}/${id}`).digest('hex').slice(0, 32)
}

/** Knows the full URLs of a Bundle's entries, so that what points at them still does. */
export function keyedReferences(root: Record<string, unknown>, job: FileJob): References {
  const byUrl = new Map<string, string>()
  const entries = Array.isArray(root['entry']) ? root['entry'] : []
  for (const entry of entries) {
    const { fullUrl, resource } = (entry ?? {}) as { fullUrl?: unknown; resource?: Record<string, unknown> }
    const kind = String(resource?.['resourceType'] ?? '')
    if (typeof fullUrl !== 'string' || !keptKinds.has(kind)) continue
    byUrl.set(fullUrl, `${kind}/${keyedId(job, kind, String(resource?.['id'] ?? fullUrl))}`)
  }
  return (reference) => {
    const known = byUrl.get(reference)
    if (known) return known
    if (reference.startsWith('#')) return `#${keyedId(job, 'contained', reference.slice(1))}`
    const found = /(?:^|\/)([A-Z][A-Za-z]{2,40})\/([\w.-]{1,128})(?:\/_history\/[\w.-]+)?$/.exec(reference)
    return found && keptKinds.has(found[1]!) ? `${found[1]}/${keyedId(job, found[1]!, found[2]!)}` : undefined
  }
}
