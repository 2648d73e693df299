import { parentPort } from 'node:worker_threads'
import { gatherHead } from './dicom/gather-head.ts'

/** To the thread: one object of the series, or that there are no more. */
export type HeadObject = Uint8Array | 'no more'
/** From the thread: it wants the next object, or it has found the face or the reason why not. */
export type HeadAnswer = { next: true } | { found: Awaited<ReturnType<typeof gatherHead>> }

const port = parentPort
if (!port) throw new Error('head-thread.ts is started as a thread')
const say = (answer: HeadAnswer) => port.postMessage(answer)

/** One object at a time: what is not asked for stays on the disk. */
async function* asked(): AsyncGenerator<Uint8Array> {
  for (;;) {
    const given = new Promise<HeadObject>((resolve) => port?.once('message', resolve))
    say({ next: true })
    const object = await given
    if (object === 'no more') return
    yield object
  }
}

say({ found: await gatherHead(asked()) })
