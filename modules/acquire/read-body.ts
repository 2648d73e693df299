import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

export class BodyTooLarge extends Error {
  override name = 'BodyTooLarge'
}

/** Thrown where the sender's encoding does not decode. */
export class BodyUnreadable extends Error {
  override name = 'BodyUnreadable'
}

/** The bytes of a request as they arrive, never more than `max`; a longer body throws BodyTooLarge. */
export async function* bodyChunks(request: Request, max: number): AsyncGenerator<Uint8Array> {
  if (!request.body) return
  let total = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    total += chunk.byteLength
    if (total > max) throw new BodyTooLarge(`the request is over ${max} bytes`)
    yield chunk
  }
}

/** A whole body, unpacked when it is gzip; the limit holds before and after unpacking, so a bomb ends at the limit. */
export async function readBody(request: Request, max: number): Promise<Buffer> {
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? ''
  if (encoding !== '' && encoding !== 'identity' && encoding !== 'gzip')
    throw new BodyUnreadable(`content encoding ${encoding.slice(0, 20)} is not taken; send gzip or none`)
  const chunks: Uint8Array[] = []
  let total = 0
  const take = (chunk: Uint8Array) => {
    total += chunk.byteLength
    if (total > max) throw new BodyTooLarge(`the request is over ${max} bytes after unpacking`)
    chunks.push(chunk)
  }
  if (encoding !== 'gzip') {
    for await (const chunk of bodyChunks(request, max)) take(chunk)
    return Buffer.concat(chunks)
  }
  const gunzip = Readable.from(bodyChunks(request, max)).compose(createGunzip())
  try {
    for await (const chunk of gunzip) take(chunk as Uint8Array)
  } catch (error) {
    if (error instanceof BodyTooLarge) throw error
    throw new BodyUnreadable('the gzip body is damaged')
  }
  return Buffer.concat(chunks)
}
