import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { reportEndpoints } from '@clic/contracts'
import {
  canonicalJson,
  ERASURE_ACTION,
  generateKeyPair,
  publicKeyPem,
  readZip,
  type SigningKey,
  sha256,
  verifyBundle,
  writeBundle,
  writeZip,
} from '@clic/ledger'
import { sql } from '@clic/platform/db'
import { ledgerSigningKey } from '@clic/platform/record'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { phantomProduct } from '../../../../testing/phantom-product.ts'
import { type ValidationZone, validationZone } from '../../../../testing/validation-zone.ts'
import { eventually } from '../../../../testing/zones.ts'
import { verifyCommand } from '../verify.ts'
import { recompute } from './recompute.ts'
import type { MasksFile, ReportFile } from './report-file.ts'

describe('the evidence bundle of a report', () => {
  let zone: ValidationZone
  let bundle: Buffer
  let files: Map<string, Uint8Array>
  let key: SigningKey
  let folder: string
  let erasedBy: number
  let erased: number

  beforeAll(async () => {
    zone = await validationZone()
    folder = mkdtempSync(join(tmpdir(), 'report-bundle-'))
    const protocol = await zone.protocol()
    const good = await zone.deliver(await phantomProduct(), 'Phantom finder')
    const poor = await zone.deliver(await phantomProduct({ forgetful: true }), 'Forgetful finder')
    expect(await zone.validate(protocol.id, good.id)).toMatchObject({ verdict: 'accepted' })
    expect(await zone.validate(protocol.id, poor.id)).toMatchObject({ verdict: 'refused' })
    const context = zone.research.context('report')
    key = ledgerSigningKey(context.keys)
    // The payload of one event is erased, as for a person who objects.
    erased = (await context.ledger.events({ action: 'validation.opened', limit: 1 }))[0]?.seq ?? -1
    await context.transact(async (change) => {
      change.record({
        actor: { id: 'dpo', name: 'dpo', roles: ['dpo'] },
        action: ERASURE_ACTION,
        subject: { kind: 'event', id: String(erased) },
        payload: { seqs: [erased], reason: 'objection' },
      })
    })
    await sql`update ledger.event set payload = null, salt = null where seq = ${erased}`.execute(zone.research.db)
    erasedBy = (await context.ledger.events({ action: ERASURE_ACTION, limit: 1 }))[0]?.seq ?? -1
    bundle = await makeReport(protocol.id)
    files = filesOf(bundle)
  })
  afterAll(async () => {
    await zone?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function makeReport(protocolId: string): Promise<Buffer> {
    const tester = zone.research.as('tester', ['test-centre'])
    const ordered = await tester(reportEndpoints.make, { body: { protocolId, title: 'Phantoms', language: 'en' } })
    if (!ordered.ok) throw new Error(ordered.problem.detail)
    const made = await eventually(async () => {
      const now = await tester(reportEndpoints.read, { params: { reportId: ordered.value.id } })
      return now.ok && now.value.state !== 'making' ? now.value : undefined
    }, 120)
    expect(made).toMatchObject({ state: 'ready', reason: null })
    const answer = await fetch(`${zone.research.url}/api/reports/${made.id}/bundle`, {
      headers: { authorization: `Bearer ${await zone.research.token('tester', ['test-centre'])}` },
    })
    return Buffer.from(await answer.arrayBuffer())
  }

  async function command(bytes: Uint8Array, ...options: string[]): Promise<{ code: number; text: string }> {
    const file = join(folder, 'bundle.zip')
    writeFileSync(file, bytes)
    const written: string[] = []
    const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
    try {
      return { code: await verifyCommand([file, ...options]), text: written.join('') }
    } finally {
      out.mockRestore()
    }
  }
  const pem = (of: SigningKey, name: string) => {
    const file = join(folder, name)
    writeFileSync(file, publicKeyPem(of))
    return file
  }

  /** Everything repaired that can be repaired, and signed by the maker itself: only what the figures say can give it away. */
  function insider(change: (files: Map<string, Uint8Array>) => void, signer = key): string[] {
    const changed = new Map(files)
    changed.delete('manifest.json')
    changed.delete('manifest.dsse.json')
    change(changed)
    const report = JSON.parse(Buffer.from(changed.get('report.json')!).toString()) as ReportFile
    const signed = writeBundle({
      files: Object.fromEntries(changed),
      key: signer,
      statement: { hash: sha256(changed.get('report.json')!), report: report.id },
    })
    return verifyBundle(signed, { trustedKeys: [key], recompute })
      .checks.filter((check) => !check.ok)
      .map((check) => `${check.name}: ${check.detail}`)
  }
  const report = (change: (report: ReportFile) => void) => (all: Map<string, Uint8Array>) => {
    const document = JSON.parse(Buffer.from(all.get('report.json')!).toString()) as ReportFile
    change(document)
    all.set('report.json', Buffer.from(canonicalJson(JSON.parse(JSON.stringify(document)))))
  }
  const masks = (which: number, change: (file: MasksFile) => void) => (all: Map<string, Uint8Array>) => {
    const name = (JSON.parse(Buffer.from(all.get('report.json')!).toString()) as ReportFile).results[which]!.masks
    const file = JSON.parse(Buffer.from(all.get(name)!).toString()) as MasksFile
    change(file)
    const bytes = Buffer.from(canonicalJson(file))
    all.set(name, bytes)
    report((document) => {
      document.results[which]!.masksSha256 = sha256(bytes)
    })(all)
  }
  const flipVoxel = (text: string, at: number) => {
    const bytes = gunzipSync(Buffer.from(text, 'base64'))
    bytes[at]! ^= 1
    return gzipSync(bytes).toString('base64')
  }

  it('verifies with the command alone, every figure recomputed, and is trusted with the zone’s key', async () => {
    const trusted = await command(bundle, '--trust', pem(key, 'zone.pem'))
    expect(trusted.text.split('\n').filter((line) => line.startsWith('FAILED'))).toEqual([])
    expect(trusted.code).toBe(0)
    expect(trusted.text).toContain('Signed by a key that you trust.')
    for (const line of [
      'protocol in the ledger: registered as event',
      'Phantom finder 1.0.0: cases: 20 Dice, distance and volume figures recomputed and equal',
      'Phantom finder 1.0.0: intervals: 4 means with their bootstrap intervals recomputed and equal',
      'Phantom finder 1.0.0: subgroups: 4 subgroup figures recomputed and equal',
      'Phantom finder 1.0.0: data: 10 references are the frozen files of the test part',
      'Phantom finder 1.0.0: ledger: verdict, weights, data and figures recorded as event',
      'Forgetful finder 1.0.0: verdict: by the registered thresholds: refused',
      'comparison: 1 pairs of products recomputed and equal',
      'report.pdf: holds the same JSON as report.json',
    ])
      expect(trusted.text).toContain(line)
  })

  it('is integrity only without a trusted key, and refused with a wrong one or with what is no key', async () => {
    const alone = await command(bundle)
    expect(alone.code).toBe(0)
    expect(alone.text).toContain('Integrity only')
    const stranger = await command(bundle, '--trust', pem(generateKeyPair(), 'stranger.pem'))
    expect(stranger.code).toBe(1)
    expect(stranger.text).toContain('FAILED trust: not signed by a trusted key')
    writeFileSync(join(folder, 'no-key.pem'), 'hello')
    await expect(command(bundle, '--trust', join(folder, 'no-key.pem'))).rejects.toThrow('is no public key')
    await expect(verifyCommand([join(folder, 'none.zip')])).rejects.toThrow('There is no file')
  })

  it('says of an erased payload by which event it was erased', async () => {
    expect((await command(bundle)).text).toContain(`event ${erased}: erased by event ${erasedBy}: objection`)
  })

  it('shows one flipped byte in every member and at every place of the archive’s own structure', () => {
    const bytes = Buffer.from(bundle)
    const positions = new Set<number>()
    for (const [, content] of files) {
      const start = bytes.indexOf(content)
      const step = Math.max(1, Math.floor(content.length / 12))
      for (let at = 0; at < content.length; at += step) positions.add(start + at)
      positions.add(start + content.length - 1)
      // Its local header and name lie before it.
      for (let at = 1; at <= 60; at += 3) positions.add(start - at)
    }
    for (let at = bytes.length - 1000; at < bytes.length; at += 3) positions.add(at)
    for (const at of positions) {
      if (at < 0) continue
      bytes[at]! ^= 1 << (at % 8)
      if (verifyBundle(bytes, { recompute }).ok) throw new Error(`byte ${at} was flipped and not found`)
      bytes[at]! ^= 1 << (at % 8)
    }
    expect(positions.size).toBeGreaterThan(400)
    expect(bytes.equals(bundle)).toBe(true)
  })

  it('shows a member that was changed with all check sums of the archive repaired', () => {
    for (const name of files.keys()) {
      const changed = new Map(files)
      const content = Buffer.from(files.get(name)!)
      content[Math.floor(content.length / 2)]! ^= 1
      changed.set(name, content)
      const repacked = writeZip([...changed].map(([each, bytes]) => ({ name: each, bytes })))
      expect([name, verifyBundle(repacked, { recompute }).ok]).toEqual([name, false])
    }
  })

  it('is found to be another’s when a forger signs it anew', () => {
    const forger = generateKeyPair()
    expect(insider(() => undefined)).toEqual([])
    expect(insider(() => undefined, forger).join('\n')).toContain('trust: not signed by a trusted key')
  })

  const changes: [string, (all: Map<string, Uint8Array>) => void, RegExp][] = [
    [
      'a mean',
      report((it) => Object.assign(it.results[0]!.summary[0]!, { estimate: 0.99 })),
      /Phantom finder 1.0.0: intervals/,
    ],
    [
      'a bound by the last digit',
      report((it) =>
        Object.assign(it.results[0]!.summary[0]!, {
          lower: (it.results[0]!.summary[0] as unknown as { lower: number }).lower + 1e-12,
        }),
      ),
      /Phantom finder 1.0.0: intervals/,
    ],
    [
      'one case',
      report((it) => Object.assign(it.results[1]!.cases[3]!, { dice: 0.9 })),
      /Forgetful finder 1.0.0: cases/,
    ],
    [
      'a distance',
      report((it) => Object.assign(it.results[0]!.cases[0]!, { hd95: 0.1 })),
      /Phantom finder 1.0.0: cases/,
    ],
    ['a subgroup', report((it) => Object.assign(it.results[0]!.subgroups[0]!, { estimate: 0.99 })), /subgroups/],
    [
      'a small group that is shown',
      report((it) =>
        Object.assign(it.results[0]!.subgroups.find((one) => one.suppressed)!, {
          suppressed: false,
          n: 3,
          estimate: 0.9,
          lower: 0.8,
          upper: 0.95,
        }),
      ),
      /subgroups/,
    ],
    ['a comparison', report((it) => Object.assign(it.comparisons[0]!.differences[0]!, { lower: -1 })), /comparison/],
    [
      'the verdict',
      report((it) => Object.assign(it.results[1]!, { verdict: 'accepted' })),
      /Forgetful finder 1.0.0: verdict/,
    ],
    [
      'the threshold after the fact',
      report((it) => Object.assign(it.protocol.document.primary[0]!, { threshold: 0.1 })),
      /protocol: the document does not give the hash/,
    ],
    [
      'the threshold with its hash',
      report((it) => {
        Object.assign(it.protocol.document.primary[0]!, { threshold: 0.1 })
        it.protocol.hash = sha256(canonicalJson(it.protocol.document as never))
        for (const one of it.results) one.protocolHash = it.protocol.hash
      }),
      /protocol in the ledger: the ledger does not say/,
    ],
    [
      'the time of registration',
      report((it) => Object.assign(it.protocol, { registeredAt: '2020-01-01T00:00:00.000Z' })),
      /another time of registration/,
    ],
    [
      'the model’s hash',
      report((it) => Object.assign(it.results[0]!, { weightsSha256: '0'.repeat(64) })),
      /recorded other values: weights/,
    ],
    [
      'the dataset’s root',
      report((it) => Object.assign(it.dataset, { root: '0'.repeat(64) })),
      /data: the dataset version of the report is not/,
    ],
    [
      'a voxel of a reference',
      masks(0, (file) => Object.assign(file.items[2]!, { label: flipVoxel(file.items[2]!.label, 20_000) })),
      /is not the one that was frozen/,
    ],
    [
      'a voxel of an answer',
      masks(0, (file) => Object.assign(file.items[2]!, { prediction: flipVoxel(file.items[2]!.prediction!, 20_000) })),
      /recorded other values: masks/,
    ],
    [
      'the number of cases: a bad one left out',
      masks(1, (file) => void file.items.splice(1, 1)),
      /9 items, the test part has 10/,
    ],
    [
      'a dataset item',
      (all) =>
        all.set(
          'data/items.json',
          Buffer.from(Buffer.from(all.get('data/items.json')!).toString().replace('item-test-1', 'item-test-x')),
        ),
      /do not give the Merkle root/,
    ],
    [
      'a ledger event’s payload',
      (all) =>
        all.set(
          'log/events.jsonl',
          Buffer.from(
            Buffer.from(all.get('log/events.jsonl')!)
              .toString()
              .replace('"role":"dpo"', '"role":"dp0"')
              .replace('"title":"Phantoms: acceptance"', '"title":"Phantoms: accepted"'),
          ),
        ),
      /tampered: the payload does not open its commitment/,
    ],
    [
      'a ledger event’s actor',
      (all) =>
        all.set(
          'log/events.jsonl',
          Buffer.from(
            Buffer.from(all.get('log/events.jsonl')!).toString().replace('"actor":"tester"', '"actor":"testor"'),
          ),
        ),
      /is not in the signed log/,
    ],
    [
      'the ledger: the verdict event left out',
      (all) =>
        all.set(
          'log/events.jsonl',
          Buffer.from(
            Buffer.from(all.get('log/events.jsonl')!)
              .toString()
              .split('\n')
              .filter((line) => !line.includes('"validation.accepted"'))
              .join('\n'),
          ),
        ),
      /the ledger holds no such verdict/,
    ],
    ['the PDF', (all) => all.set('report.pdf', Buffer.from('%PDF-1.7\n%%EOF\n')), /report.pdf: does not hold the JSON/],
    ['the report’s id', report((it) => Object.assign(it.results[0]!, { id: it.results[1]!.id })), /ledger/],
  ]
  it.each(changes)('gives away its own maker who changes %s and signs it anew', (_what, change, found) => {
    expect(insider(change).join('\n')).toMatch(found)
  })

  it('holds no pseudonym, no sex and no age of a patient, and nothing of another project', () => {
    for (const [name, bytes] of files) {
      const text = Buffer.from(bytes).toString('latin1')
      expect([name, text.match(/pseudonym-[0-9a-f]{8}/)?.[0]]).toEqual([name, undefined])
    }
    const document = JSON.parse(Buffer.from(files.get('report.json')!).toString()) as ReportFile
    for (const one of document.results.flatMap((result) => result.cases)) {
      expect(one).not.toHaveProperty('sex')
      expect(one).not.toHaveProperty('age')
      expect(one.groups['age']).toBe('withheld')
    }
    const log = Buffer.from(files.get('log/events.jsonl')!).toString()
    expect(log).toContain('"permit.')
    expect(log).not.toContain('parcel.')
  })
})

function filesOf(bytes: Uint8Array): Map<string, Uint8Array> {
  const read = readZip(bytes)
  if (!read.ok) throw new Error(read.problem.message)
  return new Map(read.files.map(({ name, bytes: content }) => [name, content]))
}
