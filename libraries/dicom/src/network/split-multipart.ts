import { MultipartProblem } from './multipart-problem.ts'

export interface MultipartPart {
  /** Names in lower case. */
  headers: ReadonlyMap<string, string>
  /** `content-type` of the part, empty when absent. */
  contentType: string
  /** The bytes as they arrive. To be read before the next part; what is left unread is skipped. */
  body: AsyncIterable<Buffer>
}

export interface SplitMultipartOptions {
  boundary: string
  /** Longest body of one part, in bytes. */
  maxPartBytes: number
  /** Longest preamble, and longest header block of one part. Default 16 kB. */
  maxHeaderBytes?: number
  /** Default 10,000. */
  maxParts?: number
}

const CR = 0x0d

function parseHeaders(block: string): Map<string, string> {
  const headers = new Map<string, string>()
  // A line that begins with white space continues the one before (RFC 5322 2.2.3).
  for (const line of block.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon < 1) throw new MultipartProblem('malformed', 'A header of a part has no name. Send "Name: value" lines.')
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return headers
}

/**
 * Splits a multipart/related body (RFC 2046 5.1, as STOW-RS uses it, PS3.18 8.6) into parts while it arrives. Pull only: nothing
 * is read from `source` until a part or its body is asked for, so a slow reader slows the sender. Memory: one chunk of the
 * source plus a header block. Throws MultipartProblem (`truncated`, `malformed`, `part-too-large`, `headers-too-large`,
 * `too-many-parts`); the body of a part that ends without throwing is whole.
 */
export async function* splitMultipart(
  source: AsyncIterable<Uint8Array>,
  options: SplitMultipartOptions,
): AsyncGenerator<MultipartPart, void, void> {
  const { maxPartBytes, maxHeaderBytes = 16 * 1024, maxParts = 10_000 } = options
  const delimiter = Buffer.from(`\r\n--${options.boundary}`, 'latin1')
  const chunks = source[Symbol.asyncIterator]()
  // The opening delimiter may stand at the very start, without a line end before it.
  let buffer: Buffer = Buffer.from('\r\n')

  async function more(): Promise<void> {
    const { done, value } = await chunks.next()
    if (done) throw new MultipartProblem('truncated', 'The body ends before its closing boundary. Send it again.')
    const chunk = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk])
  }

  /** Where a delimiter may have begun at the end of the buffer; its only CR is its first byte, so one look is enough. */
  function undecidedFrom(): number {
    const at = buffer.lastIndexOf(CR)
    const tail = buffer.length - at
    if (at < 0 || tail >= delimiter.length) return buffer.length
    return buffer.subarray(at).equals(delimiter.subarray(0, tail)) ? at : buffer.length
  }

  /**
   * Bytes up to the next delimiter, which is consumed. The buffer begins with the line end before the content, because that
   * may already be the delimiter's (a part without content); those two bytes are not content.
   */
  async function* untilDelimiter(max: number, tooLong: () => MultipartProblem): AsyncGenerator<Buffer, void, void> {
    for (let total = 0, skip = 2; ; ) {
      const found = buffer.indexOf(delimiter)
      const end = found < 0 ? undecidedFrom() : found
      const piece = buffer.subarray(Math.min(skip, end), end)
      if (end > 0) skip = 0
      total += piece.length
      if (total > max) throw tooLong()
      // Consumed before it is yielded: a reader may leave a generator at any yield.
      buffer = buffer.subarray(found < 0 ? end : end + delimiter.length)
      if (piece.length > 0) yield piece
      if (found >= 0) return
      await more()
    }
  }

  /** Text up to `mark`, which is consumed. */
  async function until(mark: string, kind: string): Promise<string> {
    for (;;) {
      const at = buffer.indexOf(mark, 0, 'latin1')
      if (at > maxHeaderBytes || (at < 0 && buffer.length > maxHeaderBytes)) {
        throw new MultipartProblem('headers-too-large', `${kind} is over ${maxHeaderBytes} bytes.`)
      }
      if (at >= 0) {
        const text = buffer.toString('latin1', 0, at)
        buffer = buffer.subarray(at + mark.length)
        return text
      }
      await more()
    }
  }

  /** After a delimiter: true when it was the closing one. */
  async function closing(): Promise<boolean> {
    while (buffer.length < 2) await more()
    if (buffer.toString('latin1', 0, 2) === '--') return true
    const padding = await until('\r\n', 'The line of a boundary')
    if (/[^ \t]/.test(padding)) {
      throw new MultipartProblem(
        'malformed',
        'A boundary is followed by other text. Choose one that is not in the parts.',
      )
    }
    return false
  }

  /** Reads the header block and leaves the line end before the content. */
  async function partHeaders(): Promise<Map<string, string>> {
    while (buffer.length < 2) await more()
    if (buffer.toString('latin1', 0, 2) === '\r\n') return new Map()
    const block = await until('\r\n\r\n', 'The header block of a part')
    buffer = Buffer.concat([Buffer.from('\r\n'), buffer])
    return parseHeaders(block)
  }

  const partTooLarge = () =>
    new MultipartProblem('part-too-large', `A part is over the limit of ${maxPartBytes} bytes. Send it by another way.`)

  try {
    const preamble = untilDelimiter(
      maxHeaderBytes,
      () =>
        new MultipartProblem('malformed', `No boundary in the first ${maxHeaderBytes} bytes. Check the content type.`),
    )
    await drain(preamble)
    for (let count = 0; !(await closing()); count++) {
      if (count >= maxParts) {
        throw new MultipartProblem('too-many-parts', `The body has more than ${maxParts} parts. Split it.`)
      }
      const headers = await partHeaders()
      const content = untilDelimiter(maxPartBytes, partTooLarge)
      const { body, close } = readOnce(content)
      yield { headers, contentType: headers.get('content-type') ?? '', body }
      close()
      await drain(content)
    }
    // Reading the few bytes after the closing boundary leaves an HTTP connection usable; an endless epilogue is not read.
    for (let left = maxHeaderBytes; left > 0; ) {
      const { done, value } = await chunks.next()
      if (done) return
      left -= value.length
    }
  } finally {
    await chunks.return?.()
  }
}

async function drain(content: AsyncGenerator<Buffer, void, void>): Promise<void> {
  while (!(await content.next()).done);
}

/**
 * The reader's view of a part: leaving its loop early does not end `content`, so that the rest can be skipped, and reading on
 * after the next part was asked for throws instead of looking like the end.
 */
function readOnce(content: AsyncGenerator<Buffer, void, void>): { body: AsyncIterable<Buffer>; close(): void } {
  let ended = false
  let closed = false
  async function next(): Promise<IteratorResult<Buffer, void>> {
    if (closed && !ended) throw new Error('the body of a part was read after the next part was asked for')
    const result = await content.next()
    ended ||= result.done === true
    return result
  }
  return {
    body: { [Symbol.asyncIterator]: () => ({ next }) },
    close: () => {
      closed = true
    },
  }
}
