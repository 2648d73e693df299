import { chmodSync, existsSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { ok, problem, type Result } from '@clic/contracts'
import { findSubject, forgetSubject } from './forget-subject.ts'
import { giveSubject } from './give-subject.ts'
import type { Vault } from './open-vault.ts'
import { type AnswerOf, type AskOf, type VaultOperation, vaultOperations } from './protocol.ts'
import { approveReidentification, listReidentifications, requestReidentification } from './reidentify.ts'

const maxAskBytes = 16 * 1024

type UseCases = { [O in VaultOperation]: (ask: AskOf<O>) => Promise<Result<AnswerOf<O>>> }

/** Answers on a Unix socket and nowhere else: no port, so nothing outside this machine can ask. */
export async function serveVault(
  vault: Vault,
  input: { socket: string; failed(operation: string, error: unknown): void },
): Promise<{ close(): Promise<void> }> {
  const useCases: UseCases = {
    health: async () => ok({ keyVersion: vault.keys.current }),
    subject: (ask) => giveSubject(vault, ask),
    'subject.find': async (ask) => ok(await findSubject(vault, ask)),
    'subject.forget': async (ask) => ok(await forgetSubject(vault, ask)),
    'reidentification.request': (ask) => requestReidentification(vault, ask),
    'reidentification.approve': (ask) => approveReidentification(vault, ask),
    'reidentification.list': async () => ok(await listReidentifications(vault)),
  }
  await removeStaleSocket(input.socket)
  const server = createServer((request, response) => {
    void answer(useCases, request, response, input.failed)
  })
  // The vault's user and the socket folder's group (the clinic zone) may connect; nobody else, not even for a moment.
  const before = process.umask(0o117)
  try {
    await listening(server, input.socket)
  } finally {
    process.umask(before)
  }
  chmodSync(input.socket, 0o660)
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(
  useCases: UseCases,
  request: IncomingMessage,
  response: ServerResponse,
  failed: (operation: string, error: unknown) => void,
): Promise<void> {
  const operation = (request.url ?? '').slice(1)
  const send = (status: number, result: Result<unknown>) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(result))
  }
  try {
    const body = await readAsk(request)
    if (request.method !== 'POST' || !isOperation(operation) || body === undefined)
      return send(400, { ok: false, problem: notUnderstood() })
    const parsed = vaultOperations[operation].ask.safeParse(body)
    if (!parsed.success) return send(400, { ok: false, problem: notUnderstood() })
    const useCase = useCases[operation] as (ask: unknown) => Promise<Result<unknown>>
    const result = await useCase(parsed.data)
    send(result.ok ? 200 : result.problem.status, result)
  } catch (error) {
    failed(isOperation(operation) ? operation : 'unknown', error)
    send(500, {
      ok: false,
      problem: problem(500, {
        code: 'vault-failed',
        title: 'The vault failed',
        detail: 'The vault could not do this; nothing was changed.',
        next: 'See the vault’s log; its database or key file may be away.',
      }),
    })
  }
}

function isOperation(name: string): name is VaultOperation {
  return Object.hasOwn(vaultOperations, name)
}

function notUnderstood() {
  return problem(400, {
    code: 'vault-ask',
    title: 'Not understood',
    detail: 'The vault does not know this operation or its fields.',
    next: 'The clinic server and the vault must be of the same version.',
  })
}

async function readAsk(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > maxAskBytes) return undefined
    chunks.push(chunk as Buffer)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return undefined
  }
}

function listening(server: Server, socket: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(socket, resolve)
  })
}

/** A killed vault leaves its socket behind. One that answers is another vault, and two must not run. */
async function removeStaleSocket(socket: string): Promise<void> {
  if (!existsSync(socket)) return
  const alive = await new Promise<boolean>((resolve) => {
    const probe = connect(socket)
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => resolve(false))
  })
  if (alive) throw new Error('Another vault answers on this socket.')
  rmSync(socket, { force: true })
}
