import type { Identity } from './danish-identity.ts'
import { seeded } from './seeded.ts'

/**
 * A FHIR R4 transaction of one patient: Patient, Condition (SNOMED CT and SKS), an Observation of the MMSE score, and with `findings` a
 * second one in words. Notes and findings name the patient, as real ones do. Every resource is tagged as invented.
 */
export function fhirBundle(
  identity: Identity,
  seed: string,
  options: { findings?: boolean } = {},
): Record<string, unknown> {
  const random = seeded(`fhir ${seed}`)
  const patient = `Patient/p-${seed}`
  const birth = `${identity.birthDate.slice(0, 4)}-${identity.birthDate.slice(4, 6)}-${identity.birthDate.slice(6)}`
  const tag = [
    { system: 'urn:clic:tag', code: 'invented', display: 'age and sex are invented' },
    { system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'HTEST' },
  ]
  const score = 18 + Math.floor(random() * 13)
  const resources = [
    {
      resourceType: 'Patient',
      id: `p-${seed}`,
      meta: { tag },
      identifier: [{ system: 'urn:oid:1.2.208.176.1.2', value: identity.cpr.replace('-', '') }],
      name: [{ use: 'official', family: identity.family, given: identity.given }],
      gender: identity.sex === 'F' ? 'female' : 'male',
      birthDate: birth,
      address: [{ text: identity.address }],
      telecom: [
        { system: 'phone', value: identity.phone },
        { system: 'email', value: identity.email },
      ],
    },
    {
      resourceType: 'Condition',
      id: `c-${seed}`,
      meta: { tag },
      subject: { reference: patient },
      recordedDate: '2025-02-03',
      code: {
        coding: [
          { system: 'http://snomed.info/sct', code: '386806002', display: 'Impaired cognition' },
          { system: 'urn:oid:1.2.208.176.2.4', code: 'DR418', display: 'Kognitiv forstyrrelse' },
        ],
      },
      note: [{ text: `${identity.given[0]} ${identity.family} (${identity.cpr}) er henvist af egen læge.` }],
    },
    {
      resourceType: 'Observation',
      id: `o-${seed}`,
      meta: { tag },
      status: 'final',
      subject: { reference: patient },
      effectiveDateTime: '2025-02-10T09:30:00+01:00',
      code: { coding: [{ system: 'http://loinc.org', code: '72106-8', display: 'Total score MMSE' }] },
      valueQuantity: { value: score, unit: '{score}', system: 'http://unitsofmeasure.org', code: '{score}' },
      note: [{ text: `MMSE ${score}, patienten kan kontaktes på ${identity.phone}.` }],
    },
    ...(options.findings ? [findings(identity, seed, patient, tag)] : []),
  ]
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: resources.map((resource) => ({
      fullUrl: `${resource.resourceType}/${resource.id}`,
      resource,
      request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
    })),
  }
}

/** The radiologist's words (LOINC 59776-5, Procedure findings). */
function findings(identity: Identity, seed: string, patient: string, tag: unknown) {
  const who = `${identity.given[0]} ${identity.family}`
  return {
    resourceType: 'Observation',
    id: `f-${seed}`,
    meta: { tag },
    status: 'final',
    subject: { reference: patient },
    effectiveDateTime: '2025-02-12T13:05:00+01:00',
    code: { coding: [{ system: 'http://loinc.org', code: '59776-5', display: 'Procedure findings Narrative' }] },
    valueString: `MR af hjernen hos ${who}, CPR ${identity.cpr}: hippocampus er let atrofisk i begge sider. ${who} er orienteret om svaret.`,
  }
}
