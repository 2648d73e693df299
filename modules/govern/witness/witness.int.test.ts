import { governEndpoints } from '@clic/contracts'
import { sql } from '@clic/platform/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grantPermit } from '../../../testing/permits.ts'
import { eventually, type TestPair, type TestZone, testPair } from '../../../testing/zones.ts'

const settings = { govern: { witnessEvery: 20, witnessPollSeconds: 0.2 } }

describe('the ledgers of two zones', () => {
  let pair: TestPair
  beforeAll(async () => {
    pair = await testPair({ clinic: { settings }, research: { settings } })
  })
  afterAll(() => pair.close())

  const auditor = (zone: TestZone) => zone.as('auditor', ['auditor'])
  const heads = async (zone: TestZone) => {
    const read = await auditor(zone)(governEndpoints.heads, {})
    if (!read.ok) throw new Error(read.problem.detail)
    return read.value
  }
  const grow = async (permits: number) => {
    for (let i = 0; i < permits; i++) await grantPermit(pair.clinic)
  }
  const coSigned = (zone: TestZone, by: string, beyond = 0) =>
    eventually(async () => (await heads(zone)).own.find((one) => one.size > beyond && one.coSignedBy.includes(by)))

  it('witness each other: a head comes home with the other zone’s signature, and both verify', async () => {
    await grow(12)
    const own = await coSigned(pair.clinic, 'research')
    expect((await heads(pair.research)).witnessed).toContainEqual({
      zone: 'clinic',
      size: own.size,
      root: own.root,
      at: expect.any(String),
    })
    await coSigned(pair.research, 'clinic')
    for (const zone of [pair.clinic, pair.research])
      expect(await auditor(zone)(governEndpoints.verify, {})).toMatchObject({
        ok: true,
        value: { ok: true, faults: [] },
      })
  })

  it('go on being witnessed as they grow, each head as the continuation of the last', async () => {
    const before = Math.max(...(await heads(pair.research)).witnessed.map((one) => one.size))
    await grow(6)
    expect((await coSigned(pair.clinic, 'research', before)).size).toBeGreaterThan(before)
    expect((await heads(pair.clinic)).disputed).toEqual([])
  })

  it('come to rest: witnessing itself is no reason to witness again', async () => {
    const offers = async () => (await heads(pair.clinic)).own.length + (await heads(pair.research)).own.length
    const rest = await eventually(async () => {
      const before = await offers()
      await new Promise((resolve) => setTimeout(resolve, 1000))
      return (await offers()) === before ? before : undefined
    })
    expect(rest).toBeGreaterThan(2)
  })

  it('cannot be begun anew: the witness refuses the head of another past, and both zones show it', async () => {
    const { db } = pair.clinic
    await sql`alter table ledger.event disable trigger append_only`.execute(db)
    for (const table of ['event', 'frontier', 'head', 'offered'])
      await sql`delete from ${sql.table(`ledger.${table}`)}`.execute(db)
    await sql`alter table ledger.event enable trigger append_only`.execute(db)
    await grow(6)
    const disputed = await eventually(async () => (await heads(pair.clinic)).disputed[0])
    expect(disputed.reason).toMatch(/does not continue/)
    expect(await auditor(pair.clinic)(governEndpoints.verify, {})).toMatchObject({
      ok: true,
      value: { ok: false, faults: [expect.stringContaining('did not witness')] },
    })
    const refused = await pair.research.as('dpo', ['dpo'])(governEndpoints.parcels, { query: {} })
    expect(
      refused.ok && refused.value.find((one) => one.kind === 'tree-head' && one.state === 'refused'),
    ).toMatchObject({ direction: 'in', reason: expect.stringContaining('Not witnessed') })
  })
})
