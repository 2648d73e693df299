import { createHash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { slotBytes, slotCount } from './digest-ring.ts'
import { digestsBeside } from './digests-beside.ts'

test('The thread beside gives the digests of what was read and of what was written, file after file', () => {
  const digests = digestsBeside()
  const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest('hex')
  digests.begin()
  digests.input(Buffer.from('a file that is broken off'))
  const [head, newHead] = [randomBytes(1000), randomBytes(900)]
  const pixels = Array.from({ length: 2 * slotCount }, () => randomBytes(slotBytes + 1))
  for (let file = 0; file < 2; file++) {
    digests.begin()
    digests.output(newHead)
    digests.input(head)
    for (const piece of pixels) {
      const lent = Buffer.from(piece)
      digests.both(lent)
      // The caller's again: what is done to it now is no longer seen.
      lent.fill(0)
    }
    expect(digests.end()).toEqual({ input: sha256(head, ...pixels), output: sha256(newHead, ...pixels) })
  }
  digests.close()
})
