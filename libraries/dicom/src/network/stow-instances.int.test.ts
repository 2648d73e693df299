import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { gather } from './fixtures/gather.ts'
import { CT_IMAGE, makeInstance } from './fixtures/part10-instance.ts'
import { parseMultipartType } from './multipart-boundary.ts'
import { readFileMeta } from './part10.ts'
import { splitMultipart } from './split-multipart.ts'
import { stowInstances } from './stow-instances.ts'
import { stowResponse } from './stow-response.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
})

async function serve(answer: (request: IncomingMessage) => Promise<{ status: number; body: string }>): Promise<string> {
  const server = createServer(async (request, response) => {
    const { status, body } = await answer(request)
    response.writeHead(status, { 'Content-Type': 'application/dicom+json' }).end(body)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/studies`
}

/** A STOW-RS server out of the splitter and the response builder: keeps files, refuses what is not Part 10. */
function archive(kept: Map<string, Buffer>) {
  return async (request: IncomingMessage) => {
    const type = parseMultipartType(request.headers['content-type'])
    if (!type.ok) return { status: 415, body: '' }
    const stored = []
    const failed = []
    const options = { boundary: type.multipart.boundary, maxPartBytes: 10_000_000 }
    for await (const part of splitMultipart(request, options)) {
      const file = Buffer.concat(await gather(part.body))
      const meta = readFileMeta(file)
      if (!meta.ok) {
        failed.push({ sopClassUid: '', sopInstanceUid: '', failureReason: 0xc000 })
        continue
      }
      kept.set(meta.value.sopInstanceUid, file)
      stored.push(meta.value)
    }
    const { status, body } = stowResponse({ stored, failed })
    return { status, body: JSON.stringify(body) }
  }
}

describe('sending instances over STOW-RS', () => {
  it('delivers every byte and says what became of each instance', async () => {
    const kept = new Map<string, Buffer>()
    const url = await serve(archive(kept))
    const instances = Array.from({ length: 5 }, (_, index) => makeInstance(index, 200_000))
    const parts = [...instances.map(({ file }) => file), Buffer.from('not DICOM')]
    const result = await stowInstances(
      url,
      parts.map((body) => ({ contentType: 'application/dicom', body })),
    )
    expect(result).toMatchObject({ ok: true, status: 202, failed: [{ failureReason: 0xc000 }] })
    expect(result.ok && result.stored).toEqual(
      instances.map(({ sopInstanceUid }) => ({ sopClassUid: CT_IMAGE, sopInstanceUid })),
    )
    for (const { sopInstanceUid, file } of instances) expect(kept.get(sopInstanceUid)?.equals(file)).toBe(true)
  })

  it('says why nothing was stored', async () => {
    const refuse = await serve(async (request) => {
      request.resume()
      return { status: 503, body: 'down for repair' }
    })
    expect(await stowInstances(refuse, [])).toMatchObject({ ok: false, problem: { kind: 'http-status', status: 503 } })
    const mumble = await serve(async (request) => {
      request.resume()
      return { status: 200, body: '<ok/>' }
    })
    expect(await stowInstances(mumble, [])).toMatchObject({ ok: false, problem: { kind: 'unreadable-answer' } })
    expect(await stowInstances('http://127.0.0.1:9/studies', [])).toMatchObject({
      ok: false,
      problem: { kind: 'not-reached' },
    })
  })

  it('gives up after the time limit', async () => {
    const silent = await serve(() => new Promise(() => undefined))
    expect(await stowInstances(silent, [], { timeoutMs: 100 })).toMatchObject({
      ok: false,
      problem: { kind: 'timeout' },
    })
  })
})
