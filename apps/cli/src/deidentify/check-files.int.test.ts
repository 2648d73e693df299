import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nobody, prepareSweep, type RewrittenObject, type SeenOutput } from '@clic/deidentification'
import { afterAll, describe, expect, it } from 'vitest'
import { wakeForNothing } from '../../../../testing/woken-thread.ts'
import * as at from './check-ring.ts'
import { type ChecksBeside, checksBeside } from './checks-beside.ts'
import { startThread } from './start-thread.ts'

const number = 'QX7740193328'
const sweep = prepareSweep({ ...nobody(), patientIds: [{ issuer: '', value: number }] })
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

type Part = string | Error | undefined

/** A thread of its own over what `output` says, and what came of one object whose pixels hold the number or do not. */
function threadOver(output: string | undefined) {
  const ring = at.makeCheckRing(output)
  const thread = startThread(new URL('./worker.ts', import.meta.url), false)
  thread.postMessage(ring)
  const checks: ChecksBeside = checksBeside(thread, ring)
  return {
    checks,
    state: new Int32Array(ring.state),
    partOf: (file: number) => at.checkedPart(ring.parts!, file),
    check(file: number, holds: boolean) {
      const [input, header] = [randomBytes(900), randomBytes(100)]
      const pixels = Buffer.concat([randomBytes(400), Buffer.from(holds ? ` ${number} ` : '')])
      const room = checks.room()!.subarray(0, input.length)
      room.set(input)
      const [seen, parts]: [SeenOutput[], Part[]] = [[], []]
      const rewritten = { parts: [header, pixels], headerBytes: header.length, sweep } as unknown as RewrittenObject
      const judge = (one: SeenOutput, part: Part) => {
        seen.push(one)
        parts.push(part)
        return { number: file, status: 'kept' } as const
      }
      expect(checks.put(room, rewritten, judge)).toBe(true)
      expect(checks.settled('all')).toEqual([{ number: file, status: 'kept' }])
      return { input, output: Buffer.concat([header, pixels]), seen, part: parts[0] }
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
})
