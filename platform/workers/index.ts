import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { environment } from '../config/index.ts'
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
  request(
    op: string,
    parameters: Record<string, unknown>,
    options?: { onProgress?: (progress: Record<string, unknown>) => void; signal?: AbortSignal },
  ): Promise<WorkerResult>
  /** Imports its libraries now, so that the first request does not wait for them. */
  warm(): Promise<void>
  pid(): number | undefined
  stop(): Promise<void>
}

interface Waiting {
  onProgress?: (progress: Record<string, unknown>) => void
  settle(result: WorkerResult): void
}

/** One life of the process, with the requests that were sent to it. */
interface Running {
  child: ChildProcess
  waiting: Map<string, Waiting>
}

export function createWorker(input: {
  command: string
  args: string[]
  cwd?: string
  env?: Record<string, string>
  log: Log
  name: string
}): Worker {
  let running: Running | undefined
  let next = 1
  const start = (): Running => {
    // No secret of the server reaches the worker: it gets a path, a home and what it is told.
    const env = { PATH: environment('PATH') ?? '', HOME: environment('HOME') ?? '/tmp', LANG: 'C.UTF-8', ...input.env }
    const child = spawn(input.command, input.args, { cwd: input.cwd, env, stdio: ['pipe', 'pipe', 'pipe'] })
    const waiting = new Map<string, Waiting>()
    const started: Running = { child, waiting }
    const end = (failure: WorkerFailure) => {
      if (running === started) running = undefined
      for (const one of waiting.values()) one.settle({ ok: false, failure })
      waiting.clear()
    }
    let lastWords = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      lastWords = (lastWords + chunk.toString('utf8')).slice(-2000)
    })
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => receive(line, waiting))
    child.once('error', (error) =>
      end({
        code: 'worker-start',
        message: `the worker ${input.name} did not start: ${error.message}`,
        next: 'Install the Python environment again (./clic up does it).',
      }),
    )
    child.once('exit', () => {
      if (running === started) running = undefined
    })
    // Not at `exit`: the last answers may still be on their way through the pipe.
    child.once('close', (code) => {
      input.log.info('worker.ended', {
        worker: input.name,
        code: code ?? -1,
        // The kind of the last exception; its text may quote an image's header.
        fault: /^([\w.]+(?:Error|Exception|Interrupt|Exit))\b/m.exec(lastWords.split('\n').slice(-4).join('\n'))?.[1],
      })
      end({
        code: 'worker-ended',
        message: `the worker ${input.name} ended while it worked`,
        next: 'Try again; if it stays, see the server’s log.',
      })
    })
    child.stdin?.on('error', () => undefined)
    return started
  }
  const request: Worker['request'] = (op, parameters, options = {}) =>
    new Promise((resolve) => {
      running ??= start()
      const { child, waiting } = running
      const id = String(next++)
      const cancel = () => child.stdin?.write(`${JSON.stringify({ id: `${id}-cancel`, op: 'cancel', target: id })}\n`)
      options.signal?.addEventListener('abort', cancel, { once: true })
      waiting.set(id, {
        onProgress: options.onProgress,
        settle: (result) => {
          options.signal?.removeEventListener('abort', cancel)
          resolve(result)
        },
      })
      child.stdin?.write(`${JSON.stringify({ id, op, ...parameters })}\n`)
      // Aborted before it was sent: no event comes any more.
      if (options.signal?.aborted) cancel()
    })
  return {
    request,
    warm: async () => {
      await request('ping', {})
    },
    pid: () => running?.child.pid,
    stop: async () => {
      const child = running?.child
      if (!child) return
      const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), 3000)
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
  if (message['event'] === 'progress') {
    one.onProgress?.(message)
    return
  }
  waiting.delete(id)
  if (message['event'] === 'done') {
    one.settle({ ok: true, value: message })
    return
  }
  const text = (key: string) => (typeof message[key] === 'string' ? (message[key] as string) : 'not stated')
  one.settle({ ok: false, failure: { code: text('code'), message: text('message'), next: text('next') } })
}
