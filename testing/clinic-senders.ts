import { createHash } from 'node:crypto'
import { acquireEndpoints, type Permit, type PermitTerms } from '@clic/contracts'
import {
  mrSeriesFromVolume,
  openAssociation,
  readFileMeta,
  type StoreAnswer,
  writeFile,
  writeMultipart,
} from '@clic/dicom'
import { danishIdentity, type Identity, seeded, seededUid } from './make-dicom/index.ts'
import { grantPermit } from './permits.ts'
import type { TestZone } from './zones.ts'

export interface SmallStudy {
  studyInstanceUid: string
  identity: Identity
  /** Part 10 files, one a slice. */
  files: Uint8Array[]
}

/** A small MR study of an invented person: 16-bit slices of `side`² pixels. The same seed gives the same bytes. */
export function smallStudy(
  seed: string,
  given: { slices?: number; side?: number; identity?: Identity; description?: string; bodyPart?: string } = {},
): SmallStudy {
  const identity = given.identity ?? danishIdentity(seed)
  const [side, slices] = [given.side ?? 45, given.slices ?? 4]
  const random = seeded(`voxels ${seed}`)
  const data = Uint16Array.from({ length: side * side * slices }, () => Math.floor(random() * 4000))
  const studyInstanceUid = seededUid(`small study ${seed}`)
  const images = mrSeriesFromVolume({
    volume: {
      dims: [side, side, slices],
      spacing: [1, 1, 1],
      affine: [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
      data,
    },
    patient: {
      name: identity.name,
      id: identity.cpr.replace('-', ''),
      birthDate: identity.birthDate,
      sex: identity.sex,
      age: `0${identity.age}Y`,
      address: identity.address,
      phone: identity.phone,
    },
    study: {
      uid: studyInstanceUid,
      id: '1',
      description: given.description ?? 'Hippocampus',
      accession: identity.accession,
      at: new Date('2025-03-04T09:10:11Z'),
      referringPhysician: 'Ørskov^Læge',
      institution: 'Testhospitalet',
      operator: 'Nygård^Radiograf',
    },
    series: {
      uid: seededUid(`small series ${seed}`),
      number: 1,
      description: 'T1',
      bodyPart: given.bodyPart ?? 'HEAD',
      frameOfReferenceUid: seededUid(`small frame ${seed}`),
    },
    sopInstanceUids: Array.from({ length: slices }, (_, k) => seededUid(`small image ${seed} ${k}`)),
    characterSet: 'ISO_IR 100',
  })
  return { studyInstanceUid, identity, files: images.map((image) => writeFile(image)) }
}

/** Registers a source and takes its standing permit the whole way. */
export async function registerSender(
  clinic: TestZone,
  aeTitle: string,
  given: { kind?: 'dimse' | 'stow'; terms?: Partial<PermitTerms> } = {},
): Promise<{ sourceId: string; permit: Permit }> {
  const added = await clinic.as('engineer', ['data-engineer'])(acquireEndpoints.addSource, {
    body: { name: `Sender ${aeTitle}`, aeTitle, kind: given.kind ?? 'dimse' },
  })
  if (!added.ok) throw new Error(added.problem.detail)
  const permit = await grantPermit(clinic, {
    title: `Reception from ${aeTitle}`,
    kind: 'standing-source',
    about: aeTitle,
    people: [],
    ...given.terms,
  })
  return { sourceId: added.value.id, permit }
}

/** The port of the clinic's DICOM listener. */
export async function dicomPort(clinic: TestZone): Promise<number> {
  const reception = await clinic.as('engineer', ['data-engineer'])(acquireEndpoints.reception, {})
  if (!reception.ok || reception.value.port === null) throw new Error('the listener is not up')
  return reception.value.port
}

/** Sends files over one association and releases it. Throws the problem when it is not opened. */
export async function sendFiles(
  to: { port: number; callingAe: string; calledAe?: string; host?: string },
  files: readonly Uint8Array[],
): Promise<StoreAnswer[]> {
  const contexts = new Map<string, { sopClassUid: string; transferSyntax: string }>()
  for (const file of files) {
    const meta = readFileMeta(Buffer.from(file.buffer, file.byteOffset, file.byteLength))
    if (!meta.ok) throw new Error(meta.detail)
    contexts.set(`${meta.value.sopClassUid} ${meta.value.transferSyntax}`, meta.value)
  }
  const opened = await openAssociation({
    host: to.host ?? '127.0.0.1',
    port: to.port,
    callingAe: to.callingAe,
    calledAe: to.calledAe ?? 'CLIC',
    contexts: [...contexts.values()],
  })
  if (!opened.ok) throw new Error(opened.problem.message)
  const answers: StoreAnswer[] = []
  for (const file of files) answers.push(await opened.association.store(file))
  await opened.association.release()
  return answers
}

/**
 * As a modality does with a clinic that dies: an instance leaves the queue with the answer, and is sent again when no answer came. All files
 * are small MR images.
 */
export async function sendUntilAnswered(
  to: { port: number; callingAe: string },
  files: readonly Uint8Array[],
  each: { stopped(): boolean; before?(): Promise<unknown>; answered(): Promise<unknown> | undefined },
): Promise<void> {
  const waiting = [...files]
  const context = { sopClassUid: '1.2.840.10008.5.1.4.1.1.4', transferSyntax: '1.2.840.10008.1.2.1' }
  while (waiting.length > 0 && !each.stopped()) {
    const opened = await openAssociation({ ...to, host: '127.0.0.1', calledAe: 'CLIC', contexts: [context] })
    if (!opened.ok) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      continue
    }
    while (waiting[0] && !each.stopped()) {
      await each.before?.()
      const answer = await opened.association.store(Buffer.from(waiting[0]))
      if (!answer.ok) break
      waiting.shift()
      await each.answered()
    }
    if (waiting.length === 0) await opened.association.release()
    else opened.association.abort()
  }
}

/** SHA-256 of what is between the file header and the end: the bytes that travel. */
export function dataSetDigest(file: Uint8Array): string {
  const meta = readFileMeta(Buffer.from(file))
  if (!meta.ok) throw new Error(meta.detail)
  return createHash('sha256').update(file.subarray(meta.value.dataSetOffset)).digest('hex')
}

/** A STOW-RS request as a signed-in data engineer. */
export async function stow(
  clinic: TestZone,
  source: string,
  parts: readonly Uint8Array[],
  given: { path?: string; token?: string } = {},
): Promise<Response> {
  const body = writeMultipart(
    parts.map((part) => ({ contentType: 'application/dicom', body: part })),
    'application/dicom',
  )
  return fetch(`${clinic.url}${given.path ?? '/dicomweb/studies'}?source=${encodeURIComponent(source)}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${given.token ?? (await clinic.token('engineer', ['data-engineer']))}`,
      'content-type': body.contentType,
    },
    body: body.body,
    duplex: 'half',
  })
}
