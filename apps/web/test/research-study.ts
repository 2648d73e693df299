import { createHash } from 'node:crypto'
import { type Dataset, tag, writeFile } from '@clic/dicom'
import { factsReceiver } from '../../../modules/link/accept-facts.ts'
import { studyReceiver } from '../../../modules/link/accept-study.ts'
import {
  danishIdentity,
  type IdentifiedStudy,
  identifiedStudy,
  type StudyToMake,
} from '../../../testing/make-dicom/index.ts'
import type { TestZone } from '../../../testing/zones.ts'

export interface LinkedStudyToMake {
  permitId: string
  pseudonym: string
  seed: string
  image: StudyToMake['image']
  labels?: Uint8Array
  structures: StudyToMake['structures']
  sex?: 'female' | 'male'
  age?: number
}

/** Puts a study and the facts of its person into the research zone through link’s own receivers, as a parcel from the door would come. */
export async function linkStudy(research: TestZone, given: LinkedStudyToMake): Promise<void> {
  const made = identifiedStudy({
    seed: given.seed,
    identity: danishIdentity(given.seed),
    image: given.image,
    ...(given.labels ? { labels: given.labels } : {}),
    structures: given.structures,
    description: 'MR hippocampus',
    bodyPart: 'BRAIN',
  })
  await linkObjects(research, given, pseudonymous(made, given.pseudonym), made.studyInstanceUid)
  const context = research.context('link')
  const invented = { tag: [{ system: 'urn:clic:tag', code: 'invented' }] }
  const resources = [
    {
      resourceType: 'Patient',
      id: `p-${given.seed}`,
      meta: invented,
      gender: given.sex ?? 'female',
      age: given.age ?? 64,
    },
    {
      resourceType: 'Condition',
      id: `c-${given.seed}`,
      meta: invented,
      recordedDate: '2025-02-03',
      code: { coding: [{ system: 'http://snomed.info/sct', code: '386806002', display: 'Impaired cognition' }] },
    },
    {
      resourceType: 'Observation',
      id: `o-${given.seed}`,
      meta: invented,
      effectiveDateTime: '2025-02-10',
      code: { coding: [{ system: 'http://loinc.org', code: '72106-8', display: 'Total score MMSE' }] },
      valueQuantity: { value: 24, unit: '{score}' },
    },
  ]
  const content = Buffer.from(JSON.stringify({ resources }))
  await context.transact(async (change) => {
    const done = await factsReceiver(context).accept(
      {
        id: `facts ${given.seed}`,
        kind: 'facts',
        permitId: given.permitId,
        header: { permitId: given.permitId, pseudonym: given.pseudonym },
        content,
      } as never,
      change,
    )
    if (!done.ok) throw new Error(done.problem.detail)
  })
}

/** The objects as files, under link’s own receiver. */
export async function linkObjects(
  research: TestZone,
  given: Pick<LinkedStudyToMake, 'permitId' | 'pseudonym' | 'seed'>,
  objects: Dataset[],
  studyInstanceUid: string,
): Promise<void> {
  const files = objects.map((object) => writeFile(object))
  let offset = 0
  const listed = objects.map((object, n) => {
    const bytes = files[n] as Uint8Array
    const uid = (keyword: string) => object.get(tag(keyword))?.strings?.[0] ?? ''
    const one = {
      sopInstanceUid: uid('SOPInstanceUID'),
      sopClassUid: uid('SOPClassUID'),
      seriesInstanceUid: uid('SeriesInstanceUID'),
      modality: uid('Modality'),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      offset,
      size: bytes.length,
    }
    offset += bytes.length
    return one
  })
  const context = research.context('link')
  await context.transact(async (change) => {
    const header = { permitId: given.permitId, pseudonym: given.pseudonym, studyInstanceUid, objects: listed }
    const done = await studyReceiver(context).accept(
      {
        id: `study ${given.seed}`,
        kind: 'deidentified-study',
        permitId: given.permitId,
        header,
        content: Buffer.concat(files),
      } as never,
      change,
    )
    if (!done.ok) throw new Error(done.problem.detail)
  })
}

/** What the de-identifier would let through of a made study: the pseudonym, and no free text. */
export function pseudonymous(made: IdentifiedStudy, pseudonym: string): Dataset[] {
  return [...made.images, ...(made.segmentation ? [made.segmentation] : [])].map((object) => {
    const copy: Dataset = new Map(object)
    for (const keyword of [
      'PatientAddress',
      'PatientTelephoneNumbers',
      'AccessionNumber',
      'ReferringPhysicianName',
      'InstitutionName',
      'OperatorsName',
      'PatientBirthDate',
      'OtherPatientIDs',
      'IssuerOfPatientID',
    ])
      copy.delete(tag(keyword))
    copy.set(tag('PatientName'), { vr: 'PN', strings: [pseudonym] })
    copy.set(tag('PatientID'), { vr: 'LO', strings: [pseudonym] })
    copy.set(tag('StudyDescription'), { vr: 'LO', strings: ['MR hippocampus'] })
    copy.set(tag('PatientIdentityRemoved'), { vr: 'CS', strings: ['YES'] })
    return copy
  })
}
