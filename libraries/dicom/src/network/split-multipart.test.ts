import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gather } from './fixtures/gather.ts'
import { MultipartProblem } from './multipart-problem.ts'
import { type SplitMultipartOptions, splitMultipart } from './split-multipart.ts'
import { type PartToWrite, writeMultipart } from './write-multipart.ts'

const LIMITS = { boundary: 'b', maxPartBytes: 1_000_000 }

async function* chunksOf(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, index = 0; at < bytes.length; index++) {
    const size = sizes[index % sizes.length]!
    yield bytes.subarray(at, at + size)
    at += size
  }
}

async function split(text: string | Buffer, options: Partial<SplitMultipartOptions> = {}, sizes = [1_000_000]) {
  const bytes = typeof text === 'string' ? Buffer.from(text, 'latin1') : text
  const parts: { contentType: string; body: Buffer }[] = []
  for await (const part of splitMultipart(chunksOf(bytes, sizes), { ...LIMITS, ...options })) {
    const body: Buffer[] = []
    for await (const chunk of part.body) body.push(Buffer.from(chunk))
    parts.push({ contentType: part.contentType, body: Buffer.concat(body) })
  }
  return parts
}

async function problemOf(text: string, options: Partial<SplitMultipartOptions> = {}): Promise<string> {
  try {
    await split(text, options, [7])
  } catch (error) {
    if (error instanceof MultipartProblem) return error.kind
    throw error
  }
  return 'none'
}

/** Bytes in which pieces of a delimiter are common. */
const trickyBody = fc
  .array(fc.constantFrom('\r', '\n', '-', '--', '\r\n--', 'b', '\r\n', 'x', '\r\r\n-'), { maxLength: 40 })
  .map((pieces) => Buffer.from(pieces.join('').replaceAll('\r\n--b', ''), 'latin1'))
  .filter((body) => !`\r\n${body.toString('latin1')}`.includes('\r\n--b'))

describe('the multipart splitter', () => {
  it('gives back what was put together, however the network cuts it', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 10 })
    await fc.assert(
      fc.asyncProperty(fc.array(trickyBody, { minLength: 1, maxLength: 5 }), sizes, async (bodies, cuts) => {
        const text = bodies.map(
          (body) => `--b\r\nContent-Type: application/dicom\r\n\r\n${body.toString('latin1')}\r\n`,
        )
        const parts = await split(`${text.join('')}--b--\r\n`, {}, cuts)
        expect(parts.map((part) => part.body)).toEqual(bodies)
      }),
      { numRuns: 300 },
    )
  })

  it('undoes the multipart writer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 500 }), { minLength: 1, maxLength: 4 }), async (bodies) => {
        const written = writeMultipart(
          bodies.map((body) => ({ contentType: 'application/dicom', body })),
          'application/dicom',
        )
        const boundary = /boundary="([^"]+)"/.exec(written.contentType)![1]!
        const parts: Buffer[] = []
        for await (const part of splitMultipart(written.body, { boundary, maxPartBytes: 1000 })) {
          parts.push(Buffer.concat(await gather(part.body)))
        }
        expect(parts).toEqual(bodies.map((body) => Buffer.from(body)))
      }),
      { numRuns: 50 },
    )
  })

  it('reads preamble, padding, folded headers, header-less and empty parts', async () => {
    const parts = await split(
      'hello\r\n--b  \t\r\nContent-Type: application/dicom;\r\n\tx=1\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b\r\nX: 1\r\n\r\n--b--bye',
    )
    expect(parts.map((part) => [part.contentType, part.body.toString()])).toEqual([
      ['application/dicom; x=1', 'one'],
      ['', 'two'],
      ['', ''],
    ])
  })

  it('skips what a reader leaves, and does not let it read a part that has passed', async () => {
    const text = '--b\r\n\r\n0123456789\r\n--b\r\n\r\nsecond\r\n--b--'
    const seen: string[] = []
    let first: AsyncIterable<Buffer> | undefined
    for await (const part of splitMultipart(chunksOf(Buffer.from(text), [3]), LIMITS)) {
      if (first) {
        await expect(gather(first)).rejects.toThrow('after the next part was asked for')
        seen.push(Buffer.concat(await gather(part.body)).toString())
      } else {
        first = part.body
        for await (const chunk of part.body) {
          seen.push(chunk.toString())
          break
        }
      }
    }
    expect(seen[1]).toBe('second')
  })

  it.each([
    ['truncated', '--b\r\n\r\nhalf of'],
    ['truncated', '--b\r\nContent-Type: application/dicom\r\n'],
    ['truncated', ''],
    ['malformed', '--bogus\r\n\r\nx\r\n--b--'],
    ['malformed', '--b\r\nno colon here\r\n\r\nx\r\n--b--'],
    ['malformed', `${'x'.repeat(20_000)}\r\n--b--`],
    ['headers-too-large', `--b\r\nX: ${'y'.repeat(20_000)}\r\n\r\nx\r\n--b--`],
  ])('throws %s for a hostile or broken body', async (kind, text) => {
    expect(await problemOf(text)).toBe(kind)
  })

  it('holds the limits of part size and part count', async () => {
    const part = '--b\r\n\r\n12345678\r\n'
    expect(await problemOf(`${part}--b--`, { maxPartBytes: 8 })).toBe('none')
    expect(await problemOf(`${part}--b--`, { maxPartBytes: 7 })).toBe('part-too-large')
    expect(await problemOf(`${part.repeat(3)}--b--`, { maxParts: 2 })).toBe('too-many-parts')
  })

  it('takes no more from the source than the reader asks for', async () => {
    let given = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('--b\r\n\r\n')
      for (;;) {
        given++
        yield Buffer.alloc(65_536, 1)
      }
    }
    for await (const part of splitMultipart(endless(), { boundary: 'b', maxPartBytes: 2 ** 40 })) {
      const reader = part.body[Symbol.asyncIterator]()
      for (let read = 0; read < 10; read++) await reader.next()
      break
    }
    expect(given).toBeLessThanOrEqual(11)
  })

  it('never throws anything but a MultipartProblem, whatever bytes come', async () => {
    const good = Buffer.from('--b\r\nContent-Type: application/dicom\r\n\r\nabc\r\n--b\r\n\r\ndef\r\n--b--\r\n')
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), async (at, value, length) => {
        const bytes = Buffer.from(good)
        bytes[at] = value
        await problemOf(bytes.toString('latin1', 0, length))
      }),
      { numRuns: 300 },
    )
  })
})

describe('the multipart writer', () => {
  it('refuses a header value that would start a header of its own', async () => {
    const part: PartToWrite = { contentType: 'application/dicom\r\nX-Evil: 1', body: Buffer.from('x') }
    await expect(gather(writeMultipart([part], 'application/dicom').body)).rejects.toThrow('line end')
  })

  it('reads a part only when its bytes are asked for', async () => {
    let opened = 0
    async function* parts(): AsyncGenerator<PartToWrite> {
      for (let index = 0; index < 100; index++) {
        opened++
        yield { contentType: 'application/dicom', body: Buffer.alloc(1000) }
      }
    }
    const reader = writeMultipart(parts(), 'application/dicom').body.getReader()
    await reader.read()
    await reader.cancel()
    expect(opened).toBeLessThan(5)
  })
})
