import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ParcelKind, problem } from '@clic/contracts'
import { canonicalJson } from '@clic/ledger'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../../testing/database.ts'
import { mailbox } from '../../testing/parts/mailbox.ts'
import { eventually, type TestPair, type TestZone, testPair, testZone } from '../../testing/zones.ts'
import { systemClock } from '../clock/index.ts'
import { newId } from '../ids/index.ts'
import { openZoneKeys } from '../keys/index.ts'
import { listParcels, type SignedParcel, signDoorCall, signParcel } from './index.ts'

const parcels = (zone: TestZone) => listParcels(zone.db, { limit: 100 })
const parcel = async (zone: TestZone, id: string) => (await parcels(zone)).find((one) => one.id === id)
const send = (
  zone: TestZone,
  given: { kind?: string; permitId?: string; content?: Uint8Array; header?: Record<string, unknown> } = {},
) => {
  const { transact, door } = zone.context('mailbox')
  return transact((change) =>
    door.send(change, { kind: 'facts', permitId: 'permit-1', header: {}, content: Buffer.from('hello'), ...given }),
  )
}
const sent = async (zone: TestZone, given: Parameters<typeof send>[1] = {}) => {
  const answer = await send(zone, given)
  if (!answer.ok) throw new Error(answer.problem.detail)
  return answer.id
}
const settled = (zone: TestZone, id: string) =>
  eventually(async () => {
    const row = await parcel(zone, id)
    return row?.state === 'waiting' ? undefined : row
  })

describe('the doors of two zones', () => {
  let pair: TestPair
  const inbox = mailbox(['facts', 'permit'], (one) => {
    if (one.header['throws']) throw new Error('a receiver that breaks')
    return one.header['refuse']
      ? problem(409, { code: 'test', title: 'No', detail: 'the module does not want it' })
      : undefined
  })
  const back = mailbox(['release'])
  beforeAll(async () => {
    pair = await testPair({ clinic: { parts: [back.part] }, research: { parts: [inbox.part] } })
  })
  afterAll(() => pair.close())

  const key = () => pair.clinic.context('mailbox').keys.privateKey
  const knock = (
    method: string,
    path: string,
    given: {
      body?: Uint8Array | object
      key?: KeyObject
      at?: Date
      sign?: { method?: string; url?: string; body?: Uint8Array | string }
      unsigned?: boolean
    } = {},
  ) => {
    const raw =
      given.body instanceof Uint8Array ? given.body : given.body === undefined ? '' : canonicalJson(given.body)
    const headers = given.unsigned
      ? {}
      : signDoorCall({ method, url: path, body: raw, ...given.sign }, given.key ?? key(), given.at ?? systemClock.now())
    return fetch(`${pair.research.url}${path}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      ...(method === 'GET' ? {} : { body: Buffer.from(raw) }),
    })
  }
  const makeParcel = (
    given: { kind?: string; from?: string; key?: KeyObject; content?: Uint8Array } = {},
  ): SignedParcel =>
    signParcel(
      {
        id: newId('parcel', systemClock),
        kind: given.kind ?? 'facts',
        from: given.from ?? 'clinic',
        permitId: 'permit-1',
        header: {},
        content: given.content ?? new Uint8Array(),
      },
      given.key ?? key(),
    )
  const post = async (one: SignedParcel, content?: Uint8Array) => {
    if (content)
      expect((await knock('PUT', `/door/inbox/${one.id}/content?offset=0`, { body: content })).status).toBe(200)
    return (await (await knock('POST', `/door/inbox/${one.id}`, { body: one })).json()) as {
      state: string
      reason?: string
    }
  }

  it('let a declared parcel through, in both directions, and both ledgers tell of it', async () => {
    const out = await sent(pair.clinic, { content: Buffer.from('out') })
    const home = await sent(pair.research, { kind: 'release', content: Buffer.from('home') })
    expect(await settled(pair.clinic, out)).toMatchObject({ direction: 'out', state: 'delivered' })
    expect(await settled(pair.research, home)).toMatchObject({ direction: 'out', state: 'delivered' })
    expect(Buffer.from(inbox.received.find((one) => one.id === out)?.content ?? []).toString()).toBe('out')
    expect(Buffer.from(back.received.find((one) => one.id === home)?.content ?? []).toString()).toBe('home')
    expect(await parcel(pair.clinic, home)).toMatchObject({ direction: 'in', state: 'accepted' })
    const told = async (zone: TestZone, id: string) =>
      (await zone.context('mailbox').ledger.events({ subject: { kind: 'parcel', id }, limit: 9 })).map(
        (one) => one.action,
      )
    expect(await told(pair.clinic, out)).toEqual(['parcel.posted'])
    expect(await told(pair.research, out)).toEqual(['parcel.accepted'])
  })

  it('refuse an undeclared kind before it is written down, at the sending door', async () => {
    const before = (await parcels(pair.clinic)).length
    expect(await send(pair.clinic, { kind: 'patient-list' })).toMatchObject({
      ok: false,
      problem: { status: 403, type: 'urn:clic:problem:parcel-undeclared' },
    })
    expect(await send(pair.clinic, { kind: 'release' })).toMatchObject({ ok: false })
    expect(await send(pair.research, { kind: 'facts' })).toMatchObject({ ok: false })
    expect(await send(pair.clinic, { kind: 'toString' })).toMatchObject({ ok: false })
    expect((await parcels(pair.clinic)).length).toBe(before)
  })

  it('refuse an undeclared kind at the receiving door too, although the clinic signed it, and show it', async () => {
    const one = makeParcel({ kind: 'patient-list' })
    expect(await post(one)).toMatchObject({ state: 'refused', reason: expect.stringContaining('not declared') })
    expect(await parcel(pair.research, one.id)).toMatchObject({
      direction: 'in',
      kind: 'patient-list',
      state: 'refused',
      reason: expect.stringContaining('not declared'),
    })
    const told = await pair.research
      .context('mailbox')
      .ledger.events({ action: 'parcel.refused', subject: { kind: 'parcel', id: one.id }, limit: 1 })
    expect(told).toHaveLength(1)
  })

  it('refuse a parcel that travels the wrong way, claims another sender, or is signed by another key', async () => {
    const stranger = generateKeyPairSync('ed25519').privateKey
    for (const one of [
      makeParcel({ kind: 'release' }),
      makeParcel({ from: 'research' }),
      makeParcel({ from: 'hub' }),
      makeParcel({ key: stranger }),
    ])
      expect(await post(one)).toMatchObject({ state: 'refused' })
    // Declared, from where it says, but not to here.
    expect(await post(makeParcel({ kind: 'release', from: 'research' }))).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('not declared to enter the research zone'),
    })
    const changed = { ...makeParcel(), permitId: 'permit-2' }
    expect(await post(changed)).toMatchObject({ state: 'refused', reason: expect.stringContaining('not signed') })
  })

  it('take nothing whose bytes are not those that were signed; the whole parcel may come again', async () => {
    const content = Buffer.from('the whole')
    const one = makeParcel({ content })
    expect(await post(one, Buffer.from('the hole'))).toMatchObject({ state: 'damaged' })
    expect(inbox.received.some((each) => each.id === one.id)).toBe(false)
    expect(await parcel(pair.research, one.id)).toBeUndefined()
    expect(await post(one, content)).toMatchObject({ state: 'accepted' })
  })

  it('take a parcel that comes twice once', async () => {
    const one = makeParcel()
    expect(await post(one)).toMatchObject({ state: 'accepted' })
    expect(await post(one)).toMatchObject({ state: 'accepted' })
    expect(inbox.received.filter((each) => each.id === one.id)).toHaveLength(1)
  })

  it('take a parcel that comes twice at the same moment once', async () => {
    const one = makeParcel()
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => knock('POST', `/door/inbox/${one.id}`, { body: one })),
    )
    expect(answers.some((each) => each.status === 200)).toBe(true)
    expect(await post(one)).toMatchObject({ state: 'accepted' })
    const told = await pair.research
      .context('mailbox')
      .ledger.events({ subject: { kind: 'parcel', id: one.id }, limit: 9 })
    expect(told.map((each) => each.action)).toEqual(['parcel.accepted'])
  })

  it('show on both sides that a module refused a parcel, and why', async () => {
    const id = await sent(pair.clinic, { header: { refuse: true } })
    expect(await settled(pair.clinic, id)).toMatchObject({ state: 'refused', reason: 'the module does not want it' })
    expect(await parcel(pair.research, id)).toMatchObject({ state: 'refused', reason: 'the module does not want it' })
  })

  it('refuse a declared kind that no module takes', async () => {
    const id = await sent(pair.clinic, { kind: 'tree-head' })
    expect(await settled(pair.clinic, id)).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('No module'),
    })
  })

  it('hold up the parcels of one permit behind one that breaks its receiver, and no others', async () => {
    const broken = await sent(pair.clinic, { permitId: 'permit-broken', header: { throws: true } })
    const behind = await sent(pair.clinic, { permitId: 'permit-broken' })
    const other = await sent(pair.clinic, { permitId: 'permit-other' })
    expect(await settled(pair.clinic, other)).toMatchObject({ state: 'delivered' })
    expect(await parcel(pair.clinic, broken)).toMatchObject({ state: 'waiting' })
    expect(await parcel(pair.clinic, behind)).toMatchObject({ state: 'waiting' })
  })

  const id = newId('parcel', systemClock)
  const operations: [string, string, (Uint8Array | object)?][] = [
    ['GET', `/door/inbox/${id}`],
    ['PUT', `/door/inbox/${id}/content?offset=0`, Buffer.from('x')],
    [
      'POST',
      `/door/inbox/${id}`,
      { id, kind: 'facts', from: 'clinic', permitId: 'p', header: {}, sha256: 'a'.repeat(64), size: 0, signature: 'x' },
    ],
    ['GET', '/door/outbox'],
    ['GET', `/door/outbox/${id}/content?offset=0`],
    ['POST', `/door/outbox/${id}/receipt`, { id, state: 'accepted' }],
  ]
  it.each(operations)(
    'stay shut to a call that the other zone did not sign just now: %s %s',
    async (method, path, body) => {
      const stranger = generateKeyPairSync('ed25519').privateKey
      const now = Date.now()
      const bad = [
        { unsigned: true },
        { key: stranger },
        { at: new Date(now - 61_000) },
        { at: new Date(now + 61_000) },
        { sign: { method: method === 'GET' ? 'POST' : 'GET' } },
        { sign: { url: '/door/outbox/elsewhere' } },
        { sign: { url: `${path}${path.includes('?') ? '9' : '?offset=9'}` } },
        { sign: { body: 'other bytes' } },
      ]
      for (const given of bad)
        expect((await knock(method, path, { body, ...given })).status, JSON.stringify(Object.keys(given))).toBe(401)
      expect((await knock(method, path, { body })).status).not.toBe(401)
      // Research’s own key opens no door of research.
      expect((await knock(method, path, { body, key: pair.research.context('mailbox').keys.privateKey })).status).toBe(
        401,
      )
    },
  )

  it('stay shut to a statement about another parcel than its address names, and to too many bytes at once', async () => {
    const one = makeParcel()
    expect((await knock('POST', `/door/inbox/${newId('parcel', systemClock)}`, { body: one })).status).toBe(400)
    expect(
      (await knock('PUT', `/door/inbox/${one.id}/content?offset=0`, { body: randomBytes(8 * 1024 * 1024 + 1) })).status,
    ).toBe(413)
    const further = await knock('PUT', `/door/inbox/${one.id}/content?offset=7`, { body: Buffer.from('x') })
    expect({ status: further.status, ...((await further.json()) as object) }).toEqual({ status: 409, received: 0 })
  })

  it('let go what of a parcel comes after it was booked, as from a sender that was killed', async () => {
    const sentId = await sent(pair.clinic)
    expect(await settled(pair.clinic, sentId)).toMatchObject({ state: 'delivered' })
    const bytes = randomBytes(1000)
    for (const offset of [0, 1000]) {
      const late = await knock('PUT', `/door/inbox/${sentId}/content?offset=${offset}`, { body: bytes })
      expect({ status: late.status, ...((await late.json()) as object) }).toEqual({
        status: 200,
        received: offset + 1000,
      })
    }
    expect(readdirSync(join(pair.research.folder, 'door'))).not.toContain(sentId)
  })

  it('have no operation on the clinic’s side: only the clinic dials', async () => {
    for (const [method, path] of operations)
      expect((await fetch(`${pair.clinic.url}${path}`, { method })).status).toBe(404)
  })
})

describe('a zone whose other zone is away', () => {
  it('keeps its parcels, and a transfer that broke off goes on at the byte where it stopped', async () => {
    const root = mkdtempSync(join(tmpdir(), 'clic-away-'))
    const folder = (zone: string) => join(root, zone)
    for (const [zone, other] of [
      ['clinic', 'research'],
      ['research', 'clinic'],
    ] as const) {
      mkdirSync(join(folder(other), 'trust'), { recursive: true })
      writeFileSync(join(folder(other), 'trust', `${zone}.pub.pem`), openZoneKeys(join(folder(zone), 'keys')).publicPem)
    }
    const port = await freePort()
    const inbox = mailbox(['facts' satisfies ParcelKind])
    const clinic = await testZone('clinic', {
      folder: folder('clinic'),
      otherUrl: `http://127.0.0.1:${port}`,
      parts: [mailbox([]).part],
    })
    const content = randomBytes(9 * 1024 * 1024)
    const id = await sent(clinic, { content })
    const second = await sent(clinic)
    expect((await parcel(clinic, id))?.state).toBe('waiting')
    // What a research zone leaves behind that died while the parcel came in.
    mkdirSync(join(folder('research'), 'door'), { recursive: true })
    writeFileSync(join(folder('research'), 'door', id), content.subarray(0, 3_000_001))
    const research = await testZone('research', {
      folder: folder('research'),
      port,
      identity: 'trust',
      parts: [inbox.part],
    })
    expect(await settled(clinic, second)).toMatchObject({ state: 'delivered' })
    expect(await parcel(clinic, id)).toMatchObject({ state: 'delivered' })
    expect(inbox.received.map((one) => one.id)).toEqual([id, second])
    expect(Buffer.compare(Buffer.from(inbox.received[0]?.content ?? []), content)).toBe(0)
    await clinic.close()
    await research.close()
    rmSync(root, { recursive: true, force: true })
  })
})
