import { deployEndpoints, monitorEndpoints, registerEndpoints, reportEndpoints } from '@clic/contracts'
import { systemClock } from '@clic/platform/clock'
import { sql } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import { registerSender, smallStudy, stow } from '../../clinic-senders.ts'
import { phantomProduct } from '../../phantom-product.ts'
import { eventually } from '../../zones.ts'
import { must, outcomeOf, type Scenario, type World } from './world.ts'

export const releaseDeploy: Scenario = {
  gate: 'release.deploy',
  what: 'an approved release is sent into operation under a permit for development alone',
  async run({ research, dataset, bought }) {
    const { permit } = await dataset()
    const release = await bought('vendor', 0)
    const { db } = research
    const verdict = {
      verdict: 'accepted',
      resultId: 'result',
      protocolHash: '',
      at: '',
      weightsValidated: release.weightsSha256,
    }
    await sql`update register.release set state = 'approved', verdict = ${JSON.stringify(verdict)} where id = ${release.id}`.execute(
      db,
    )
    for (const [role, person] of [
      ['clinical-lead', 'a'],
      ['regulatory-lead', 'b'],
      ['dpo', 'c'],
    ]) {
      await sql`insert into register.approval (release_id, result_id, role, person_id, name, at) values (${release.id}, 'result', ${role}, ${person}, ${person}, now())`.execute(
        db,
      )
    }
    const lead = research.as('lead', ['clinical-lead'])
    return outcomeOf(
      await lead(registerEndpoints.send, { params: { releaseId: release.id }, body: { permitId: permit.id } }),
    )
  },
}

export const studyRun: Scenario = {
  gate: 'study.run',
  what: 'a study is routed to a release that is not in operation',
  async run({ clinic, next }) {
    const releaseId = await releaseInClinic(clinic, 'received')
    const { db } = clinic
    const source = `ROUTED${next()}`
    await registerSender(clinic, source, { kind: 'stow' })
    await sql`insert into deploy.route (id, name, release_id, condition, destination)
              values (${newId('route', systemClock)}, 'route', ${releaseId}, ${JSON.stringify({ source, modality: 'MR' })}, ${JSON.stringify({ host: '127.0.0.1', port: 9, aeTitle: 'NOBODY' })})`.execute(
      db,
    )
    const sent = await stow(clinic, source, smallStudy(source, { slices: 3, side: 16 }).files)
    if (!sent.ok) throw new Error(await sent.text())
    return eventually(async () => {
      const runs = must(await clinic.as('doctor', ['clinician'])(deployEndpoints.runs, { query: {} }))
      const state = runs.find((one) => one.releaseId === releaseId)?.state
      // Beyond the gate it fails for want of a bundle: what counts is that the gate let it through.
      return state === 'refused' ? 'refused' : state === 'failed' ? 'done' : undefined
    }, 60)
  },
}

export const releaseResume: Scenario = {
  gate: 'release.resume',
  what: 'a suspended release is put back into operation while a finding on it is open',
  async run({ clinic }) {
    const releaseId = await releaseInClinic(clinic, 'suspended')
    await sql`insert into monitor.finding (id, release_id, signal, last_seq, opened_at, state, in_a_row, suspended, what)
              values (${newId('finding', systemClock)}, ${releaseId}, 'volume', 1, now(), 'open', 2, true, 'drift')`.execute(
      clinic.db,
    )
    return outcomeOf(await clinic.as('lead', ['clinical-lead'])(monitorEndpoints.resume, { params: { releaseId } }))
  },
}

export const reportExport: Scenario = {
  gate: 'report.export',
  what: 'a report is made while the ledger does not verify',
  async run({ research, dataset, validation }) {
    await validation()
    const { protocolId } = await dataset()
    const { db } = research
    await sql`insert into ledger.head (size, at, envelope) values (0, now(), '{"payload":"","payloadType":"x","signatures":[]}')`.execute(
      db,
    )
    try {
      const tester = research.as('tester', ['test-centre'])
      const made = must(await tester(reportEndpoints.make, { body: { protocolId, title: 'Report', language: 'en' } }))
      return await eventually(async () => {
        const { state, reason } = must(await tester(reportEndpoints.read, { params: { reportId: made.id } }))
        if (state === 'failed') throw new Error(reason ?? 'the report failed')
        return state === 'ready' ? 'done' : state === 'refused' ? 'refused' : undefined
      }, 90)
    } finally {
      await sql`delete from ledger.head where size = 0`.execute(db)
    }
  },
}

async function releaseInClinic(clinic: World['clinic'], state: 'received' | 'suspended'): Promise<string> {
  const id = newId('release', systemClock)
  const map = await clinic.context('deploy').files.put(await phantomProduct())
  const use = { summary: 'Phantoms', modalities: ['MR'], bodyPart: 'HEAD', structures: [] }
  await sql`insert into deploy.release (id, product_name, kind, bundle_name, version, state, map_sha256, weights_sha256, weights_validated, verdict, intended_use, approvals, builders, received_at)
            values (${id}, 'Phantom finder', 'home-made', 'absent', '1.0.0', ${state}, ${map.sha256}, ${'b'.repeat(64)}, ${'b'.repeat(64)}, 'accepted', ${JSON.stringify(use)}, '[]', '["dev"]', now())`.execute(
    clinic.db,
  )
  return id
}
