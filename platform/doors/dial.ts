import { canonicalJson, sha256 } from '@clic/ledger'
import type { Files } from '../files/index.ts'
import type { JobHandler } from '../jobs/index.ts'
import type { ZoneKeys } from '../keys/index.ts'
import { faultOf, type Log } from '../log/index.ts'
import { markDelivered, waiting } from './answer.ts'
import { signDoorCall } from './call-signature.ts'
import { CertificateNotTrusted, callZone, type ZoneAnswer } from './call-zone.ts'
import { type Receipt, type ReceiveInput, receiveParcel } from './receive-parcel.ts'
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
export function dialOtherZone(
  input: ReceiveInput & {
    files: Files
    keys: ZoneKeys
    log: Log
    otherUrl: () => string | undefined
    pollSeconds: number
  },
): Dialler {
  let running: Promise<number> | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const call = async (method: string, path: string, body?: Uint8Array | object): Promise<ZoneAnswer> => {
    const bytes = body instanceof Uint8Array
    const text = bytes ? body : body === undefined ? '' : canonicalJson(body)
    return callZone(`${input.otherUrl()}${path}`, {
      method,
      headers: {
        ...signDoorCall({ method, url: path, body: text }, input.keys.privateKey, input.clock.now()),
        'content-type': bytes ? 'application/octet-stream' : 'application/json',
      },
      body: body === undefined ? undefined : Buffer.from(text),
      timeoutMs: 60_000,
    })
  }
  const round = async (): Promise<number> => {
    if (!input.otherUrl()) return 0
    const posted = await eachParcel(() => waiting(input.db, input.zone), post)
    const there = async () => expectOk(await call('GET', '/door/outbox')).json<SignedParcel[]>()
    const fetched = await eachParcel(there, fetchParcel)
    const fault = posted.faults[0] ?? fetched.faults[0]
    if (fault) throw fault
    return posted.moved + fetched.moved
  }
  /**
   * Moves what waits until nothing new does. One parcel that the other zone cannot take holds up those of its own permit, whose
   * order matters, and no others; a zone that does not answer holds up all.
   */
  const eachParcel = async (
    list: () => Promise<SignedParcel[]>,
    move: (parcel: SignedParcel) => Promise<Receipt['state']>,
  ) => {
    const faults: DoorAnswer[] = []
    const tried = new Set<string>()
    const held = new Set<string>()
    for (
      let fresh = await list();
      fresh.length > 0 && !stopped;
      fresh = (await list()).filter((one) => !tried.has(one.id))
    ) {
      for (const parcel of fresh) {
        tried.add(parcel.id)
        if (stopped || held.has(parcel.permitId)) continue
        try {
          if ((await move(parcel)) === 'damaged') held.add(parcel.permitId)
        } catch (error) {
          if (!(error instanceof DoorAnswer)) throw error
          held.add(parcel.permitId)
          faults.push(error)
        }
      }
    }
    return { moved: tried.size - faults.length, faults }
  }
  const fetchParcel = async (parcel: SignedParcel): Promise<Receipt['state']> => {
    const content = expectOk(await call('GET', `/door/outbox/${parcel.id}/content?offset=0`)).body
    const receipt = await receiveParcel(input, parcel, content)
    if (receipt.state !== 'damaged') expectOk(await call('POST', `/door/outbox/${parcel.id}/receipt`, receipt))
    return receipt.state
  }
  const post = async (parcel: SignedParcel): Promise<Receipt['state']> => {
    const content = await input.files.get(parcel.sha256)
    // Bytes that changed on our own disk would be refused over there for ever; say it here, where it can be mended.
    if (sha256(content) !== parcel.sha256)
      return note(parcel, {
        id: parcel.id,
        state: 'refused',
        reason: 'The stored bytes of this parcel have changed; they were not sent.',
      })
    let offset = expectOk(await call('GET', `/door/inbox/${parcel.id}`)).json<{ received: number }>().received
    while (offset < content.byteLength) {
      const answer = await call(
        'PUT',
        `/door/inbox/${parcel.id}/content?offset=${offset}`,
        content.subarray(offset, offset + chunkBytes),
      )
      if (!answer.ok && answer.status !== 409) throw new DoorAnswer(answer.status)
      offset = answer.json<{ received: number }>().received
    }
    return note(parcel, expectOk(await call('POST', `/door/inbox/${parcel.id}`, parcel)).json<Receipt>())
  }
  const note = async (parcel: SignedParcel, receipt: Receipt): Promise<Receipt['state']> => {
    await markDelivered(input.db, parcel.id, receipt, input.clock.now())
    return receipt.state
  }
  // One round at a time: two would post the same parcel's bytes twice.
  const once = (): Promise<number> => {
    running ??= round().finally(() => {
      running = undefined
    })
    return running
  }
  const again = async () => {
    await once().catch((error: unknown) =>
      input.log.error('door.unreachable', {
        ...faultOf(error),
        ...(error instanceof DoorAnswer ? { status: error.status } : {}),
        ...(error instanceof CertificateNotTrusted ? { detail: error.detail } : {}),
      }),
    )
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

/** The other zone is there and says no: the parcels wait until it says yes. */
class DoorAnswer extends Error {
  readonly status: number
  constructor(status: number) {
    super(`the other zone answered ${status}`)
    this.status = status
  }
}

function expectOk(answer: ZoneAnswer): ZoneAnswer {
  if (!answer.ok) throw new DoorAnswer(answer.status)
  return answer
}
