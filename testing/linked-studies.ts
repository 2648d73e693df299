import { createHash } from 'node:crypto'
import { type LinkedView, type Permit, type PermitTerms, permitEndpoints } from '@clic/contracts'
import { type Dataset, tag, text, writeFile } from '@clic/dicom'
import { sentParcel } from '@clic/platform/doors'
import { type Case, danishIdentity, identifiedStudy, phantomCase, seeded } from './make-dicom/index.ts'
import { grantPermit } from './permits.ts'
import { eventually, type TestPair } from './zones.ts'

export const phantomStructures = [
  { value: 1, name: 'anterior hippocampus' },
  { value: 2, name: 'posterior hippocampus' },
] as const

export interface StudyToLink {
  seed: string
  permitId: string
  pseudonym: string
  /** `none`: images alone. `elsewhere`: a mask that was made on another series. Default `own`. */
  mask?: 'own' | 'none' | 'elsewhere'
  /** The image, and with it the mask, of another seed: two studies with the same voxels. */
  imageOf?: string
  structures?: readonly { value: number; name: string }[]
  /** Last change of an object before it is written, for a study that must be refused. */
  spoil?: (object: Dataset, n: number) => void
}

export interface ParcelToPost {
  kind: 'deidentified-study' | 'facts' | 'erasure'
  permitId: string
  header: Record<string, unknown>
  content: Uint8Array
}

/** A phantom cut down to its middle: `dims` voxels. */
export function smallPhantom(seed: string, dims: [number, number, number] = [20, 28, 10]): Case {
  const { image, labels } = phantomCase(seed)
  const from = image.dims.map((size, n) => Math.floor((size - (dims[n] as number)) / 2))
  const data = new Uint16Array(dims[0] * dims[1] * dims[2])
  const cut = new Uint8Array(data.length)
  for (let n = 0; n < data.length; n++) {
    const [i, j, k] = [n % dims[0], Math.floor(n / dims[0]) % dims[1], Math.floor(n / (dims[0] * dims[1]))]
    const at =
      i + (from[0] as number) + image.dims[0] * (j + (from[1] as number) + image.dims[1] * (k + (from[2] as number)))
    data[n] = image.data[at] as number
    cut[n] = labels[at] as number
  }
  return { image: { ...image, dims, data }, labels: cut }
}

/** What the clinic posts once a study is de-identified: images and mask of a phantom under a pseudonym. Same seed, same bytes. */
export function studyParcel(given: StudyToLink): ParcelToPost {
  const made = identifiedStudy({
    ...smallPhantom(given.imageOf ?? given.seed),
    seed: given.seed,
    identity: danishIdentity(given.seed),
    structures: given.structures ?? phantomStructures,
    description: 'MR hippocampus',
    bodyPart: 'BRAIN',
  })
  const objects = made.images.map((one) => withoutIdentity(one, given.pseudonym))
  const mask = given.mask === 'elsewhere' ? maskElsewhere(given) : given.mask === 'none' ? undefined : made.segmentation
  if (mask) objects.push(withoutIdentity(mask, given.pseudonym))
  for (const [n, object] of objects.entries()) given.spoil?.(object, n)
  return parcelOf({ ...given, studyInstanceUid: made.studyInstanceUid, objects })
}

/** The objects of one study as one parcel: bytes one after the other, and a header that says where each lies. */
export function parcelOf(given: {
  permitId: string
  pseudonym: string
  studyInstanceUid: string
  objects: readonly Dataset[]
  /** Of compressed objects; explicit little endian unless told. */
  transferSyntax?: string
}): ParcelToPost {
  const options = given.transferSyntax ? { transferSyntax: given.transferSyntax } : {}
  const files = given.objects.map((object) => ({ object, bytes: writeFile(object, options) }))
  let offset = 0
  const described = files.map(({ object, bytes }) => {
    const value = (keyword: 'SOPInstanceUID' | 'SOPClassUID' | 'SeriesInstanceUID' | 'Modality') =>
      text(object, tag(keyword)) ?? ''
    const one = {
      sopInstanceUid: value('SOPInstanceUID'),
      sopClassUid: value('SOPClassUID'),
      seriesInstanceUid: value('SeriesInstanceUID'),
      modality: value('Modality'),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      offset,
      size: bytes.length,
    }
    offset += bytes.length
    return one
  })
  const { permitId, pseudonym, studyInstanceUid } = given
  return {
    kind: 'deidentified-study',
    permitId,
    header: { permitId, pseudonym, studyInstanceUid, objects: described },
    content: Buffer.concat(files.map((one) => one.bytes)),
  }
}

/** Pseudonymised facts of one person, as the clinic posts them. */
export function factsParcel(given: {
  permitId: string
  pseudonym: string
  sex?: 'female' | 'male' | 'other'
  age?: number
  invented?: boolean
  more?: Record<string, unknown>[]
}): ParcelToPost {
  const { permitId, pseudonym, sex, age } = given
  const meta = given.invented === false ? undefined : { tag: [{ system: 'urn:clic:tag', code: 'invented' }] }
  const patient = {
    resourceType: 'Patient',
    id: pseudonym,
    ...(meta ? { meta } : {}),
    ...(sex ? { gender: sex } : {}),
    ...(age === undefined ? {} : { age }),
  }
  const score = {
    resourceType: 'Observation',
    id: `o-${pseudonym}`,
    code: { coding: [{ system: 'http://loinc.org', code: '72106-8', display: 'Total score MMSE' }] },
    valueQuantity: { value: 25, unit: '{score}' },
  }
  return {
    kind: 'facts',
    permitId,
    header: { permitId, pseudonym },
    content: Buffer.from(JSON.stringify({ resources: [patient, score, ...(given.more ?? [])] })),
  }
}

/** Posts a parcel through the clinic's own outbox and door, and waits for the research zone's receipt. */
export async function postParcel(
  pair: TestPair,
  parcel: ParcelToPost,
): Promise<{ state: string; reason: string | null }> {
  const clinic = pair.clinic.context('govern')
  const posted = await clinic.transact((change) => clinic.door.send(change, parcel))
  if (!posted.ok) throw new Error(posted.problem.detail)
  return eventually(async () => {
    const sent = await sentParcel(clinic.db, posted.id)
    return sent && sent.state !== 'waiting' ? { state: sent.state, reason: sent.reason } : undefined
  })
}

/** A permit that both zones know as active. */
export async function sharedPermit(pair: TestPair, changes: Partial<PermitTerms> = {}): Promise<Permit> {
  const permit = await grantPermit(pair.clinic, changes)
  return eventually(async () => {
    const read = await pair.research.as('dev', ['developer'])(permitEndpoints.read, { params: { permitId: permit.id } })
    return read.ok && read.value.state === 'active' ? read.value : undefined
  })
}

/** Links a study by a real parcel. Returns its id in the research zone; throws the door's reason when it is refused. */
export async function linkStudy(pair: TestPair, given: StudyToLink): Promise<string> {
  return postStudy(pair, given.permitId, studyParcel(given))
}

/** Links any objects of one study by a real parcel, under a pseudonym and without what names anybody. Returns the study's id. */
export async function linkObjects(
  pair: TestPair,
  given: { permitId: string; pseudonym: string; objects: readonly Dataset[]; transferSyntax?: string },
): Promise<string> {
  const objects = given.objects.map((one) => withoutIdentity(new Map(one), given.pseudonym))
  const studyInstanceUid = text(objects[0] as Dataset, tag('StudyInstanceUID')) ?? ''
  return postStudy(pair, given.permitId, parcelOf({ ...given, studyInstanceUid, objects }))
}

async function postStudy(pair: TestPair, permitId: string, parcel: ParcelToPost): Promise<string> {
  const receipt = await postParcel(pair, parcel)
  if (receipt.state !== 'delivered') throw new Error(receipt.reason ?? receipt.state)
  const studies = await pair.research.ports.port<LinkedView>('link.studies').studies(permitId)
  const found = studies.find((one) => one.studyInstanceUid === parcel.header['studyInstanceUid'])
  if (!found) throw new Error('the study was delivered and is not linked')
  return found.id
}

/** Links facts of a person by a real parcel. */
export async function linkFacts(pair: TestPair, given: Parameters<typeof factsParcel>[0]): Promise<void> {
  const receipt = await postParcel(pair, factsParcel(given))
  if (receipt.state !== 'delivered') throw new Error(receipt.reason ?? receipt.state)
}

/** A pseudonym as the vault gives them: it says nothing. */
export function testPseudonym(seed: string): string {
  const random = seeded(`pseudonym ${seed}`)
  return `P${Array.from({ length: 12 }, () => 'ABCDEFGHJKLMNPQRSTUVWXYZ'[Math.floor(random() * 24)]).join('')}`
}

function maskElsewhere(given: StudyToLink): Dataset | undefined {
  const seed = `${given.seed} elsewhere`
  return identifiedStudy({
    ...smallPhantom(seed, [16, 16, 8]),
    seed,
    identity: danishIdentity(given.seed),
    structures: phantomStructures,
    description: 'MR',
    bodyPart: 'BRAIN',
  }).segmentation
}

const removed = [
  'PatientAddress',
  'PatientTelephoneNumbers',
  'PatientBirthDate',
  'PatientAge',
  'AccessionNumber',
  'ReferringPhysicianName',
  'InstitutionName',
  'OperatorsName',
  'StudyID',
] as const

/** An object as the de-identifier lets it through: the pseudonym, and nothing that names anybody. */
export function withoutIdentity(object: Dataset, pseudonym: string): Dataset {
  for (const keyword of removed) object.delete(tag(keyword))
  object.set(tag('PatientID'), { vr: 'LO', strings: [pseudonym] })
  object.set(tag('PatientName'), { vr: 'PN', strings: [pseudonym] })
  object.set(tag('StudyDescription'), { vr: 'LO', strings: ['MR hippocampus'] })
  object.set(tag('PatientIdentityRemoved'), { vr: 'CS', strings: ['YES'] })
  return object
}
