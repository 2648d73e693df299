import {
  acquireEndpoints,
  annotateEndpoints,
  curateEndpoints,
  deidentifyEndpoints,
  erasureEndpoints,
  governEndpoints,
  type LinkedView,
} from '@clic/contracts'
import { writeFile } from '@clic/dicom'
import { sql } from '@clic/platform/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dicomPort, registerSender, sendFiles } from '../clinic-senders.ts'
import { freezeCohort } from '../frozen-datasets.ts'
import { phantomStructures, smallPhantom } from '../linked-studies.ts'
import { danishIdentity, fhirBundle, type Identity, identifiedStudy } from '../make-dicom/index.ts'
import { grantPermit } from '../permits.ts'
import { type VaultProcess, vaultProcess } from '../vault-process.ts'
import { createSearch } from '../wall/find-planted.ts'
import { type PlantedForm, plantedForms } from '../wall/planted-forms.ts'
import { databaseBytes, fileBytes } from '../wall/research-zone-bytes.ts'
import { eventually, type TestPair, testPair } from '../zones.ts'

const must = <T>(answer: { ok: true; value: T } | { ok: false; problem: { detail: string } }): T => {
  if (!answer.ok) throw new Error(answer.problem.detail)
  return answer.value
}

describe('a patient who is erased', () => {
  let pair: TestPair
  let vault: VaultProcess
  let permitId: string
  let pseudonym: string
  let datasetId: string
  const gone = danishIdentity('erased')
  const stays = danishIdentity('stays')

  const as = {
    engineer: () => pair.clinic.as('engineer', ['data-engineer']),
    dpo: () => pair.clinic.as('dpo', ['dpo']),
    steward: () => pair.clinic.as('steward', ['data-steward']),
    auditor: (zone: 'clinic' | 'research') => pair[zone].as('auditor', ['auditor']),
  }
  const linked = () => pair.research.ports.port<LinkedView>('link.studies')

  beforeAll(async () => {
    vault = await vaultProcess()
    await vault.start()
    pair = await testPair({
      clinic: {
        modules: ['acquire', 'deidentify', 'deploy', 'monitor'],
        settings: {
          acquire: { dicomPort: 0, quietMs: 200 },
          deidentify: { vaultSocket: vault.socket, vaultPollSeconds: 0.3, followSeconds: 0.3 },
        },
      },
      research: { modules: ['link', 'curate', 'annotate', 'validate', 'report'] },
    })
    const { sourceId } = await registerSender(pair.clinic, 'ERASING')
    permitId = (await grantPermit(pair.clinic)).id
    must(
      await as.engineer()(deidentifyEndpoints.addAssignment, {
        body: { permitId, sourceId, sampling: { limit: 'none', every: 0 } },
      }),
    )
    for (const [seed, identity] of [
      ['erased', gone],
      ['stays', stays],
    ] as const)
      await bring(seed, identity)
    const persons = await eventually(async () => {
      const all = await linked().persons(permitId)
      return all.length === 2 && all.every((one) => one.facts.length > 0) ? all : undefined
    }, 90)
    const studies = await eventually(async () => {
      const all = await linked().studies(permitId)
      return all.length === 2 ? all : undefined
    })
    const masks = await eventually(async () => {
      const all = must(
        await pair.research.as('clin', ['clinician'])(annotateEndpoints.labels, { query: { permitId, limit: 10 } }),
      )
      return all.length === 2 ? all : undefined
    }, 60)
    expect([persons, studies, masks].map((one) => one.length)).toEqual([2, 2, 2])
    must(
      await pair.research.as('clin', ['clinician'])(annotateEndpoints.acceptMany, {
        body: { permitId, reason: 'Reference masks of the test.' },
      }),
    )
    pseudonym = await pseudonymOf(gone)
    datasetId = (
      await freezeCohort(pair, permitId, 'Both', {
        parts: studies.map((one) => ({ studyId: one.id, part: one.pseudonym === pseudonym ? 'test' : 'train' })),
      })
    ).id
    must(
      await as.steward()(deidentifyEndpoints.requestReidentification, {
        body: { permitId, pseudonym, reason: 'An incidental finding has to be told.' },
      }),
    )
    await plantResults()
  }, 240_000)
  afterAll(async () => {
    await pair?.close()
    await vault?.close()
  })

  async function bring(seed: string, identity: Identity): Promise<void> {
    const record = await fetch(`${pair.clinic.url}/fhir?source=ERASING`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await pair.clinic.token('engineer', ['data-engineer'])}`,
        'content-type': 'application/fhir+json',
      },
      body: JSON.stringify(fhirBundle(identity, seed, { findings: true })),
    })
    if (!record.ok) throw new Error(await record.text())
    const made = identifiedStudy({
      ...smallPhantom(seed),
      seed,
      identity,
      structures: phantomStructures,
      description: 'MR hippocampus',
      bodyPart: 'BRAIN',
    })
    const files = [...made.images, ...(made.segmentation ? [made.segmentation] : [])].map((one) => writeFile(one))
    const port = await dicomPort(pair.clinic)
    await sendFiles({ port, callingAe: 'ERASING' }, files)
    // Other bytes under a UID that is taken: kept apart, and named by no patient’s row.
    const other = Buffer.from(files[0] as Uint8Array)
    other.writeUInt8((other.at(-1) ?? 0) ^ 1, other.length - 1)
    await sendFiles({ port, callingAe: 'ERASING' }, [other])
  }

  /** The vault alone tells; a test may follow the parcel. */
  async function pseudonymOf(identity: Identity): Promise<string> {
    const rows = await sql<{ study_instance_uid: string; parcel: string }>`
      select study.study_instance_uid, proof.parcel_id as parcel from acquire.study study
      join acquire.patient_id patient on patient.patient_key = study.patient_key
      join deidentify.proof proof on proof.study_id = study.id where patient.value = ${identity.cpr.replace('-', '')} limit 1`.execute(
      pair.clinic.db,
    )
    const row = await sql<{ pseudonym: string }>`
      select pseudonym from link.study where parcel_id = ${rows.rows[0]?.parcel ?? ''}`.execute(pair.research.db)
    return row.rows[0]?.pseudonym ?? ''
  }

  /** What operation and validation hold of the person, as their modules write it: no model runs in this test. */
  async function plantResults(): Promise<void> {
    const clinic = { db: pair.clinic.db, files: pair.clinic.context('deploy').files }
    const study = await sql<{ id: string }>`
      select study.id from acquire.study study join acquire.patient_id patient using (patient_key)
      where patient.value = ${gone.cpr.replace('-', '')}`.execute(clinic.db)
    const id = study.rows[0]?.id ?? ''
    await sql`insert into deidentify.mask (permit_id, input_sha256, study_id, masks, drawn_by, at)
      values (${permitId}, 'x', ${id}, '[]'::jsonb, '{}'::jsonb, now())`.execute(clinic.db)
    // A set that is counted with another region, with both patients in it.
    await sql`insert into deidentify.shared_agreement (id, project, partner, url, public_key, permit_id, state, proposed_by, proposed_at)
      values ('agreement-1', 'both', 'South', '', '', ${permitId}, 'active', '{}', now())`.execute(clinic.db)
    await sql`insert into deidentify.shared_set (agreement_id, looked_at_on) values ('agreement-1', '2026-11-24')`.execute(
      clinic.db,
    )
    await sql`insert into deidentify.shared_set_member (agreement_id, patient_key)
      select distinct 'agreement-1', patient_key from acquire.study`.execute(clinic.db)
    const result = await clinic.files.put(Buffer.from(`SEG of ${gone.name} ${gone.cpr}`))
    const objects = JSON.stringify([{ kind: 'SEG', sopInstanceUid: '1.2.3', sha256: result.sha256 }])
    await sql`insert into deploy.release (id, product_name, version, state, map_sha256, weights_sha256, weights_validated, verdict,
      intended_use, approvals, builders, received_at) values ('release-1', 'Finder', '1', 'suspended', '', '', '', 'accepted', '{}', '[]', '[]', now())`.execute(
      clinic.db,
    )
    await sql`insert into deploy.route (id, name, release_id, condition, destination) values ('route-1', 'All', 'release-1', '{}', '{}')`.execute(
      clinic.db,
    )
    await sql`insert into deploy.run (id, route_id, release_id, study_id, input_sha256, state, study_received_at, started_at, objects)
      values ('run-1', 'route-1', 'release-1', ${id}, 'x', 'returned', now(), now(), ${objects}::jsonb)`.execute(
      clinic.db,
    )
    await sql`insert into monitor.observation (run_id, release_id, study_id, at, input, output)
      values ('run-1', 'release-1', ${id}, now(), '{"mean":1234.5}', '{"volume":987.25}')`.execute(clinic.db)
    await sql`insert into monitor.feedback (id, run_id, release_id, verdict, comment, person_id, person, at)
      values ('feedback-1', 'run-1', 'release-1', 'rejected', ${`Wrong for ${gone.name}`}, 'clin', 'Clin', now())`.execute(
      clinic.db,
    )
    const research = { db: pair.research.db, files: pair.research.context('validate').files }
    const items = await sql<{ id: string; pseudonym: string }>`
      select id, pseudonym from curate.item where dataset_id = ${datasetId}`.execute(research.db)
    const masks = await research.files.put(
      Buffer.from(
        JSON.stringify({ items: items.rows.map((one) => ({ item: one.id, label: `mask of ${one.pseudonym}` })) }),
      ),
    )
    const cases = items.rows.map((one) => ({
      item: one.id,
      patient: one.pseudonym,
      structure: 'a',
      dice: 0.5,
      hd95: 1,
    }))
    await sql`insert into validate.protocol (id, hash, document, registered_by, registered_at)
      values ('protocol-1', 'h', ${JSON.stringify({ permitId, datasetId })}::jsonb, 'tester', now())`.execute(
      research.db,
    )
    await sql`insert into validate.result (id, protocol_id, release_id, product_name, version, kind, state, decision_id, started_by,
      started_at, masks_sha256, cases, summary) values ('validation-1', 'protocol-1', 'release-1', 'Finder', '1', 'bought', 'finished', 'd',
      'tester', now(), ${masks.sha256}, ${JSON.stringify(cases)}::jsonb, '[{"metric":"dice","estimate":0.5}]'::jsonb)`.execute(
      research.db,
    )
  }

  const forms = (): PlantedForm[] => [
    // A family name alone may be somebody else’s.
    ...plantedForms(gone, 1).filter((one) => !one.of.startsWith('family name')),
    { of: 'pseudonym', form: 'UTF-8', bytes: Buffer.from(pseudonym) },
  ]
  /** Whatever is left of the person in three databases and in the files of both zones. */
  async function traces(): Promise<string[]> {
    const search = createSearch(forms())
    const found = new Set<string>()
    const look = (bytes: Buffer, where: string) => {
      for (const one of search(bytes, where)) found.add(`${one.of} (${one.form}) in ${one.where}`)
    }
    for (const url of [pair.clinic.databaseUrl, pair.research.databaseUrl, vault.databaseUrl])
      for await (const { bytes, where } of databaseBytes(url)) look(bytes, where)
    for (const { folder } of [pair.clinic, pair.research])
      for (const { bytes, where } of fileBytes(folder)) look(bytes, where)
    return [...found].sort()
  }
  const erasure = async () => must(await as.dpo()(erasureEndpoints.list, {}))[0]

  it('is asked for by one person and agreed to by another', async () => {
    const reason = 'The patient asked for it in writing.'
    expect(await as.dpo()(erasureEndpoints.request, { body: { patientNumber: '0000000000', reason } })).toMatchObject({
      ok: false,
      problem: { status: 404 },
    })
    const asked = must(await as.dpo()(erasureEndpoints.request, { body: { patientNumber: gone.cpr, reason } }))
    expect(asked).toMatchObject({ state: 'requested', studies: 1, places: [] })
    expect(await as.engineer()(erasureEndpoints.request, { body: { patientNumber: gone.cpr, reason } })).toMatchObject({
      ok: false,
      problem: { status: 409 },
    })
    const params = { erasureId: asked.id }
    expect(await as.dpo()(erasureEndpoints.approve, { params })).toMatchObject({
      ok: false,
      problem: { status: 403, type: 'urn:clic:problem:same-person' },
    })
    const before = await traces()
    for (const where of ['acquire.patient_id', 'vault.subject', 'link.study', 'validate.result', 'ledger.event'])
      expect(
        before.some((one) => one.includes(where)),
        where,
      ).toBe(true)
    // The vault is away at first: what only it knows waits for it.
    await vault.kill()
    expect(must(await as.steward()(erasureEndpoints.approve, { params }))).toMatchObject({ state: 'running' })
    expect(must(await as.engineer()(acquireEndpoints.studies, { query: { source: 'ERASING' } }))).toHaveLength(1)
    await eventually(async () => {
      const places = (await erasure())?.places ?? []
      return places.filter((one) => one.state === 'done').length === 3 ? true : undefined
    }, 60)
    expect((await erasure())?.places.filter((one) => one.state === 'waiting').map((one) => one.place)).toEqual([
      'deidentify',
    ])
    await vault.start()
  }, 180_000)

  it('is gone from every database and file of both zones and the vault, and both ledgers say where', async () => {
    const done = await eventually(async () => {
      const now = await erasure()
      return now?.state === 'done' ? now : undefined
    }, 90)
    expect(done.patientKey).toBeNull()
    expect(done.places.map((one) => [one.zone, one.place, one.state])).toEqual([
      ['clinic', 'acquire', 'done'],
      ['clinic', 'deidentify', 'done'],
      ['clinic', 'deploy', 'done'],
      ['clinic', 'monitor', 'done'],
      ...['annotate', 'curate', 'link', 'report', 'validate'].map((place) => ['research', place, 'done']),
    ])
    const counts = Object.fromEntries(done.places.map((one) => [one.place, one.counts]))
    expect(counts).toMatchObject({
      acquire: { studies: 1, objects: 11, keptApart: 1 },
      deidentify: { projects: 1, proofs: 11 },
      deploy: { runs: 1, files: 1 },
      monitor: { observations: 1, comments: 1 },
      link: { studies: 1, objects: 11 },
      annotate: { labels: 1 },
      curate: { datasets: 1, items: 1 },
      validate: { cases: 1 },
    })
    const drawn = await sql<{ count: string }>`select count(*) from deidentify.mask`.execute(pair.clinic.db)
    expect(Number(drawn.rows[0]?.count)).toBe(0)
    const counted = await sql<{ count: string }>`select count(*) from deidentify.shared_set_member`.execute(
      pair.clinic.db,
    )
    expect(Number(counted.rows[0]?.count)).toBe(1)
    // The files go by jobs of their own.
    const left = await eventually(async () => {
      const now = await traces()
      return now.length === 0 ? now : undefined
    }, 60).catch(() => traces())
    expect(left).toEqual([])
    for (const [zone, action] of [
      ['clinic', 'patient.erased'],
      ['research', 'person.erased'],
      ['research', 'person.erasure-done'],
    ] as const)
      expect(must(await as.auditor(zone)(governEndpoints.ledger, { query: { action } }))).toHaveLength(1)
  }, 240_000)

  it('leaves logs that verify and say by which event a payload went, a dataset that does, and everybody else', async () => {
    const clinic = must(await as.auditor('clinic')(governEndpoints.verify, {}))
    expect(clinic).toMatchObject({ ok: true, faults: [] })
    expect(clinic.erased).toEqual([expect.stringMatching(/^event \d+: erased by event \d+$/)])
    expect(must(await as.auditor('research')(governEndpoints.verify, {}))).toMatchObject({ ok: true, faults: [] })
    const dataset = must(
      await pair.research.as('dev', ['developer'])(curateEndpoints.verify, { params: { datasetId } }),
    )
    expect(dataset).toMatchObject({ ok: true, faults: [] })
    expect(dataset.erased).toEqual([expect.stringMatching(/erased by event \d+$/)])
    const rows = await sql<{ cases: unknown[]; erased: unknown[]; summary: unknown }>`
      select cases, erased, summary from validate.result`.execute(pair.research.db)
    expect(rows.rows[0]).toMatchObject({
      cases: [{ dice: 0.5 }],
      erased: [{ by: expect.stringContaining('erasure-') }],
    })
    expect(rows.rows[0]?.summary).toEqual([{ metric: 'dice', estimate: 0.5 }])
    expect(await linked().persons(permitId)).toHaveLength(1)
    expect(await linked().studies(permitId)).toHaveLength(1)
    expect(must(await as.engineer()(acquireEndpoints.studies, { query: { source: 'ERASING' } }))).toHaveLength(1)
  })
})
