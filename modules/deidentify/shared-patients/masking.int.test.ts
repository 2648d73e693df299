import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { type Masking, openMasking } from './masking.ts'
import { filledUp } from './shared-count.ts'

describe('a count over masked person numbers', () => {
  const opened: Masking[] = []
  const open = () => {
    const masking = openMasking()
    opened.push(masking)
    return masking
  }
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close()
  })
  const countOf = async (mine: string[], theirs: string[]) => {
    const [asker, answerer] = [open(), open()]
    const request = (await asker.request(mine))?.request ?? ''
    const answer = await answerer.answer({ elements: theirs, request, size: mine.length })
    return answer && asker.count(answer)
  }
  const number = fc.integer({ min: 0, max: 30 }).map((n) => `3502${String(n).padStart(6, '0')}`)

  it('is the size of the plain intersection, whatever the sets', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(number, { minLength: 1, maxLength: 12 }),
        fc.uniqueArray(number, { minLength: 1, maxLength: 12 }),
        async (mine, theirs) => {
          expect(await countOf(mine, theirs)).toBe(mine.filter((one) => theirs.includes(one)).length)
        },
      ),
      { numRuns: 5 },
    )
  })

  it('is not changed by what fills a set up', async () => {
    const [mine, theirs] = [
      ['3502000001', '3502000002'],
      ['3502000002', '3502000003'],
    ]
    expect(await countOf(filledUp(mine).slice(0, 12), filledUp(theirs).slice(0, 12))).toBe(1)
  })

  it('has masks of its own: the same patient looks different in the next one', async () => {
    const elements = ['3502000001']
    const requests = await Promise.all([open(), open()].map((one) => one.request(elements)))
    expect(requests[0]?.request).toBeTruthy()
    expect(requests[0]?.request).not.toBe(requests[1]?.request)
  })

  it('is read by another thread with the key of its question, and by no other key', async () => {
    const elements = ['3502000001', '3502000002']
    const asked = await open().request(elements)
    const answer = await open().answer({ elements, request: asked?.request ?? '', size: 2 })
    if (!asked || !answer) throw new Error('not masked')
    expect(await open().count({ ...answer, key: asked.key })).toBe(2)
    expect(await open().count(answer)).toBe(0)
  })

  it('is refused for a patient who is sent twice, another number of elements, and bytes that are no points', async () => {
    const answerer = open()
    const twice = (await open().request(['3502000001', '3502000001']))?.request ?? ''
    const one = (await open().request(['3502000001']))?.request ?? ''
    const elements = ['3502000001']
    expect(await answerer.answer({ elements, request: twice, size: 2 })).toBeUndefined()
    expect(await answerer.answer({ elements, request: one, size: 2 })).toBeUndefined()
    expect(
      await answerer.answer({ elements, request: Buffer.alloc(35, 7).toString('base64'), size: 1 }),
    ).toBeUndefined()
    // Greater than the field of P-256, so that no point has it.
    const point = Buffer.from(one, 'base64').fill(255, 3)
    expect(await answerer.answer({ elements, request: point.toString('base64'), size: 1 })).toBeUndefined()
    expect(await answerer.answer({ elements, request: one, size: 1 })).toBeDefined()
  })
})
