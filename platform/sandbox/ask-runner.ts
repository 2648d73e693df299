import { connect } from 'node:net'
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
