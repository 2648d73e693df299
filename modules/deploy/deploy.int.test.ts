import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  acquireEndpoints,
  type DeployedReleases,
  deployEndpoints,
  type PermitTerms,
  permitEndpoints,
  type StudyView,
} from '@clic/contracts'
import {
  type Dataset,
  readDataset,
  readMeasurementReport,
  readSegmentation,
  tag,
  text,
  volumeFromSlices,
  writeFile,
} from '@clic/dicom'
import { sql } from '@clic/platform/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dicomPort, registerSender, smallStudy } from '../../testing/clinic-senders.ts'
import { freePort } from '../../testing/database.ts'
import { dciodvfyErrors, has, highdicomCounts } from '../../testing/independent-readers.ts'
import { danishIdentity, identifiedStudy, phantomCase } from '../../testing/make-dicom/index.ts'
import { grantPermit } from '../../testing/permits.ts'
import { ownRuntime, pythonIsMissing, runtime } from '../../testing/runtime.ts'
import { phantomStructures, type TrainedRelease, trainedRelease } from '../../testing/trained-release.ts'
import { eventually, type TestPair, testPair } from '../../testing/zones.ts'

const dcmtkIsMissing = !has('storescu') || !has('storescp') || !has('dciodvfy')

const product = 'Phantom Hippocampus'
const care = { article6: '6(1)(e)', article9: '9(2)(h)', national: 'Sundhedsloven § 42 a, stk. 6' } as const
const operation: Partial<PermitTerms> = {
  title: `Operation of ${product}`,
  purpose: 'Run the release on newly arrived studies and return its results.',
  kind: 'standing-release',
  phases: [{ phase: 'operate', ...care }],
  people: [],
  columns: ['*'],
  about: product,
}
const approvals = [
  { role: 'clinical-lead', personId: 'lead', name: 'Lead', at: '2026-11-25T10:00:00Z' },
  { role: 'regulatory-lead', personId: 'regulatory', name: 'Regulatory', at: '2026-11-25T10:00:00Z' },
  { role: 'dpo', personId: 'dpo', name: 'DPO', at: '2026-11-25T10:00:00Z' },
]
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const idOf = (kind: string, n: number) => `${kind}-${(alphabet[n] as string).repeat(26)}`

// The hospital is dcmtk: storescu sends, storescp receives, both processes of their own.
describe.skipIf(pythonIsMissing || dcmtkIsMissing)('a release in the clinic', { timeout: 240_000 }, () => {
  let pair: TestPair
  let trained: TrainedRelease
  let permitId: string
  let hospital: { port: number; folder: string; process: ChildProcess | undefined }
  let clinicPort: number
  const root = mkdtempSync(join(tmpdir(), 'clic-deploy-'))
  const own = ownRuntime()
  const releaseId = idOf('release', 1)
  const engineer = () => pair.clinic.as('engineer', ['data-engineer'])

  /** Lets a release cross the door as register sends it; `changes` is what is wrong with it. */
  const post = async (id: string, changes: Record<string, unknown> = {}): Promise<string> => {
    const research = pair.research.context('govern')
    const { sha256 } = await research.files.put(trained.tar)
    const header = {
      releaseId: id,
      productName: product,
      kind: 'home-made',
      version: '1.0.0',
      mapSha256: sha256,
      weightsSha256: trained.weightsSha256,
      bundleName: trained.bundleName,
      builders: ['dev'],
      approvals,
      intendedUse: {
        summary: 'Segments phantoms.',
        modalities: ['MR'],
        bodyPart: 'BRAIN',
        structures: phantomStructures,
      },
      verdict: { verdict: 'accepted', weightsValidated: trained.weightsSha256 },
      ...changes,
    }
    const sent = await research.transact((change) =>
      research.door.send(change, { kind: 'release', permitId, header, content: trained.tar }),
    )
    if (!sent.ok) throw new Error(sent.problem.detail)
    const { db } = pair.clinic
    return eventually(async () => {
      const inbox = await sql<{ state: string }>`select state from doors.inbox where id = ${sent.id}`.execute(db)
      return inbox.rows[0]?.state
    })
  }
  const releases = async () => {
    const listed = await engineer()(deployEndpoints.releases, {})
    if (!listed.ok) throw new Error(listed.problem.detail)
    return listed.value
  }
  const activate = (id: string, permit = permitId) =>
    engineer()(deployEndpoints.activate, { params: { releaseId: id }, body: { permitId: permit } })
  const refusedRules = async (id: string, permit?: string) => {
    const answer = await activate(id, permit)
    return answer.ok ? [] : (answer.problem.findings ?? []).map((one) => one.rule)
  }
  const runs = async () => {
    const listed = await pair.clinic.as('doctor', ['clinician'])(deployEndpoints.runs, { query: { limit: 100 } })
    if (!listed.ok) throw new Error(listed.problem.detail)
    return listed.value
  }
  const studies = async () => {
    const listed = await engineer()(acquireEndpoints.studies, {})
    if (!listed.ok) throw new Error(listed.problem.detail)
    return listed.value
  }
  /** The list shows no UID, so a study is found through what was received. */
  const studyIdOf = async (uid: string) => {
    const view = pair.clinic.ports.port<StudyView>('acquire.studies')
    for (const one of await studies()) if ((await view.study(one.id))?.studyInstanceUid === uid) return one.id
    return undefined
  }
  const runsOf = async (uid: string) => {
    const id = await studyIdOf(uid)
    return (await runs()).filter((one) => one.studyId === id)
  }
  const endedRun = (uid: string, seconds = 60) =>
    eventually(
      async () => (await runsOf(uid)).find((one) => ['returned', 'refused', 'failed'].includes(one.state)),
      seconds,
    )
  const stagesOf = async (uid: string) => {
    const id = await studyIdOf(uid)
    return Object.fromEntries(
      ((await studies()).find((one) => one.id === id)?.stages ?? []).map((one) => [one.stage, one.state]),
    )
  }
  const send = async (files: readonly Uint8Array[], callingAe = 'HOSPITAL'): Promise<void> => {
    const folder = mkdtempSync(join(root, 'send-'))
    for (const [n, file] of files.entries()) writeFileSync(join(folder, `${n}.dcm`), file)
    await promisify(execFile)('storescu', [
      '-aet',
      callingAe,
      '-aec',
      'CLIC',
      '+sd',
      '127.0.0.1',
      String(clinicPort),
      folder,
    ])
  }
  const study = (seed: string) => {
    const identity = danishIdentity(`deploy ${seed}`)
    const phantom = phantomCase(`operation ${seed}`)
    const made = identifiedStudy({
      seed: `deploy ${seed}`,
      identity,
      image: phantom.image,
      structures: phantomStructures,
      description: 'MR hippocampus T1',
      bodyPart: 'BRAIN',
    })
    return {
      uid: made.studyInstanceUid,
      identity,
      labels: phantom.labels,
      images: made.images,
      files: made.images.map((image) => writeFile(image)),
    }
  }
  const receive = () => {
    hospital.process = spawn(
      'storescp',
      ['-aet', 'HOSPITAL', '-od', hospital.folder, '-fe', '.dcm', String(hospital.port)],
      { stdio: 'ignore' },
    )
  }
  /** What came back for a study. */
  const returned = (uid: string) =>
    readdirSync(hospital.folder).flatMap((name): { path: string; dataset: Dataset }[] => {
      const read = readDataset(readFileSync(join(hospital.folder, name)))
      return read.ok && text(read.dataset, tag('StudyInstanceUID')) === uid
        ? [{ path: join(hospital.folder, name), dataset: read.dataset }]
        : []
    })
  const warm = () =>
    eventually(
      async () => ((await releases()).find((one) => one.id === releaseId)?.worker === 'warm' ? true : undefined),
      120,
    )

  beforeAll(async () => {
    trained = await trainedRelease()
    pair = await testPair({
      clinic: {
        modules: ['acquire', 'deploy'],
        settings: {
          acquire: { dicomPort: 0, quietMs: 200 },
          deploy: { python: runtime.python, runtimeFolder: own.folder },
        },
      },
    })
    clinicPort = await dicomPort(pair.clinic)
    await registerSender(pair.clinic, 'HOSPITAL')
    permitId = (await grantPermit(pair.clinic, operation)).id
    await eventually(async () =>
      (await pair.research.as('dev', ['developer'])(permitEndpoints.read, { params: { permitId } })).ok
        ? true
        : undefined,
    )
    hospital = { port: await freePort(), folder: join(root, 'hospital'), process: undefined }
    mkdirSync(hospital.folder)
    receive()
    await post(releaseId)
  }, 400_000)
  afterAll(async () => {
    hospital?.process?.kill()
    await pair?.close()
    own.close()
    rmSync(root, { recursive: true, force: true })
  })

  it('is not put into operation without the operate basis, with other weights, or without three right approvals', async () => {
    const develop = await grantPermit(pair.clinic, { ...operation, phases: [{ phase: 'monitor', ...care }] })
    expect(await refusedRules(releaseId, develop.id)).toEqual(['release.deploy/basis-operate'])
    const foreign = await grantPermit(pair.clinic, { ...operation, about: 'Another product' })
    expect(await refusedRules(releaseId, foreign.id)).toEqual(['release.deploy/basis-operate'])
    await post(idOf('release', 2), { verdict: { verdict: 'accepted', weightsValidated: 'ab'.repeat(32) } })
    expect(await refusedRules(idOf('release', 2))).toEqual(['release.deploy/same-weights'])
    await post(idOf('release', 3), { verdict: { verdict: 'refused', weightsValidated: trained.weightsSha256 } })
    expect(await refusedRules(idOf('release', 3))).toEqual(['release.deploy/accepted'])
    await post(idOf('release', 4), { approvals: approvals.slice(0, 2) })
    expect(await refusedRules(idOf('release', 4))).toEqual(['release.deploy/three-roles'])
    await post(idOf('release', 5), { approvals: approvals.map((one) => ({ ...one, personId: 'lead' })) })
    expect(await refusedRules(idOf('release', 5))).toEqual(['release.deploy/three-roles'])
    await post(idOf('release', 6), { builders: ['regulatory'] })
    expect(await refusedRules(idOf('release', 6))).toEqual(['release.deploy/not-by-builders'])
    expect((await releases()).every((one) => one.state === 'received')).toBe(true)
    const routed = await engineer()(deployEndpoints.addRoute, {
      body: {
        name: 'Too early',
        releaseId,
        when: { modality: 'MR' },
        destination: { host: '127.0.0.1', port: hospital.port, aeTitle: 'HOSPITAL' },
      },
    })
    expect(routed).toMatchObject({ ok: false, problem: { status: 409 } })
  })

  it('is not changed by a second parcel of its id, and is not taken when the package is another one', async () => {
    const known = (await releases()).find((one) => one.id === releaseId)
    expect(await post(releaseId, { verdict: { verdict: 'accepted', weightsValidated: 'cd'.repeat(32) } })).toBe(
      'refused',
    )
    expect((await releases()).find((one) => one.id === releaseId)).toEqual(known)
    expect(await post(idOf('release', 7), { mapSha256: 'ef'.repeat(32) })).toBe('refused')
    expect((await releases()).some((one) => one.id === idOf('release', 7))).toBe(false)
  })

  it('answers a new study with SEG and SR at its sender, under the identity it came with, readable by others', async () => {
    expect(await activate(releaseId)).toMatchObject({ ok: true, value: { state: 'active', permitId } })
    const destination = { host: '127.0.0.1', port: hospital.port, aeTitle: 'HOSPITAL' }
    const route = {
      name: 'Hippocampus',
      releaseId,
      when: { source: 'HOSPITAL', modality: 'MR', descriptionContains: 'hippocampus' },
      destination,
    }
    expect(await engineer()(deployEndpoints.addRoute, { body: { ...route, when: { modality: 'CT' } } })).toMatchObject({
      ok: false,
      problem: { status: 422 },
    })
    expect(await engineer()(deployEndpoints.addRoute, { body: route })).toMatchObject({
      ok: true,
      value: { active: true },
    })
    await warm()
    const sent = study('first')
    await send(sent.files)
    const run = await endedRun(sent.uid)
    expect(run).toMatchObject({
      state: 'returned',
      reason: null,
      volumes: [{ structure: 'anterior hippocampus' }, { structure: 'posterior hippocampus' }],
    })
    expect(await stagesOf(sent.uid)).toMatchObject({
      received: 'done',
      routed: 'done',
      inferred: 'done',
      returned: 'done',
    })
    const back = returned(sent.uid)
    expect(back.map((one) => text(one.dataset, tag('Modality'))).sort()).toEqual(['SEG', 'SR'])
    for (const { path, dataset } of back) {
      const first = sent.images[0] as Dataset
      for (const keyword of [
        'PatientName',
        'PatientID',
        'PatientBirthDate',
        'PatientSex',
        'StudyInstanceUID',
        'AccessionNumber',
      ])
        expect(text(dataset, tag(keyword)), keyword).toBe(text(first, tag(keyword)))
      expect(dciodvfyErrors(path)).toEqual([])
    }
    const [seg, sr] = ['SEG', 'SR'].map(
      (modality) => back.find((one) => text(one.dataset, tag('Modality')) === modality) as (typeof back)[0],
    )
    const volume = volumeFromSlices(sent.files)
    if (!volume.ok || !seg || !sr) throw new Error('unreadable')
    const labels = readSegmentation(seg.dataset, volume.volume)
    if (!labels.ok) throw new Error(labels.problem.message)
    expect(diceOf(labels.labels, sent.labels)).toBeGreaterThan(0.6)
    const counted = phantomStructures.map(({ value, name }) => ({
      structure: name,
      mm3: labels.labels.filter((label) => label === value).length,
    }))
    expect(run.volumes).toEqual(counted)
    expect(readMeasurementReport(sr.dataset)).toMatchObject({
      ok: true,
      measurements: counted.map((one, n) => ({ structure: one.structure, volumeMm3: one.mm3, segment: n + 1 })),
    })
    const dump = spawnSync('dsrdump', [sr.path], { encoding: 'utf8' })
    expect(dump.status, dump.stderr).toBe(0)
    for (const one of counted) expect(dump.stdout).toContain(`"${one.mm3}" (mm3,UCUM`)
    expect(highdicomCounts(seg.path)).toEqual(counted.map((one) => one.mm3))
  })

  it('runs the images of a study once, however often they come, and again when more of them come', async () => {
    const sent = study('again')
    await send(sent.files.slice(0, 24))
    const first = await endedRun(sent.uid)
    await send(sent.files.slice(0, 24))
    await send(sent.files)
    const both = await eventually(async () => {
      const all = await runsOf(sent.uid)
      return all.length > 1 && all.every((one) => one.state === 'returned') ? all : undefined
    }, 60)
    expect(both.map((one) => one.id)).toContain(first.id)
    expect(both).toHaveLength(2)
    expect(returned(sent.uid)).toHaveLength(4)
  })

  it('keeps a result until its destination is there again, says so meanwhile, and gives it back once', async () => {
    hospital.process?.kill('SIGKILL')
    await eventually(async () =>
      hospital.process?.exitCode !== null || hospital.process?.signalCode ? true : undefined,
    )
    const sent = study('nobody there')
    await send(sent.files)
    const waiting = await eventually(
      async () => (await runsOf(sent.uid)).find((one) => one.state === 'sending' && one.reason),
      60,
    )
    expect(waiting.reason).toContain('HOSPITAL')
    expect(waiting.next).toContain('tries again')
    expect(await stagesOf(sent.uid)).toMatchObject({ inferred: 'done', returned: 'waiting' })
    expect(waiting.objects.map((one) => one.kind)).toEqual(['SEG', 'SR'])
    receive()
    expect(await endedRun(sent.uid, 90)).toMatchObject({
      state: 'returned',
      id: waiting.id,
      reason: null,
      objects: waiting.objects,
    })
    expect(
      returned(sent.uid)
        .map((one) => text(one.dataset, tag('SOPInstanceUID')))
        .sort(),
    ).toEqual(waiting.objects.map((one) => one.sopInstanceUid).sort())
  })

  it('loses no study when its worker is killed in the middle of it', async () => {
    await warm()
    const [pid] = own.workers()
    expect(pid).toBeDefined()
    process.kill(pid as number, 'SIGSTOP')
    const sent = study('killed')
    await send(sent.files)
    await eventually(async () => (await runsOf(sent.uid)).find((one) => one.state === 'running'), 60)
    process.kill(pid as number, 'SIGKILL')
    expect(await endedRun(sent.uid, 120)).toMatchObject({ state: 'returned' })
    expect(returned(sent.uid)).toHaveLength(2)
    expect(own.workers()).not.toContain(pid)
  })

  it('refuses a study of another kind, says why, and runs nothing', async () => {
    const thin = smallStudy('deploy thin', { description: 'Hippocampus' })
    await send(thin.files)
    const run = await endedRun(thin.studyInstanceUid)
    expect(run).toMatchObject({ state: 'refused', objects: [], volumes: [] })
    expect(run.reason).toMatch(/outside the intended use: .* mm/)
    expect(await stagesOf(thin.studyInstanceUid)).toMatchObject({ routed: 'done', inferred: 'refused' })
    const gap = study('gap')
    await send(gap.files.filter((_, n) => n !== 12))
    expect((await endedRun(gap.uid)).reason).toContain('missing')
    const other = study('knee')
    for (const image of other.images)
      image
        .set(tag('StudyDescription'), { vr: 'LO', strings: ['MR knee'] })
        .set(tag('SeriesDescription'), { vr: 'LO', strings: ['PD'] })
    await send(other.images.map((image) => writeFile(image)))
    await eventually(async () => ((await stagesOf(other.uid))['received'] === 'done' ? true : undefined))
    const after = study('after')
    await send(after.files)
    await endedRun(after.uid)
    expect(await runsOf(other.uid)).toEqual([])
  })

  it('runs nothing on weights that were changed on the disk', async () => {
    const folder = join(pair.clinic.context('deploy').folder, 'releases')
    const weights = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((path) => join(folder, path))
      .filter((path) => path.endsWith('model.pt'))
    expect(weights.length).toBeGreaterThan(0)
    const before = weights.map((path) => readFileSync(path))
    for (const path of weights) appendFileSync(path, 'x')
    const sent = study('tampered')
    await send(sent.files)
    expect(await endedRun(sent.uid)).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('not those that were validated'),
    })
    for (const [n, path] of weights.entries()) writeFileSync(path, before[n] as Uint8Array)
    expect(returned(sent.uid)).toEqual([])
  })

  it('runs nothing while it is suspended, and nothing that waited is sent', async () => {
    hospital.process?.kill('SIGKILL')
    const waits = study('waits')
    await send(waits.files)
    await eventually(async () => (await runsOf(waits.uid)).find((one) => one.state === 'sending' && one.reason), 60)
    const deployed = pair.clinic.ports.port<DeployedReleases>('deploy.releases')
    await pair.clinic.context('deploy').transact((change) => deployed.suspend(change.db, releaseId, 'drift'))
    receive()
    const sent = study('suspended')
    await send(sent.files)
    expect(await endedRun(sent.uid)).toMatchObject({ state: 'refused', reason: expect.stringContaining('suspended') })
    expect(await endedRun(waits.uid, 90)).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('suspended'),
    })
    expect([...returned(sent.uid), ...returned(waits.uid)]).toEqual([])
    await pair.clinic.context('deploy').transact((change) => deployed.resume(change.db, releaseId))
    const after = study('resumed')
    await send(after.files)
    expect(await endedRun(after.uid)).toMatchObject({ state: 'returned' })
  })

  it('tells how long the way took', async () => {
    const seconds = (await runs()).filter((one) => one.state === 'returned').map((one) => one.secondsFromArrival ?? 0)
    expect(Math.min(...seconds)).toBeGreaterThan(0)
    process.stdout.write(`arrival to result, s: ${seconds.map((one) => one.toFixed(2)).join(' ')}\n`)
  })
})

function diceOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [both, total] = [0, 0]
  for (let i = 0; i < a.length; i++) {
    total += (a[i] ? 1 : 0) + (b[i] ? 1 : 0)
    if (a[i] && a[i] === b[i]) both++
  }
  return (2 * both) / total
}
