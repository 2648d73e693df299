import { randomUUID } from 'node:crypto'
import { ReadableStream } from 'node:stream/web'

export interface PartToWrite {
  contentType: string
  /** Further headers, such as Content-Location (PS3.18 8.6.1.2). */
  headers?: Record<string, string>
  body: Uint8Array | AsyncIterable<Uint8Array>
}

export interface MultipartBody {
  /** Value of the Content-Type header of the whole. */
  contentType: string
  body: ReadableStream<Uint8Array>
}

function headerBlock(part: PartToWrite): string {
  const lines = Object.entries({ 'Content-Type': part.contentType, ...part.headers }).map(([name, value]) => {
    // A line end in a value would start a header, or a part, of the value's choosing.
    if (/[\r\n]/.test(name + value)) throw new Error(`the value of the part header ${name} holds a line end`)
    return `${name}: ${value}\r\n`
  })
  return lines.join('')
}

async function* write(parts: PartsToWrite, boundary: string): AsyncGenerator<Uint8Array, void, void> {
  let before = ''
  for await (const part of parts) {
    const head = Buffer.from(`${before}--${boundary}\r\n${headerBlock(part)}\r\n`, 'latin1')
    if (part.body instanceof Uint8Array) yield Buffer.concat([head, part.body])
    else {
      yield head
      yield* part.body
    }
    before = '\r\n'
  }
  yield Buffer.from(`${before}--${boundary}--\r\n`, 'latin1')
}

export type PartsToWrite = Iterable<PartToWrite> | AsyncIterable<PartToWrite>

/**
 * A multipart/related body (RFC 2387) for WADO-RS answers and STOW-RS requests: read on demand, one chunk at a time.
 * @param type media type of the parts, such as `application/dicom`. An error of a part's body breaks the stream.
 */
export function writeMultipart(parts: PartsToWrite, type: string): MultipartBody {
  // 122 random bits: it cannot stand in the parts by chance, and a sender of parts cannot guess it.
  const boundary = `clic-${randomUUID()}`
  return {
    contentType: `multipart/related; type="${type}"; boundary="${boundary}"`,
    body: ReadableStream.from(write(parts, boundary)),
  }
}
