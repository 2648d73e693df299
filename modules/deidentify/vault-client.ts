import { Agent, request } from 'node:http'
import { type Problem, problem } from '@clic/contracts'
import { type AnswerOf, type AskOf, type VaultOperation, vaultAnswerSchema, vaultOperations } from './vault/protocol.ts'

type VaultReply<T> = { ok: true; value: T } | { ok: false; down: boolean; problem: Problem }

interface VaultState {
  up: boolean
  reason: string | null
  next: string | null
}

/** All the clinic server has of the vault: questions over a socket. */
export interface VaultClient {
  ask<O extends VaultOperation>(operation: O, ask: AskOf<O>): Promise<VaultReply<AnswerOf<O>>>
  state(): Promise<VaultState>
  close(): void
}

export function createVaultClient(input: { socket: string | undefined; timeoutMs: number }): VaultClient {
  // A new connection each time: on a Unix socket it costs nothing, and none is left over from a vault that was started anew.
  const agent = new Agent({ maxSockets: 4 })
  async function ask<O extends VaultOperation>(operation: O, body: AskOf<O>): Promise<VaultReply<AnswerOf<O>>> {
    if (!input.socket)
      return down(
        'No vault is configured for this server.',
        'Set deidentify.vaultSocket in the site file and start again.',
      )
    let json: unknown
    try {
      json = JSON.parse(await post({ agent, socket: input.socket, timeoutMs: input.timeoutMs }, operation, body))
    } catch (error) {
      return down(explain(error), 'Start the vault (./clic up); what waits goes on by itself when it answers.')
    }
    const answer = vaultAnswerSchema.safeParse(json)
    if (!answer.success) return down('The vault gave no readable answer.', 'Start the vault of this version.')
    // A vault that fails by itself (its database is away) is as good as down: what waits for it goes on waiting.
    if (!answer.data.ok)
      return { ok: false, down: answer.data.problem.status >= 500, problem: answer.data.problem as Problem }
    const value = vaultOperations[operation].reply.safeParse(answer.data.value)
    if (!value.success) return down('The vault gave no readable answer.', 'Start the vault of this version.')
    return { ok: true, value: value.data as AnswerOf<O> }
  }
  return {
    ask,
    async state() {
      const health = await ask('health', {})
      if (health.ok) return { up: true, reason: null, next: null }
      return { up: false, reason: health.problem.detail, next: health.problem.next ?? null }
    },
    close: () => agent.destroy(),
  }
}

function down(detail: string, next: string): VaultReply<never> {
  return {
    ok: false,
    down: true,
    problem: problem(503, { code: 'vault-down', title: 'The vault does not answer', detail, next }),
  }
}

function explain(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'The vault is not running.'
  if (code === 'EACCES') return 'This server may not connect to the vault’s socket.'
  return 'The vault did not answer in time.'
}

function post(
  to: { agent: Agent; socket: string; timeoutMs: number },
  operation: string,
  body: object,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body)
    const asked = request(
      {
        agent: to.agent,
        socketPath: to.socket,
        path: `/${operation}`,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
        timeout: to.timeoutMs,
      },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
        answer.once('error', reject)
      },
    )
    asked.once('timeout', () => asked.destroy(new Error('timeout')))
    asked.once('error', reject)
    asked.end(text)
  })
}
