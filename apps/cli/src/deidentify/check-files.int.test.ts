import { createHash, randomBytes } from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nobody, prepareSweep, type RewrittenObject, type SeenOutput } from '@clic/deidentification'
import { afterAll, describe, expect, it } from 'vitest'
import { wakeForNothing } from '../../../../testing/woken-thread.ts'
import * as at from './check-ring.ts'
import { type ChecksBeside, checksBeside, type Unread } from './checks-beside.ts'
import { startThread } from './start-thread.ts'

const number = 'QX7740193328'
const sweep = prepareSweep({ ...nobody(), patientIds: [{ issuer: '', value: number }] })
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

type Part = string | Error | undefined

/** A thread of its own over what `output` says, and what came of one object whose pixels hold the number or do not. */
function threadOver(output: string | undefined) {
  const ring = at.makeCheckRing(output, false)
  const thread = startThread(new URL('./worker.ts', import.meta.url), false)
  thread.postMessage(ring)
  const checks: ChecksBeside = checksBeside(thread, ring)
  const put = (given: Uint8Array, parts: Uint8Array[], unread?: Unread) => {
    const [seen, written]: [SeenOutput[], Part[]] = [[], []]
    const rewritten = { parts, headerBytes: parts[0]!.length, sweep } as unknown as RewrittenObject
    const judge = (one: SeenOutput, part: Part) => {
      seen.push(one)
      written.push(part)
      return { number: 0, status: 'kept' } as const
    }
    expect(checks.put(given, rewritten, judge, unread)).toBe(true)
    expect(checks.settled('all')).toEqual([{ number: 0, status: 'kept' }])
    return { seen, part: written[0] }
  }
  return {
    checks,
    put,
    state: new Int32Array(ring.state),
    partOf: (file: number) => at.checkedPart(ring.parts!, file),
    check(_file: number, holds: boolean) {
      const [input, header] = [randomBytes(900), randomBytes(100)]
      const pixels = Buffer.concat([randomBytes(400), Buffer.from(holds ? ` ${number} ` : '')])
      const room = checks.room()!.subarray(0, input.length)
      room.set(input)
      return { input, output: Buffer.concat([header, pixels]), ...put(room, [header, pixels]) }
    },
    async end() {
      checks.end()
      await thread.terminate()
    },
  }
}

describe('the thread that digests, searches and writes what another one rewrites', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clic-check-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('takes a wake-up without a file for nothing', async () => {
    const { checks, state, check, end } = threadOver(undefined)
    for (let file = 0; file < at.slotCount + 2; file++) {
      const holds = file % 3 === 0
      const { input, output, seen, part } = check(file, holds)
      expect(seen).toMatchObject([
        { inputSha256: sha256(input), outputSha256: sha256(output), residual: { certain: holds ? 1 : 0 } },
      ])
      expect(part).toBeUndefined()
      wakeForNothing(state, at.putAt)
      expect(Atomics.load(state, at.checkedAt)).toBe(file + 1)
      expect(checks.settled()).toEqual([])
    }
    await end()
  })

  it('writes no object in which it found something, and every other under a name that the next run clears away', async () => {
    const { check, end } = threadOver(folder)
    check(0, true)
    expect(readdirSync(folder)).toEqual([])
    const { output, part } = check(1, false)
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{24}\.part$/)])
    expect(readFileSync(String(part))).toEqual(output)
    await end()
  })

  it('says of what cannot be written what the file system said', async () => {
    const { check, end } = threadOver(join(folder, 'not there'))
    expect(check(0, false).part).toMatchObject({ code: 'ENOENT' })
    await end()
  })

  it('leaves nothing half written on a full disk, and goes on when there is room', async () => {
    const full = join(folder, 'full')
    mkdirSync(full)
    const { check, end, partOf } = threadOver(full)
    symlinkSync('/dev/full', partOf(0))
    expect(check(0, false).part).toMatchObject({ code: 'ENOSPC' })
    expect(readdirSync(full)).toEqual([])
    const { output, part } = check(1, false)
    expect(readFileSync(String(part))).toEqual(output)
    await end()
  })

  /** A file on the disk, what the other thread read of it, and its parts: a new header, and what lies behind the old one. */
  function halfRead(name: string, pixels: Buffer) {
    const [old, tail, header] = [randomBytes(900), randomBytes(60), randomBytes(700)]
    const whole = Buffer.concat([old, pixels, tail])
    const path = join(folder, name)
    writeFileSync(path, whole)
    const read = Buffer.concat([old, Buffer.alloc(pixels.length), tail])
    const unread = { path, from: old.length, to: old.length + pixels.length }
    const parts = [header, read.subarray(old.length, unread.to)]
    return { path, whole, read, unread, parts, output: Buffer.concat([header, pixels]) }
  }

  it('reads for itself the pixels that the other thread left unread, and searches them', async () => {
    const { put, end } = threadOver(folder)
    const { read, unread, parts, whole, output } = halfRead('ærø 1.dcm', randomBytes(70_000))
    const { seen, part } = put(read, parts, unread)
    expect(seen).toMatchObject([{ inputSha256: sha256(whole), outputSha256: sha256(output), residual: { certain: 0 } }])
    expect(readFileSync(String(part))).toEqual(output)
    const holding = halfRead('2.dcm', Buffer.concat([randomBytes(400), Buffer.from(` ${number} `), randomBytes(400)]))
    expect(put(holding.read, holding.parts, holding.unread).seen).toMatchObject([{ residual: { certain: 1 } }])
    await end()
  })

  it.each([
    ['is longer', (path: string, whole: Buffer) => writeFileSync(path, Buffer.concat([whole, Buffer.alloc(2)]))],
    ['is shorter', (path: string, whole: Buffer) => truncateSync(path, whole.length - 2)],
    [
      'has another header',
      (path: string, whole: Buffer) => writeFileSync(path, Buffer.concat([Buffer.alloc(1), whole.subarray(1)])),
    ],
    [
      'ends otherwise',
      (path: string, whole: Buffer) =>
        writeFileSync(path, Buffer.concat([whole.subarray(0, -1), Buffer.from([~whole.at(-1)!])])),
    ],
  ])('lets no file through that %s than what was rewritten, written or not', async (_, change) => {
    for (const output of [folder, undefined]) {
      const { put, end } = threadOver(output)
      const { path, whole, read, unread, parts } = halfRead('changed.dcm', randomBytes(3000))
      change(path, whole)
      const before = readdirSync(folder)
      expect(put(read, parts, unread).part).toMatchObject({ code: 'ECHANGED' })
      expect(readdirSync(folder)).toEqual(before)
      await end()
    }
  })

  it('says of a file that is gone that it is gone', async () => {
    const { put, end } = threadOver(folder)
    const { path, read, unread, parts } = halfRead('gone.dcm', randomBytes(300))
    rmSync(path)
    expect(put(read, parts, unread).part).toMatchObject({ code: 'ENOENT' })
    await end()
  })
})
