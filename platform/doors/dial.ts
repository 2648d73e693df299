import { sign } from 'node:crypto'
import type { JobHandler } from '../jobs/index.ts'
import type { ZoneKeys } from '../keys/index.ts'
import type { Files } from '../files/index.ts'
import type { Log } from '../log/index.ts'
import { markDelivered, waiting } from './answer.ts'
import { type ReceiveInput, receiveParcel, type Receipt } from './receive-parcel.ts'
import type { SignedParcel } from './signature.ts'

export interface Dialler {
  /** One round: post what waits here, fetch what waits there. Returns how many parcels moved. */
  round(): Promise<number>
  job: JobHandler
  start(): void
  stop(): Promise<void>
}

const chunkBytes = 4 * 1024 * 1024

/** The clinic side: always the one that dials, in both directions, so that no port of the clinic is open to research. */
export function dialOtherZone(input: ReceiveInput & { files: Files; keys: ZoneKeys; log: Log; otherUrl: () => string | undefined; pollSeconds: number }): Dialler {
  let running: Promise<number> | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const call = async (method: string, path: string, body?: Uint8Array | object): Promise<Response> => {
    const at = input.clock.now().toISOString()
    const signature = sign(null, Buffer.from(`${method} ${path.split('?')[0]} ${at}`), input.keys.privateKey).toString('base64')
    const bytes = body instanceof Uint8Array
    return fetch(`${input.otherUrl()}${path}`, {
      method,
      headers: { 'x-clic-door': `${at};${signature}`, 'content-type': bytes ? 'application/octet-stream' : 'application/json' },
      body: body === undefined ? undefined : bytes ? Buffer.from(body) : JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    })
  }
  const round = async (): Promise<number> => {
    if (!input.otherUrl()) return 0
    let moved = 0
    for (let batch = await waiting(input.db, input.zone); batch.length > 0 && !stopped; batch = await waiting(input.db, input.zone)) {
      for (const parcel of batch) {
        await post(parcel)
        moved++
      }
    }
    const there = (await (await expectOk(await call('GET', '/door/outbox'))).json()) as SignedParcel[]
    for (const parcel of there) {
      if (stopped) break
      const content = new Uint8Array(await (await expectOk(await call('GET', `/door/outbox/${parcel.id}/content?offset=0`))).arrayBuffer())
      const receipt = await receiveParcel(input, parcel, content)
      await expectOk(await call('POST', `/door/outbox/${parcel.id}/receipt`, receipt))
      moved++
    }
    return moved
  }
  const post = async (parcel: SignedParcel): Promise<void> => {
    const content = await input.files.get(parcel.sha256)
    let offset = ((await (await expectOk(await call('GET', `/door/inbox/${parcel.id}`))).json()) as { received: number }).received
    while (offset < content.byteLength) {
      const answer = await call('PUT', `/door/inbox/${parcel.id}/content?offset=${offset}`, content.subarray(offset, offset + chunkBytes))
      if (!answer.ok && answer.status !== 409) throw new Error(`the other zone answered ${answer.status} to a parcel’s bytes`)
      offset = ((await answer.json()) as { received: number }).received
    }
    const receipt = (await (await expectOk(await call('POST', `/door/inbox/${parcel.id}`, parcel))).json()) as Receipt
    await markDelivered(input.db, parcel.id, receipt, input.clock.now())
  }
  // One round at a time: two would post the same parcel's bytes twice.
  const once = (): Promise<number> => {
    running ??= round().finally(() => {
      running = undefined
    })
    return running
  }
  const again = async () => {
    await once().catch((error: unknown) => input.log.error('door.unreachable', { reason: error instanceof Error ? error.message.slice(0, 120) : 'unknown' }))
    if (!stopped) timer = setTimeout(again, input.pollSeconds * 1000)
  }
  return {
    round: once,
    job: {
      name: 'door.dial',
      policy: 'short',
      // A dead other zone is no failure of this job: the poll goes on by itself and the parcels wait in the outbox.
      handle: async () => {
        await once().catch(() => 0)
      },
    },
    start: () => void again(),
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running?.catch(() => 0)
    },
  }
}

async function expectOk(response: Response): Promise<Response> {
  if (!response.ok) throw new Error(`the other zone answered ${response.status}`)
  return response
}
