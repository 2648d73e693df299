import { createHash, randomBytes } from 'node:crypto'
import { nobody, prepareSweep, type RewrittenObject, type SeenOutput } from '@clic/deidentification'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wakeForNothing } from '../../../../testing/woken-thread.ts'
import * as at from './check-ring.ts'
import { type ChecksBeside, checksBeside } from './checks-beside.ts'
import { startThread } from './start-thread.ts'

const number = 'QX7740193328'
const sweep = prepareSweep({ ...nobody(), patientIds: [{ issuer: '', value: number }] })
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('the thread that digests and searches what another one rewrites', () => {
  const ring = at.makeCheckRing()
  const state = new Int32Array(ring.state)
  const thread = startThread(new URL('./worker.ts', import.meta.url), false)
  let checks: ChecksBeside
  beforeAll(() => {
    thread.postMessage(ring)
    checks = checksBeside(thread, ring)
  })
  afterAll(async () => {
    checks.end()
    await thread.terminate()
  })

  it('takes a wake-up without a file for nothing', () => {
    for (let file = 0; file < at.slotCount + 2; file++) {
      const holds = file % 3 === 0
      const [input, header] = [randomBytes(900), randomBytes(100)]
      const pixels = Buffer.concat([randomBytes(400), Buffer.from(holds ? ` ${number} ` : '')])
      const room = checks.room()!.subarray(0, input.length)
      room.set(input)
      const seen: SeenOutput[] = []
      const rewritten = { parts: [header, pixels], headerBytes: header.length, sweep } as unknown as RewrittenObject
      const judge = (one: SeenOutput) => {
        seen.push(one)
        return { number: file, status: 'kept' } as const
      }
      expect(checks.put(room, rewritten, judge)).toBe(true)
      expect(checks.settled('all')).toEqual([{ number: file, status: 'kept' }])
      expect(seen).toMatchObject([
        {
          inputSha256: sha256(input),
          outputSha256: sha256(Buffer.concat([header, pixels])),
          residual: { certain: holds ? 1 : 0 },
        },
      ])
      wakeForNothing(state, at.putAt)
      expect(Atomics.load(state, at.checkedAt)).toBe(file + 1)
      expect(checks.settled()).toEqual([])
    }
  })
})
