import type { KeyObject } from 'node:crypto'
import { ok, refuse } from '@clic/contracts'
import { listStandings, noteHeard, standingsEndpoint as sessions, takeStandings } from '@clic/platform/auth/standing'
import type { Clock } from '@clic/platform/clock'
import type { AnyDatabase } from '@clic/platform/db'
import { CertificateNotTrusted, callZone, doorCallSigned, doorHeader, signDoorCall } from '@clic/platform/doors'
import { faultOf, type Log } from '@clic/platform/log'
import { type Implementation, implement } from '@clic/platform/parts'

/** Takes the other zone's word on whose sign-ins are over. */
export function hearStandings(given: {
  db: AnyDatabase
  clock: Clock
  trusted: () => Map<string, KeyObject>
}): Implementation {
  return implement(sessions, async ({ body, request }) => {
    const call = { method: request.method, url: request.url, body: JSON.stringify(body) }
    if (!doorCallSigned(request.headers.get(doorHeader), call, given.trusted().get('clinic'), given.clock.now()))
      return refuse(401, {
        code: 'door-signature',
        title: 'The door stays shut',
        detail: 'The call is not signed by a zone that this one trusts.',
        next: 'Pair the zones again.',
      })
    const [toldAt, now] = [new Date(body.toldAt), given.clock.now()]
    // A clock that runs ahead there must not make its word last longer here.
    await takeStandings(given.db, body.standings)
    await noteHeard(given.db, new Date(Math.min(toldAt.getTime(), now.getTime())))
    return ok({ taken: body.standings.length })
  })
}

export interface StandingsTeller {
  /** Tells the other zone what it has not heard yet. False when it did not answer: it is told again by itself. */
  tell(): Promise<boolean>
  start(): void
  stop(): Promise<void>
}

/**
 * Tells the other zone at once whose sign-ins are over, again until it has heard, and every `renewSeconds` that nothing is new, because
 * there a sign-in counts only while this zone is heard. Small, and beside the parcels: it waits for none.
 */
export function tellStandings(given: {
  db: AnyDatabase
  clock: Clock
  log: Log
  privateKey: KeyObject
  otherUrl: string | undefined
  pollSeconds: number
  renewSeconds: number
}): StandingsTeller {
  let heard: { words: string; at: number } | undefined
  let failing = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<boolean> = Promise.resolve(true)
  let stopped = false
  const once = async (): Promise<boolean> => {
    const standings = await listStandings(given.db)
    const [now, words] = [given.clock.now(), JSON.stringify(standings)]
    if (!given.otherUrl) return true
    if (heard?.words === words && now.getTime() - heard.at < given.renewSeconds * 1000) return true
    const body = JSON.stringify({ toldAt: now.toISOString(), standings })
    const call = { method: sessions.method, url: sessions.path, body }
    const answer = await callZone(`${given.otherUrl}${sessions.path}`, {
      method: call.method,
      headers: {
        ...signDoorCall(call, given.privateKey, now),
        'content-type': 'application/json',
      },
      body: Buffer.from(body),
      timeoutMs: 5000,
    })
    if (!answer.ok) return false
    heard = { words, at: now.getTime() }
    failing = false
    return true
  }
  const tell = (): Promise<boolean> => {
    // One after the other, so that the newest word is the last one.
    running = running.then(once).catch((error: unknown) => {
      // Once, not at each new try.
      if (!failing)
        given.log.error('sessions.not-told', {
          ...faultOf(error),
          ...(error instanceof CertificateNotTrusted ? { detail: error.detail } : {}),
        })
      failing = true
      return false
    })
    return running
  }
  const again = async () => {
    await tell()
    if (!stopped) timer = setTimeout(again, given.pollSeconds * 1000)
  }
  return {
    tell,
    start: () => void again(),
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
