import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Log } from '../log/index.ts'

/** An answer of a worker; `failed` names code, message and next step. */
export interface WorkerFailure {
  code: string
  message: string
  next: string
}

export type WorkerResult = { ok: true; value: Record<string, unknown> } | { ok: false; failure: WorkerFailure }

/**
 * A long-lived process that speaks JSON Lines: one request `{id, op, …}` a line on its input, any number of
 * `{id, event: "progress", …}` and one `{id, event: "done" | "failed", …}` on its output. Started on first use, kept warm,
 * started again after it died.
 */
export interface Worker {
  request(op: string, parameters: Record<string, unknown>, options?: { onProgress?: (progress: Record<string, unknown>) => void; signal?: AbortSignal }): Promise<WorkerResult>
  /** Imports its libraries now, so that the first request does not wait for them. */
  warm(): Promise<void>
  pid(): number | undefined
  stop(): Promise<void>
}

interface Waiting {
  onProgress?: (progress: Record<string, unknown>) => void
  settle(result: WorkerResult): void
}

export function createWorker(input: { command: string; args: string[]; cwd?: string; env?: Record<string, string>; log: Log; name: string }): Worker {
  let child: ChildProcess | undefined
  let next = 1
  const waiting = new Map<string, Waiting>()
  const failAll = (failure: WorkerFailure) => {
    for (const one of waiting.values()) one.settle({ ok: false, failure })
    waiting.clear()
  }
  const start = (): ChildProcess => {
    // No secret of the server reaches the worker: it gets a path, a home and what it is told.
    const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/tmp', LANG: 'C.UTF-8', ...input.env }
    const started = spawn(input.command, input.args, { cwd: input.cwd, env, stdio: ['pipe', 'pipe', 'pipe'] })
    let lastWords = ''
    started.stderr?.on('data', (chunk: Buffer) => {
      lastWords = (lastWords + chunk.toString('utf8')).slice(-2000)
    })
    createInterface({ input: started.stdout as NodeJS.ReadableStream }).on('line', (line) => receive(line, waiting))
    started.once('error', (error) => failAll({ code: 'worker-start', message: `the worker ${input.name} did not start: ${error.message}`, next: 'Install the Python environment again (./clic up does it).' }))
    started.once('exit', (code) => {
      input.log.info('worker.ended', { worker: input.name, code: code ?? -1, lastWords: lastWords.split('\n').at(-2)?.slice(0, 200) })
      if (child === started) child = undefined
      failAll({ code: 'worker-ended', message: `the worker ${input.name} ended while it worked`, next: 'Try again; if it stays, see the server’s log.' })
    })
    started.stdin?.on('error', () => undefined)
    return started
  }
  const request: Worker['request'] = (op, parameters, options = {}) =>
    new Promise((resolve) => {
      child ??= start()
      const running = child
      const id = String(next++)
      const cancel = () => running.stdin?.write(`${JSON.stringify({ id: `${id}-cancel`, op: 'cancel', target: id })}\n`)
      options.signal?.addEventListener('abort', cancel, { once: true })
      waiting.set(id, {
        onProgress: options.onProgress,
        settle: (result) => {
          options.signal?.removeEventListener('abort', cancel)
          resolve(result)
        },
      })
      running.stdin?.write(`${JSON.stringify({ id, op, ...parameters })}\n`)
    })
  return {
    request,
    warm: async () => {
      await request('ping', {})
    },
    pid: () => child?.pid,
    stop: async () => {
      const running = child
      if (!running) return
      const ended = new Promise<void>((resolve) => running.once('exit', () => resolve()))
      running.kill('SIGTERM')
      const timer = setTimeout(() => running.kill('SIGKILL'), 3000)
      await ended
      clearTimeout(timer)
    },
  }
}

function receive(line: string, waiting: Map<string, Waiting>): void {
  let message: Record<string, unknown>
  try {
    message = JSON.parse(line) as Record<string, unknown>
  } catch {
    // A library that prints to the protocol's channel must not break it.
    return
  }
  const id = String(message['id'])
  const one = waiting.get(id)
  if (!one) return
  if (message['event'] === 'progress') return one.onProgress?.(message)
  waiting.delete(id)
  if (message['event'] === 'done') return one.settle({ ok: true, value: message })
  const text = (key: string) => (typeof message[key] === 'string' ? (message[key] as string) : 'not stated')
  one.settle({ ok: false, failure: { code: text('code'), message: text('message'), next: text('next') } })
}
