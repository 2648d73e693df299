import {
  deidentifyEndpoints,
  type Permit,
  type PermitTerms,
  permitEndpoints,
  type SamplingPolicy,
} from '@clic/contracts'
import { answered } from './answered.ts'
import type { TestZone } from './zones.ts'

/** Terms of an ordinary project; change what the test is about. */
export function projectTerms(changes: Partial<PermitTerms> = {}): PermitTerms {
  return {
    title: 'Hippocampus volume',
    purpose: 'Develop and validate a segmentation of the hippocampus on MR.',
    kind: 'project',
    phases: [
      { phase: 'develop', article6: '6(1)(e)', article9: '9(2)(j)', national: 'Databeskyttelsesloven § 10' },
      { phase: 'validate', article6: '6(1)(e)', article9: '9(2)(j)', national: 'Databeskyttelsesloven § 10' },
    ],
    controllers: ['Region Test'],
    cohort: { modalities: ['MR', 'SEG'], bodyParts: [], maxSubjects: 500 },
    columns: ['Patient', 'Condition', 'Observation', 'PatientSex', 'PatientAge'],
    people: ['dev', 'clin', 'lead', 'tester'],
    expiresAt: new Date(Date.now() + 90 * 86_400_000).toISOString(),
    secondaryFindings: 'not-possible',
    ...changes,
  }
}

/** Takes a permit the whole way: asked for, screened, approved by another person, signed. Throws the problem otherwise. */
export async function grantPermit(clinic: TestZone, changes: Partial<PermitTerms> = {}): Promise<Permit> {
  const asked = await clinic.as('proposer', ['clinical-lead'])(permitEndpoints.request, { body: projectTerms(changes) })
  if (!asked.ok) throw new Error(asked.problem.detail)
  const params = { permitId: asked.value.id }
  const screened = await clinic.as('steward', ['data-steward'])(permitEndpoints.screen, { params })
  if (!screened.ok) throw new Error(screened.problem.detail)
  const approved = await clinic.as('dpo', ['dpo'])(permitEndpoints.approve, { params })
  if (!approved.ok) throw new Error(approved.problem.detail)
  return approved.value
}

/** A project of its own whose studies are what a source sends; no sample is asked for unless told. */
export async function projectOfSource(
  clinic: TestZone,
  sourceId: string,
  terms: Partial<PermitTerms> = {},
  sampling: SamplingPolicy = { limit: 'none', every: 0 },
): Promise<Permit> {
  const permit = await grantPermit(clinic, terms)
  const body = { permitId: permit.id, sourceId, sampling }
  answered(await clinic.as('engineer', ['data-engineer'])(deidentifyEndpoints.addAssignment, { body }))
  return permit
}
