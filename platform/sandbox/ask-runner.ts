import { connect } from 'node:net'
import { ringBell } from './bell.ts'
import type { RunnerAnswer, RunnerQuestion } from './runner-words.ts'

/** One question, one answer. Throws when the runner is not there; aborting ends the run that was asked for. */
export function askRunner(socket: string, question: RunnerQuestion, signal?: AbortSignal): Promise<RunnerAnswer> {
  return new Promise((resolve, reject) => {
    const connection = connect(socket)
    const cancel = () => connection.destroy(new Error('cancelled'))
    signal?.addEventListener('abort', cancel, { once: true })
    let text = ''
    connection.setEncoding('utf8')
    connection.on('data', (chunk: string) => {
      text += chunk
    })
    connection.once('error', reject)
    connection.once('close', () => {
      signal?.removeEventListener('abort', cancel)
      try {
        resolve(JSON.parse(text) as RunnerAnswer)
      } catch {
        reject(new Error('the runner of foreign packages ended before it answered'))
      }
    })
    connection.write(`${JSON.stringify(question)}\n`)
  })
}

const againMs = 100
const mostTries = 50

/**
 * The same of a runner that rests until it is needed: it is woken first. One that is just going to rest is asked again, for until it has
 * heard a question it does nothing.
 */
export async function askRestingRunner(
  bell: string,
  socket: string,
  question: RunnerQuestion,
  signal?: AbortSignal,
): Promise<RunnerAnswer> {
  for (let n = 1; ; n++) {
    await ringBell(bell)
    try {
      return await askRunner(socket, question, signal)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (n === mostTries || (code !== 'ENOENT' && code !== 'ECONNREFUSED')) throw error
      await new Promise((done) => setTimeout(done, againMs))
    }
  }
}
