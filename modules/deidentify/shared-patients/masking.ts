import { Worker } from 'node:worker_threads'
import type { MaskAnswer, MaskAsk } from './mask-protocol.ts'

/** One count's masking: a thread of its own with keys of its own, both gone when it is closed. */
export interface Masking {
  /** Masks the own elements; the answering side can read none of them. Undefined when the library refuses. */
  request(elements: string[]): Promise<{ request: string; key: string } | undefined>
  /** How many elements of the request are in the answering set. Asked of the same masking as the request, or with its key. */
  count(answer: { setup: string; response: string; key?: string | undefined }): Promise<number | undefined>
  /** The answering side's two messages; undefined for a request that is damaged, repeats a point or wants more than a count. */
  answer(ask: {
    elements: string[]
    request: string
    size: number
  }): Promise<{ setup: string; response: string } | undefined>
  close(): Promise<void>
}

/** Off the event loop: a mask costs about 0.5 ms of a core. The library (2 MB of WebAssembly) is loaded by the thread alone. */
export function openMasking(): Masking {
  // Without the server's environment and arguments; what it prints is dropped, for it holds person numbers.
  const worker = new Worker(new URL('./mask-worker.ts', import.meta.url), {
    env: {},
    argv: [],
    stdout: true,
    stderr: true,
  })
  worker.stdout.resume()
  worker.stderr.resume()
  let ended = false
  worker.once('exit', () => {
    ended = true
  })
  const ask = (given: MaskAsk): Promise<MaskAnswer> =>
    new Promise((resolve) => {
      if (ended) return resolve({ ok: false })
      const done = (answer: MaskAnswer) => {
        worker.off('message', done)
        worker.off('error', failed)
        worker.off('exit', failed)
        resolve(answer)
      }
      const failed = () => done({ ok: false })
      worker.once('message', done)
      worker.once('error', failed)
      worker.once('exit', failed)
      worker.postMessage(given)
    })
  return {
    async request(elements) {
      const answer = await ask({ do: 'request', elements })
      return answer.ok && 'request' in answer ? { request: answer.request, key: answer.key } : undefined
    },
    async count(given) {
      const answer = await ask({ do: 'count', ...given })
      return answer.ok && 'count' in answer ? answer.count : undefined
    },
    async answer(given) {
      const answer = await ask({ do: 'answer', ...given })
      return answer.ok && 'setup' in answer ? { setup: answer.setup, response: answer.response } : undefined
    },
    async close() {
      await worker.terminate()
    },
  }
}
