import { governEndpoints, type Release, type Role, registerEndpoints } from '@clic/contracts'
import { sql } from '@clic/platform/db'
import { sentParcel } from '@clic/platform/doors'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailbox } from '../../testing/parts/mailbox.ts'
import { grantPermit } from '../../testing/permits.ts'
import { phantomProduct } from '../../testing/phantom-product.ts'
import { type ValidationZone, validationZone } from '../../testing/validation-zone.ts'
import { eventually } from '../../testing/zones.ts'

type ApprovalRole = 'clinical-lead' | 'regulatory-lead' | 'dpo'

describe('a release on its way to the clinic', () => {
  let zone: ValidationZone
  let release: Release
  let poor: Release
  let protocolId: string
  const box = mailbox(['release'])
  beforeAll(async () => {
    zone = await validationZone({ clinicParts: [box.part] })
    release = await zone.deliver(await phantomProduct(), 'Phantom finder')
    poor = await zone.deliver(await phantomProduct({ shift: 5 }), 'Poor finder')
    protocolId = (await zone.protocol({ maxOpenings: 6 })).id
  })
  afterAll(() => zone?.close())

  const approve = (person: string, role: ApprovalRole, of = release, roles: Role[] = [role]) =>
    zone.research.as(person, roles)(registerEndpoints.approve, { params: { releaseId: of.id }, body: { role } })
  const send = (permitId: string, of = release) =>
    zone.research.as('regina', ['regulatory-lead'])(registerEndpoints.send, {
      params: { releaseId: of.id },
      body: { permitId },
    })
  const read = async (of = release) => {
    const answer = await zone.research.as('regina', ['regulatory-lead'])(registerEndpoints.release, {
      params: { releaseId: of.id },
    })
    if (!answer.ok) throw new Error(answer.problem.detail)
    return answer.value
  }
  const operation = async (about?: string, phases: ('operate' | 'monitor')[] = ['operate', 'monitor']) => {
    const permit = await grantPermit(zone.clinic, {
      title: `Operation of ${about ?? 'anything'}`,
      kind: 'standing-release',
      ...(about === undefined ? {} : { about }),
      phases: phases.map((phase) => ({
        phase,
        article6: '6(1)(e)',
        article9: '9(2)(h)',
        national: 'Sundhedsloven § 2',
      })),
    })
    await eventually(async () =>
      (await zone.research
        .context('register')
        .port<{ state(id: string): Promise<string | undefined> }>('govern.permits')
        .state(permit.id)) === 'active'
        ? true
        : undefined,
    )
    return permit.id
  }

  it('is approved by nobody before a validation accepted it', async () => {
    expect(await approve('lead', 'clinical-lead')).toMatchObject({
      ok: false,
      problem: { status: 409, type: 'urn:clic:problem:release-state' },
    })
    expect(await zone.validate(protocolId, poor.id)).toMatchObject({ verdict: 'refused' })
    expect(await read(poor)).toMatchObject({ state: 'refused', verdict: { verdict: 'refused' } })
    expect(await approve('lead', 'clinical-lead', poor)).toMatchObject({ ok: false, problem: { status: 409 } })
  })

  it('is approved by three roles, by three people, none of whom built it', async () => {
    expect(await zone.validate(protocolId, release.id)).toMatchObject({ verdict: 'accepted' })
    expect(await approve('vendor', 'clinical-lead')).toMatchObject({
      ok: false,
      problem: { status: 403, type: 'urn:clic:problem:builder' },
    })
    expect(await approve('clin', 'dpo', release, ['clinical-lead'])).toMatchObject({
      ok: false,
      problem: { status: 403, type: 'urn:clic:problem:role' },
    })
    expect(await approve('both', 'clinical-lead', release, ['clinical-lead', 'dpo'])).toMatchObject({
      ok: true,
      value: { state: 'accepted', missingApprovals: ['regulatory-lead', 'dpo'] },
    })
    expect(await approve('both', 'dpo', release, ['clinical-lead', 'dpo'])).toMatchObject({
      ok: false,
      problem: { status: 403, type: 'urn:clic:problem:one-person-one-role' },
    })
    // A second signature in the same role fills no other role.
    expect(await approve('lead', 'clinical-lead')).toMatchObject({
      ok: false,
      problem: { status: 409, type: 'urn:clic:problem:role-signed' },
    })
    expect(await approve('regina', 'regulatory-lead')).toMatchObject({
      ok: true,
      value: { state: 'accepted', missingApprovals: ['dpo'] },
    })
    expect(await approve('lead', 'clinical-lead')).toMatchObject({ ok: false })
    expect(await read()).toMatchObject({ state: 'accepted', missingApprovals: ['dpo'] })
  })

  it('is not sent while a role is missing', async () => {
    const permitId = await operation('Phantom finder')
    expect(await send(permitId)).toMatchObject({
      ok: false,
      problem: { status: 403, findings: [{ rule: 'release.deploy/three-roles' }] },
    })
    expect(box.received).toEqual([])
  })

  it('loses its approvals with the result that they were given on', async () => {
    const again = await zone.validate(protocolId, release.id)
    expect(again).toMatchObject({ verdict: 'accepted' })
    expect(await read()).toMatchObject({
      state: 'accepted',
      verdict: { resultId: again.id },
      approvals: [],
      missingApprovals: ['clinical-lead', 'regulatory-lead', 'dpo'],
    })
    expect(await approve('lead', 'clinical-lead')).toMatchObject({ ok: true })
    expect(await approve('regina', 'regulatory-lead')).toMatchObject({ ok: true })
    expect(await approve('dora', 'dpo')).toMatchObject({ ok: true, value: { state: 'approved', missingApprovals: [] } })
    const events = await zone.research
      .context('register')
      .ledger.events({ subject: { kind: 'release', id: release.id }, limit: 50 })
    expect(events.filter((one) => one.action === 'release.approved')).toHaveLength(5)
    expect(events.filter((one) => one.action === 'release.accepted')).toHaveLength(2)
  })

  it('is not sent under a permit without the phase “operate”, nor under one for another product', async () => {
    expect(await send(zone.permit.id)).toMatchObject({
      ok: false,
      problem: { findings: [{ rule: 'release.deploy/basis-operate' }] },
    })
    expect(await send(await operation('Phantom finder', ['monitor']))).toMatchObject({
      ok: false,
      problem: { findings: [{ rule: 'release.deploy/basis-operate' }] },
    })
    expect(await send(await operation('Poor finder'))).toMatchObject({
      ok: false,
      problem: { findings: [{ rule: 'release.deploy/basis-operate' }] },
    })
    expect(await send('permit-00000000000000000000000000')).toMatchObject({ ok: false, problem: { status: 403 } })
    expect(box.received).toEqual([])
  })

  it('is not sent when the package on disk is another', async () => {
    const { db } = zone.research
    await sql`update register.release set map_sha256 = ${poor.mapSha256} where id = ${release.id}`.execute(db)
    const answer = await send(await operation('Phantom finder'))
    expect(answer).toMatchObject({ ok: false, problem: { findings: [{ rule: 'release.deploy/same-weights' }] } })
    await sql`update register.release set map_sha256 = ${release.mapSha256} where id = ${release.id}`.execute(db)
  })

  it('leaves once, with its approvals and its verdict, and arrives as it was registered', async () => {
    const permitId = await operation('Phantom finder')
    const answers = await Promise.all([send(permitId), send(permitId)])
    expect(answers.filter((one) => one.ok)).toHaveLength(1)
    const parcel = await eventually(async () => box.received[0])
    expect(parcel.header).toMatchObject({
      releaseId: release.id,
      weightsSha256: release.weightsSha256,
      verdict: { verdict: 'accepted', weightsValidated: release.weightsSha256 },
    })
    expect(
      (parcel.header['approvals'] as { role: string; personId: string }[])
        .map((one) => [one.role, one.personId])
        .sort(),
    ).toEqual([
      ['clinical-lead', 'lead'],
      ['dpo', 'dora'],
      ['regulatory-lead', 'regina'],
    ])
    const { createHash } = await import('node:crypto')
    expect(createHash('sha256').update(parcel.content).digest('hex')).toBe(release.mapSha256)
    expect(await read()).toMatchObject({ state: 'sent' })
    expect(await send(permitId)).toMatchObject({
      ok: false,
      problem: { status: 409, type: 'urn:clic:problem:release-state' },
    })
  })

  it('keeps its state when it is validated again after it left', async () => {
    expect(await zone.validate(protocolId, release.id)).toMatchObject({ verdict: 'accepted' })
    expect(await read()).toMatchObject({ state: 'sent', missingApprovals: [] })
  })

  it('is withdrawn when the clinic recalls it: the ledger says so, and nobody validates or sends it again', async () => {
    const permitId = await operation('Phantom finder')
    const clinic = zone.clinic.context('mailbox')
    const at = '2026-11-25T09:00:00.000Z'
    const recall = (releaseId: string, when = at) =>
      clinic.transact(async (change) =>
        clinic.door.send(change, {
          kind: 'release-recalled',
          permitId,
          header: { releaseId, at: when },
          content: Buffer.alloc(0),
        }),
      )
    // It was never sent, so no clinic can recall it.
    expect(await recall(poor.id)).toMatchObject({ ok: true })
    expect(await recall(release.id)).toMatchObject({ ok: true })
    await eventually(async () => ((await read()).state === 'withdrawn' ? true : undefined))
    expect(await read()).toMatchObject({ recalledAt: at })
    expect((await read(poor)).state).not.toBe('withdrawn')
    const withdrawn = async () => {
      const told = await zone.research.as('auditor', ['auditor'])(governEndpoints.ledger, {
        query: { action: 'release.withdrawn' },
      })
      return told.ok ? told.value.map((one) => [one.subject.id, one.payload]) : []
    }
    expect(await withdrawn()).toEqual([[release.id, { recalledAt: at, permitId }]])
    await expect(zone.validate(protocolId, release.id)).rejects.toThrow('The release was withdrawn.')
    expect(await send(permitId)).toMatchObject({ ok: false })
    // Told again, the first word stays, and the ledger has it once.
    const again = await recall(release.id, '2026-11-26T09:00:00.000Z')
    await eventually(async () =>
      again.ok && (await sentParcel(zone.clinic.db, again.id))?.state === 'delivered' ? true : undefined,
    )
    expect(await read()).toMatchObject({ state: 'withdrawn', recalledAt: at })
    expect(await withdrawn()).toHaveLength(1)
  })
})

describe('an approved release', () => {
  it('is held back when a later validation refuses it', async () => {
    const zone = await validationZone()
    try {
      const release = await zone.deliver(await phantomProduct(), 'Phantom finder')
      const lenient = await zone.protocol({
        title: 'Lenient',
        primary: [{ metric: 'dice', structure: 'front', threshold: 0.5 }],
      })
      const strict = await zone.protocol({
        title: 'Strict',
        primary: [{ metric: 'dice', structure: 'front', threshold: 0.99 }],
      })
      expect(await zone.validate(lenient.id, release.id)).toMatchObject({ verdict: 'accepted' })
      for (const [person, role] of [
        ['lead', 'clinical-lead'],
        ['regina', 'regulatory-lead'],
        ['dora', 'dpo'],
      ] as const)
        expect(
          await zone.research.as(person, [role])(registerEndpoints.approve, {
            params: { releaseId: release.id },
            body: { role },
          }),
        ).toMatchObject({ ok: true })
      expect(await zone.validate(strict.id, release.id)).toMatchObject({ verdict: 'refused' })
      const after = await zone.research.as('regina', ['regulatory-lead'])(registerEndpoints.release, {
        params: { releaseId: release.id },
      })
      expect(after).toMatchObject({
        ok: true,
        value: { state: 'refused', approvals: [], verdict: { verdict: 'refused' } },
      })
    } finally {
      await zone.close()
    }
  })
})
