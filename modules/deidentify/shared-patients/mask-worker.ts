import { parentPort } from 'node:worker_threads'
import PSI from '@openmined/psi.js'
import type { MaskAnswer, MaskAsk } from './mask-protocol.ts'

// Elliptic-curve Diffie–Hellman on P-256 by OpenMined PSI, in its mode that gives the size of the intersection alone: the
// answering side sorts what it masks a second time, so that no place in the answer belongs to a place in the question.
// Its types say `default`, as a bundler gives it; Node gives the function itself.
const psi = await (PSI as unknown as typeof PSI.default)()
const reveal = false
const { client: clients, server: servers } = psi
if (!clients || !servers || !parentPort) throw new Error('the masking thread was not started as one')
const client = clients.createWithNewKey(reveal)

const port = parentPort
port.on('message', (ask: MaskAsk) => {
  let answer: MaskAnswer
  try {
    answer = work(ask)
  } catch {
    answer = { ok: false }
  }
  port.postMessage(answer)
})

function work(ask: MaskAsk): MaskAnswer {
  if (ask.do === 'request')
    return {
      ok: true,
      request: text(client.createRequest(ask.elements).serializeBinary()),
      key: text(client.getPrivateKeyBytes()),
    }
  if (ask.do === 'count') {
    const setup = psi.serverSetup.deserializeBinary(bytes(ask.setup))
    const asking = ask.key === undefined ? client : clients?.createFromKey(bytes(ask.key), reveal)
    if (!asking) return { ok: false }
    return { ok: true, count: asking.getIntersectionSize(setup, psi.response.deserializeBinary(bytes(ask.response))) }
  }
  const request = psi.request.deserializeBinary(bytes(ask.request))
  const points = request.getEncryptedElementsList_asB64()
  // A point sent twice would weigh its patient twice, and a count could then be read for one patient.
  if (request.getRevealIntersection() || points.length !== ask.size || new Set(points).size !== ask.size)
    return { ok: false }
  const server = servers?.createWithNewKey(reveal)
  if (!server) return { ok: false }
  // Raw: the masked points themselves, so that a count is exact; a filter would now and then count one too many.
  const setup = server.createSetupMessage(0, ask.size, ask.elements, psi.dataStructure.Raw)
  const response = server.processRequest(request)
  return { ok: true, setup: text(setup.serializeBinary()), response: text(response.serializeBinary()) }
}

function bytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'))
}

function text(given: Uint8Array): string {
  return Buffer.from(given).toString('base64')
}
