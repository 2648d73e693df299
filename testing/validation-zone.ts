import {
  type CandidateView,
  type Permit,
  permitEndpoints,
  type Release,
  registerEndpoints,
  type Validation,
  validateEndpoints,
} from '@clic/contracts'
import type { Part } from '@clic/platform/parts'
import { loadParts } from '../apps/server/src/parts.ts'
import { phantomStructures, type SealedDataset, type SealedPatient, sealedDataset } from './parts/sealed-dataset.ts'
import { grantPermit } from './permits.ts'
import { eventually, type TestPair, testPair } from './zones.ts'

export interface ValidationZone extends TestPair {
  permit: Permit
  dataset: SealedDataset
  /** Registers a bought product and delivers a release of it; `vendor` does both. Throws the problem otherwise. */
  deliver(tar: Uint8Array, name: string, version?: string): Promise<Release>
  /** Posts a package for a product; the raw answer. */
  upload(
    productId: string,
    body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
    by?: string,
    version?: string,
  ): Promise<Response>
  protocol(changes?: Partial<ProtocolToRegister>): Promise<{ id: string; hash: string }>
  /** Starts a validation and waits for its end. */
  validate(protocolId: string, releaseId: string, by?: string): Promise<Validation>
}

type ProtocolToRegister = Parameters<typeof registered>[1]

export const intendedUse = {
  summary: 'Finds the two parts of a bright body on MR and states their volumes.',
  modalities: ['MR'],
  bodyPart: 'Phantom',
  users: 'radiologists',
  limits: 'Phantoms only.',
  structures: phantomStructures,
}

/** Ten patients, both sexes, three age bands; enough for groups of five by sex and too few by age. */
export const tenPatients: SealedPatient[] = Array.from({ length: 10 }, (_, i) => ({
  sex: i % 2 === 0 ? 'female' : 'male',
  age: 50 + 3 * i,
}))

/**
 * Clinic and research, paired; the research zone runs the real register, validate and report on a sealed dataset of phantoms. The
 * permit is asked for and signed in the clinic, and crosses by its door.
 */
export async function validationZone(
  given: {
    test?: SealedPatient[]
    invented?: boolean
    candidates?: CandidateView
    settings?: Record<string, Record<string, unknown>>
    /** Parts of the clinic beside govern. */
    clinicParts?: Part[]
  } = {},
): Promise<ValidationZone> {
  const dataset = await sealedDataset({
    test: given.test ?? tenPatients,
    invented: given.invented ?? false,
    ...(given.candidates ? { candidates: given.candidates } : {}),
  })
  const parts = [
    ...(await loadParts([], 'research')),
    ...dataset.parts,
    ...(await loadParts(['register', 'validate', 'report'], 'research')).slice(1),
  ]
  const clinicParts = given.clinicParts ? { parts: [...(await loadParts([], 'clinic')), ...given.clinicParts] } : {}
  const pair = await testPair({
    clinic: clinicParts,
    research: { parts, ...(given.settings ? { settings: given.settings } : {}) },
  })
  const permit = await grantPermit(pair.clinic)
  dataset.under(permit.id)
  await eventually(async () => {
    const read = await pair.research.as('dev', ['developer'])(permitEndpoints.read, { params: { permitId: permit.id } })
    return read.ok && read.value.state === 'active' ? true : undefined
  })
  const upload = async (
    productId: string,
    body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
    by = 'vendor',
    version = '1.0.0',
  ) =>
    fetch(`${pair.research.url}/api/products/${productId}/maps?version=${version}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await pair.research.token(by, ['vendor'])}`,
        'content-type': 'application/x-tar',
      },
      body,
      duplex: 'half',
    } as RequestInit)
  return {
    ...pair,
    permit,
    dataset,
    upload,
    async deliver(tar, name, version = '1.0.0') {
      const product = await pair.research.as('vendor', ['vendor'])(registerEndpoints.addProduct, {
        body: { name, kind: 'bought', manufacturer: 'Nordlys Imaging', regulatoryPath: 'ce-marked', intendedUse },
      })
      if (!product.ok) throw new Error(product.problem.detail)
      const answer = await upload(product.value.id, new Uint8Array(tar), 'vendor', version)
      if (!answer.ok) throw new Error(await answer.text())
      return (await answer.json()) as Release
    },
    async protocol(changes = {}) {
      const answer = await registered(pair, { ...protocolOver(permit.id, dataset.datasetId), ...changes })
      if (!answer.ok) throw new Error(answer.problem.detail)
      return answer.value
    },
    async validate(protocolId, releaseId, by = 'tester') {
      const tester = pair.research.as(by, ['test-centre'])
      const started = await tester(validateEndpoints.run, { body: { protocolId, releaseId } })
      if (!started.ok) throw new Error(started.problem.detail)
      return eventually(async () => {
        const now = await tester(validateEndpoints.validation, { params: { validationId: started.value.id } })
        return now.ok && (now.value.state === 'finished' || now.value.state === 'failed') ? now.value : undefined
      }, 120)
    },
  }
}

/** Dice of both structures at 0.8, HD95 beside it. */
export function protocolOver(permitId: string, datasetId: string) {
  return {
    title: 'Phantoms: acceptance',
    permitId,
    datasetId,
    primary: phantomStructures.map(({ name }) => ({ metric: 'dice' as const, structure: name, threshold: 0.8 })),
    secondary: phantomStructures.map(({ name }) => ({ metric: 'hd95' as const, structure: name })),
    bootstrap: { replicates: 400, seed: 7, level: 0.95 },
    maxOpenings: 2,
  }
}

export function registered(pair: TestPair, body: ReturnType<typeof protocolOver>) {
  return pair.research.as('tester', ['test-centre'])(validateEndpoints.register, { body })
}
