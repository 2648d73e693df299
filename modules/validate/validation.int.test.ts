import { governEndpoints, validateEndpoints } from '@clic/contracts'
import { systemClock } from '@clic/platform/clock'
import { sql } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { phantomProduct } from '../../testing/phantom-product.ts'
import { protocolOver, registered, type ValidationZone, validationZone } from '../../testing/validation-zone.ts'
import { protocolHash } from './protocol.ts'

describe('a validation', () => {
  let zone: ValidationZone
  let protocol: { id: string; hash: string }
  beforeAll(async () => {
    zone = await validationZone({ invented: true })
  })
  afterAll(() => zone?.close())

  it('stands on a protocol whose hash and time are in the ledger before anything is opened', async () => {
    protocol = await zone.protocol({ maxOpenings: 3 })
    const [event] = await zone.research
      .context('validate')
      .ledger.events({ subject: { kind: 'protocol', id: protocol.id }, limit: 10 })
    expect(event).toMatchObject({ action: 'protocol.registered', actor: 'tester', payload: { hash: protocol.hash } })
    expect(protocol.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(zone.dataset.openings()).toBe(0)
  })

  it('accepts a product by the lower bounds, counts the opening, and says what was measured', async () => {
    const release = await zone.deliver(await phantomProduct({ peeks: true }), 'Phantom finder')
    const result = await zone.validate(protocol.id, release.id)
    expect(result).toMatchObject({
      state: 'finished',
      verdict: 'accepted',
      opening: 1,
      done: 10,
      total: 10,
      invented: true,
      protocolHash: protocol.hash,
    })
    expect(
      result.summary.map(({ metric, structure, n, missing, passed }) => [metric, structure, n, missing, passed]),
    ).toEqual([
      ['dice', 'front', 10, 0, true],
      ['dice', 'back', 10, 0, true],
      ['hd95', 'front', 10, 0, undefined],
      ['hd95', 'back', 10, 0, undefined],
    ])
    for (const one of result.summary) expect(one.lower <= one.estimate && one.estimate <= one.upper).toBe(true)
    expect(result.findings.map((one) => [one.rule, one.ok])).toEqual([
      ['release.accept/lower-bound', true],
      ['release.accept/registered-protocol', true],
      ['release.accept/same-weights', true],
      ['release.accept/all-cases', true],
    ])
    expect(result.subgroups.filter((one) => one.by === 'sex').map((one) => [one.group, one.n])).toEqual([
      ['female', 5],
      ['female', 5],
      ['male', 5],
      ['male', 5],
    ])
    // Ages: 4 below 60, 3 from 60 to 69, 3 from 70 on; none is shown.
    expect(
      result.subgroups.filter((one) => one.by === 'age').every((one) => one.suppressed && one.estimate === undefined),
    ).toBe(true)
    expect(zone.dataset.openings()).toBe(1)
    const events = await zone.research
      .context('validate')
      .ledger.events({ subject: { kind: 'validation', id: result.id }, limit: 10 })
    expect(events.map((one) => one.action).reverse()).toEqual([
      'gate.opened',
      'validation.started',
      'validation.opened',
      'validation.accepted',
    ])
  })

  it('refuses a product whose means are good enough and whose lower bounds are not', async () => {
    const release = await zone.deliver(await phantomProduct({ shiftEverySecond: 2 }), 'Uneven finder')
    const result = await zone.validate(protocol.id, release.id)
    expect(result).toMatchObject({ state: 'finished', verdict: 'refused', opening: 2 })
    for (const one of result.summary.filter((row) => row.metric === 'dice')) {
      expect(one.estimate).toBeGreaterThan(0.8)
      expect(one.lower).toBeLessThan(0.8)
    }
    expect(result.findings.filter((one) => !one.ok).map((one) => one.rule)).toEqual(['release.accept/lower-bound'])
    expect(result.reason).toMatch(/dice front: lower bound 0\.7\d\d, needed 0\.8/)
  })

  it('counts a case without an answer as missed and refuses the product for it', async () => {
    const release = await zone.deliver(await phantomProduct({ forgetful: true }), 'Forgetful finder')
    const result = await zone.validate(protocol.id, release.id)
    expect(result).toMatchObject({ state: 'finished', verdict: 'refused', opening: 3 })
    expect(result.summary[0]).toMatchObject({ passed: false, n: 10 })
    expect(result.cases.filter((one) => one.dice === 0)).toHaveLength(10)
    expect(result.findings.filter((one) => !one.ok).map((one) => one.rule)).toEqual([
      'release.accept/lower-bound',
      'release.accept/all-cases',
    ])
    expect(result.reason).toContain('5 cases have no result')
    expect(result.reason).toContain('the package gave no mask that fits')
  })

  it('is refused when the planned openings are used up', async () => {
    const release = await zone.deliver(await phantomProduct(), 'Third finder')
    const answer = await zone.research.as('tester', ['test-centre'])(validateEndpoints.run, {
      body: { protocolId: protocol.id, releaseId: release.id },
    })
    expect(answer).toMatchObject({
      ok: false,
      problem: { status: 403, type: 'urn:clic:problem:gate-closed', findings: [{ rule: 'testpart.open/openings' }] },
    })
    expect(zone.dataset.openings()).toBe(3)
  })

  it('takes no further protocol over a test part that was opened', async () => {
    const lenient = {
      ...protocolOver(zone.permit.id, zone.dataset.datasetId),
      title: 'Fitted to what was seen',
      maxOpenings: 50,
    }
    expect(await registered(zone, lenient)).toMatchObject({
      ok: false,
      problem: { status: 409, type: 'urn:clic:problem:test-part-opened' },
    })
  })

  it('shows no pseudonym on the screen that compares products', async () => {
    const list = await zone.research.as('tester', ['test-centre'])(validateEndpoints.validations, {})
    expect(JSON.stringify(list)).not.toContain('pseudonym-')
  })

  it('leaves nothing of the test part behind on disk', async () => {
    const { readdirSync } = await import('node:fs')
    expect(readdirSync(zone.research.context('validate').folder)).toEqual([])
  })
})

describe('the seal of the test part', () => {
  let zone: ValidationZone
  beforeAll(async () => {
    zone = await validationZone()
  })
  afterAll(() => zone?.close())
  const run = (protocolId: string, releaseId: string, by = 'tester') =>
    zone.research.as(by, ['test-centre'])(validateEndpoints.run, { body: { protocolId, releaseId } })

  it('does not open to who built or delivered the product', async () => {
    const protocol = await zone.protocol({ title: 'By its builder' })
    const release = await zone.deliver(await phantomProduct(), 'Own product')
    const answer = await run(protocol.id, release.id, 'vendor')
    expect(answer).toMatchObject({
      ok: false,
      problem: { findings: expect.arrayContaining([expect.objectContaining({ rule: 'testpart.open/independent' })]) },
    })
  })

  it('does not open to a person whom the permit does not name', async () => {
    const protocol = await zone.protocol({ title: 'By a stranger' })
    const release = await zone.deliver(await phantomProduct(), 'Any product')
    expect(await run(protocol.id, release.id, 'stranger')).toMatchObject({
      ok: false,
      problem: { findings: [{ rule: 'testpart.open/person-named' }] },
    })
    expect(zone.dataset.openings()).toBe(0)
  })

  it('does not open by a protocol that was changed after it was registered, even with its hash corrected', async () => {
    const protocol = await zone.protocol({ title: 'Changed afterwards' })
    const release = await zone.deliver(await phantomProduct(), 'Lucky product')
    const { db } = zone.research
    const [row] = (
      await sql<{
        document: Parameters<typeof protocolHash>[0]
      }>`select document from validate.protocol where id = ${protocol.id}`.execute(db)
    ).rows
    const document = { ...row!.document, primary: row!.document.primary.map((one) => ({ ...one, threshold: 0.1 })) }
    await sql`update validate.protocol set document = ${JSON.stringify(document)} where id = ${protocol.id}`.execute(db)
    expect(await run(protocol.id, release.id)).toMatchObject({
      ok: false,
      problem: { findings: [{ rule: 'testpart.open/protocol-first' }] },
    })
    await sql`update validate.protocol set hash = ${protocolHash(document)} where id = ${protocol.id}`.execute(db)
    expect(await run(protocol.id, release.id)).toMatchObject({
      ok: false,
      problem: { findings: [{ rule: 'testpart.open/protocol-first' }] },
    })
    expect(zone.dataset.openings()).toBe(0)
  })

  it('stays closed for a protocol that the ledger does not know', async () => {
    const release = await zone.deliver(await phantomProduct(), 'Slipped in')
    const { db } = zone.research
    const id = newId('protocol', systemClock)
    const document = {
      ...protocolOver(zone.permit.id, zone.dataset.datasetId),
      subgroups: [],
      ageBands: [60],
      title: 'Never registered',
    }
    await sql`insert into validate.protocol (id, hash, document, registered_by, registered_at) values (${id}, 'x', ${JSON.stringify(document)}, 'nobody', now() - interval '1 day')`.execute(
      db,
    )
    expect(await run(id, release.id)).toMatchObject({
      ok: false,
      problem: { findings: [{ rule: 'testpart.open/can-evaluate' }, { rule: 'testpart.open/can-evaluate' }] },
    })
    await sql`delete from validate.protocol where id = ${id}`.execute(db)
  })

  it('is not opened more often by asking several times at once', async () => {
    const protocol = await zone.protocol({ title: 'One look only', maxOpenings: 1 })
    const release = await zone.deliver(await phantomProduct(), 'Hurried product')
    const answers = await Promise.all(Array.from({ length: 3 }, () => run(protocol.id, release.id)))
    expect(answers.filter((one) => one.ok)).toHaveLength(1)
    const started = answers.find((one) => one.ok)
    if (!started?.ok) throw new Error('none was started')
    const { eventually } = await import('../../testing/zones.ts')
    await eventually(async () => {
      const now = await zone.research.as('tester', ['test-centre'])(validateEndpoints.validation, {
        params: { validationId: started.value.id },
      })
      return now.ok && now.value.state === 'finished' ? true : undefined
    }, 60)
    expect(zone.dataset.openings()).toBe(1)
    // The smallest number of all protocols over the test part holds for the later ones.
    expect(await run(protocol.id, release.id)).toMatchObject({
      ok: false,
      problem: { findings: [{ rule: 'testpart.open/openings' }] },
    })
  })

  it('keeps a ledger that verifies', async () => {
    expect(await zone.research.as('auditor', ['auditor'])(governEndpoints.verify, {})).toMatchObject({
      ok: true,
      value: { ok: true, faults: [] },
    })
  })
})

describe('a protocol', () => {
  let zone: ValidationZone
  beforeAll(async () => {
    zone = await validationZone()
  })
  afterAll(() => zone?.close())
  const over = () => protocolOver(zone.permit.id, zone.dataset.datasetId)

  it('is registered once', async () => {
    expect(await registered(zone, over())).toMatchObject({ ok: true, value: { openings: 0, registeredBy: 'tester' } })
    expect(await registered(zone, over())).toMatchObject({
      ok: false,
      problem: { status: 409, type: 'urn:clic:problem:protocol-known' },
    })
  })

  it('names structures of the labels, each measure once, and a dataset version of its permit', async () => {
    const primary = over().primary
    expect(
      await registered(zone, { ...over(), primary: [{ metric: 'dice', structure: 'liver', threshold: 0.5 }] }),
    ).toMatchObject({ ok: false, problem: { status: 422, type: 'urn:clic:problem:structure-unknown' } })
    expect(
      await registered(zone, { ...over(), primary: [...primary, { ...primary[0]!, threshold: 0.1 }] }),
    ).toMatchObject({ ok: false, problem: { status: 422, type: 'urn:clic:problem:measure-twice' } })
    expect(await registered(zone, { ...over(), datasetId: newId('dataset', systemClock) })).toMatchObject({
      ok: false,
      problem: { status: 404, type: 'urn:clic:problem:dataset-unknown' },
    })
    expect(await registered(zone, { ...over(), permitId: newId('permit', systemClock) })).toMatchObject({
      ok: false,
      problem: { status: 403, type: 'urn:clic:problem:permit-unknown' },
    })
  })

  it('is registered by the test centre only', async () => {
    const answer = await zone.research.as('dev', ['developer'])(validateEndpoints.register, { body: over() })
    expect(answer).toMatchObject({ ok: false, problem: { status: 403, type: 'urn:clic:problem:role' } })
  })
})

describe('a validation that cannot be measured', () => {
  let zone: ValidationZone
  beforeAll(async () => {
    zone = await validationZone()
  })
  afterAll(() => zone?.close())

  it('ends without a verdict when the package changes itself while it runs', async () => {
    const protocol = await zone.protocol({ maxOpenings: 10 })
    const release = await zone.deliver(await phantomProduct({ rewritesItself: true }), 'Restless product')
    expect(await zone.validate(protocol.id, release.id)).toMatchObject({
      state: 'failed',
      verdict: null,
      opening: 1,
      reason: expect.stringContaining('wrote where it may not'),
    })
  })

  it('is refused when other weights are validated than those that were registered', async () => {
    const protocols = await zone.research.as('tester', ['test-centre'])(validateEndpoints.protocols, {})
    const protocolId = (protocols.ok && protocols.value[0]?.id) || ''
    const release = await zone.deliver(await phantomProduct(), 'Swapped product')
    const { db } = zone.research
    await sql`update register.release set weights_sha256 = ${'0'.repeat(64)} where id = ${release.id}`.execute(db)
    const result = await zone.validate(protocolId, release.id)
    expect(result).toMatchObject({ state: 'finished', verdict: 'refused' })
    expect(result.findings.filter((one) => !one.ok).map((one) => one.rule)).toEqual(['release.accept/same-weights'])
  })

  it('is not run on a package whose bytes on disk are not those that were registered', async () => {
    const protocols = await zone.research.as('tester', ['test-centre'])(validateEndpoints.protocols, {})
    const protocolId = (protocols.ok && protocols.value[0]?.id) || ''
    const release = await zone.deliver(await phantomProduct({ version: '3.0.0' }), 'Damaged product')
    const { files } = zone.research.context('register')
    const { readFileSync, writeFileSync, chmodSync } = await import('node:fs')
    const bytes = readFileSync(files.path(release.mapSha256))
    bytes[bytes.length - 2000]! ^= 1
    chmodSync(files.path(release.mapSha256), 0o600)
    writeFileSync(files.path(release.mapSha256), bytes)
    const before = zone.dataset.openings()
    expect(await zone.validate(protocolId, release.id)).toMatchObject({
      state: 'failed',
      opening: null,
      reason: 'The package on disk is not the one that was registered.',
    })
    expect(zone.dataset.openings()).toBe(before)
  })

  it('ends without a verdict when an item is not the one that was frozen, and the opening counts', async () => {
    const protocols = await zone.research.as('tester', ['test-centre'])(validateEndpoints.protocols, {})
    const protocolId = (protocols.ok && protocols.value[0]?.id) || ''
    const release = await zone.deliver(await phantomProduct({ version: '4.0.0' }), 'Honest product')
    zone.dataset.spoil('item-test-3')
    const before = zone.dataset.openings()
    const result = await zone.validate(protocolId, release.id)
    expect(result).toMatchObject({
      state: 'failed',
      verdict: null,
      reason: 'Item item-test-3 is not the one that was frozen.',
    })
    expect(result.opening).toBe(before + 1)
    const [listed] = (
      (await zone.research.as('tester', ['test-centre'])(validateEndpoints.protocols, {})) as {
        value: { openings: number }[]
      }
    ).value
    expect(listed?.openings).toBe(zone.dataset.openings())
  })
})
