import { readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { type Problem, registerEndpoints } from '@clic/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packFiles, phantomProduct } from '../../testing/phantom-product.ts'
import { intendedUse, type ValidationZone, validationZone } from '../../testing/validation-zone.ts'

/** One entry of a ustar archive with any header, also impossible ones. */
function entry(
  name: string,
  given: { type?: string; size?: number; content?: Uint8Array; link?: string; octalSize?: string } = {},
): Buffer {
  const content = Buffer.from(given.content ?? [])
  const header = Buffer.alloc(512)
  header.write(name, 0, 100)
  header.write('0000644\0', 100)
  header.write(given.octalSize ?? `${(given.size ?? content.length).toString(8).padStart(11, '0')}\0`, 124)
  header.write('00000000000\0', 136)
  header.write('        ', 148)
  header.write(given.type ?? '0', 156)
  if (given.link) header.write(given.link, 157, 100)
  header.write('ustar\x0000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)])
}
const end = Buffer.alloc(1024)

describe('a bought package that is uploaded', () => {
  let zone: ValidationZone
  let productId: string
  let good: Uint8Array<ArrayBuffer>
  beforeAll(async () => {
    zone = await validationZone()
    good = new Uint8Array(await phantomProduct())
    const product = await zone.research.as('vendor', ['vendor'])(registerEndpoints.addProduct, {
      body: {
        name: 'Phantom finder',
        kind: 'bought',
        manufacturer: 'Nordlys Imaging',
        regulatoryPath: 'ce-marked',
        intendedUse,
      },
    })
    if (!product.ok) throw new Error(product.problem.detail)
    productId = product.value.id
  })
  afterAll(() => zone?.close())

  const refusal = async (tar: Uint8Array): Promise<Problem> => {
    const answer = await zone.upload(productId, new Uint8Array(tar))
    expect(answer.ok).toBe(false)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    const problem = (await answer.json()) as Problem
    expect(problem.next?.length).toBeGreaterThan(5)
    return problem
  }

  const broken: [string, () => Uint8Array | Promise<Uint8Array>, number, RegExp][] = [
    ['is empty', () => new Uint8Array(), 422, /ends in the middle/],
    ['is no tar at all', () => Buffer.from('this is not an archive'.repeat(100)), 422, /check sum/],
    ['is compressed', () => gzipSync(good), 422, /compressed/],
    ['is cut off', () => good.subarray(0, good.length - 3000), 422, /ends in the middle/],
    [
      'was damaged in a header',
      () => Uint8Array.from(good, (byte, i) => (i === 20 ? byte ^ 1 : byte)),
      422,
      /check sum/,
    ],
    ['goes on behind its end', () => Buffer.concat([good, Buffer.from('more')]), 422, /follows the end/],
    [
      'climbs out of its folder',
      () => Buffer.concat([entry('../../outside.txt', { content: Buffer.from('x') }), end]),
      422,
      /leads out/,
    ],
    [
      'climbs out in the middle of a path',
      () => Buffer.concat([entry('opt/../../outside.txt', { content: Buffer.from('x') }), end]),
      422,
      /leads out/,
    ],
    [
      'names an absolute path',
      () => Buffer.concat([entry('/etc/passwd', { content: Buffer.from('x') }), end]),
      422,
      /leads out/,
    ],
    ['holds a link', () => Buffer.concat([entry('etc/holoscan', { type: '2', link: '/etc' }), end]), 422, /link/],
    ['holds a hard link', () => Buffer.concat([entry('opt/a', { type: '1', link: 'etc/shadow' }), end]), 422, /link/],
    ['holds a device', () => Buffer.concat([entry('dev/sda', { type: '4' }), end]), 422, /special file/],
    [
      'names a file twice',
      () => Buffer.concat([entry('a', { content: Buffer.from('1') }), entry('a', { content: Buffer.from('2') }), end]),
      422,
      /listed twice/,
    ],
    [
      'claims to unpack to more than is taken',
      () => Buffer.concat([entry('huge', { size: 7 * 1024 ** 3 }), end]),
      413,
      /2048 MiB/,
    ],
    [
      'claims a size that no file has',
      () => Buffer.concat([entry('odd', { octalSize: '99999999999\0' }), end]),
      422,
      /no readable size/,
    ],
    ['has no manifest', () => packFiles({ 'opt/holoscan/app/run': 'x' }), 422, /no MAP: neither/],
    [
      'has a manifest that is no JSON',
      () => packFiles({ 'etc/holoscan/app.json': '{', 'opt/holoscan/app/run': 'x' }),
      422,
      /not JSON/,
    ],
    [
      'has one manifest of two',
      () =>
        packFiles({
          'etc/holoscan/app.json': JSON.stringify({
            apiVersion: '1.0.0',
            command: ['/opt/holoscan/app/run'],
            version: '1.0.0',
          }),
          'opt/holoscan/app/run': 'x',
        }),
      422,
      /pkg\.json is missing/,
    ],
    [
      'names a program that is not in it',
      () =>
        packFiles({
          'etc/holoscan/app.json': JSON.stringify({
            apiVersion: '1.0.0',
            command: ['/opt/holoscan/app/none'],
            version: '1.0.0',
          }),
          'etc/holoscan/pkg.json': JSON.stringify({ apiVersion: '1.0.0', applicationRoot: '/opt/holoscan/app' }),
          'opt/holoscan/app/run': 'x',
        }),
      422,
      /a part of the command is not at/,
    ],
    [
      'names a model outside of it',
      () =>
        packFiles({
          'etc/holoscan/app.json': JSON.stringify({
            apiVersion: '1.0.0',
            command: ['/opt/holoscan/app/run'],
            version: '1.0.0',
          }),
          'etc/holoscan/pkg.json': JSON.stringify({
            apiVersion: '1.0.0',
            applicationRoot: '/opt/holoscan/app',
            models: { m: '/etc/holoscan/../../../etc' },
          }),
          'opt/holoscan/app/run': 'x',
        }),
      422,
      /outside the places of a MAP/,
    ],
  ]
  it.each(broken)('is refused, with the reason, when it %s', async (_what, tar, status, reason) => {
    const problem = await refusal(await tar())
    expect([problem.status, problem.detail]).toEqual([status, expect.stringMatching(reason)])
  })

  it('leaves nothing behind when it was refused', async () => {
    expect(readdirSync(zone.research.context('register').folder)).toEqual([])
    const list = await zone.research.as('vendor', ['vendor'])(registerEndpoints.releases, {})
    expect(list).toEqual({ ok: true, value: [] })
  })

  it('is taken as a stream of unknown length, packed anew in one form, with who delivered it as builder', async () => {
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < good.length; at += 777) controller.enqueue(good.subarray(at, at + 777))
        controller.close()
      },
    })
    const answer = await zone.upload(productId, pieces)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      state: 'registered',
      kind: 'bought',
      version: '1.0.0',
      builders: ['vendor'],
      candidateId: null,
      bundleName: null,
      verdict: null,
      missingApprovals: ['clinical-lead', 'regulatory-lead', 'dpo'],
    })
    const [event] = await zone.research.context('register').ledger.events({ action: 'release.registered', limit: 1 })
    expect(event?.payload).toMatchObject({
      version: '1.0.0',
      weights: expect.stringMatching(/^[0-9a-f]{64}$/),
      map: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  it('is taken once in a version', async () => {
    const problem = await refusal(good)
    expect(problem).toMatchObject({ status: 409, type: 'urn:clic:problem:release-known' })
  })

  it('has the person who delivers it among its builders, beside the one who registered the product', async () => {
    const { research } = zone
    const answer = await fetch(`${research.url}/api/products/${productId}/maps?version=1.1.0`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await research.token('regina', ['regulatory-lead'])}` },
      body: good,
    })
    expect(await answer.json()).toMatchObject({ builders: ['vendor', 'regina'] })
  })

  it('is not taken from a vendor who did not register the product, nor from people without a role for it', async () => {
    expect(await (await zone.upload(productId, good, 'rival', '1.2.0')).json()).toMatchObject({
      status: 403,
      type: 'urn:clic:problem:other-vendor',
    })
    const { research } = zone
    const answer = await fetch(`${research.url}/api/products/${productId}/maps?version=1.2.0`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await research.token('clin', ['clinician'])}` },
      body: good,
    })
    expect(answer.status).toBe(403)
  })

  it('is no release of a home-made product, and a candidate none of a bought one', async () => {
    const developer = zone.research.as('dev', ['developer'])
    const own = await developer(registerEndpoints.addProduct, {
      body: {
        name: 'Own finder',
        kind: 'home-made',
        manufacturer: 'Region Test',
        regulatoryPath: 'mdr-5-5',
        intendedUse,
      },
    })
    if (!own.ok) throw new Error(own.problem.detail)
    const { research } = zone
    const answer = await fetch(`${research.url}/api/products/${own.value.id}/maps?version=1.0.0`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await research.token('dev', ['developer'])}` },
      body: good,
    })
    expect(await answer.json()).toMatchObject({ status: 409, type: 'urn:clic:problem:product-kind' })
  })
})
