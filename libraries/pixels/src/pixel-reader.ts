import type { ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import type { CleanedPixels } from './dicom/clean-pixels.ts'
import type { Box, Raster } from './raster.ts'
import type { Answer, Asked, Question } from './reader-process.ts'

/** A line of text in a picture. `text` is what was recognised, never to be logged or kept. */
export interface TextFound {
  box: Box
  text: string
  /** 0 to 1. */
  score: number
}

export interface FaceFound {
  box: Box
  /** 0 to 1. */
  score: number
}

export interface Look {
  /** The picture was looked at before, and what was found in it is black now. */
  again?: boolean
  /** All places of it that changed since, and those where something was found: parts that see none of them are not looked at. */
  changed?: readonly Box[]
  /** Only lines that touch the border of the picture count, and of these those that are not in these boxes, which are masked. */
  border?: readonly Box[]
  /** Only lines that curves, grids or rulers cross count, read without these, and of them those that are not in these boxes, which are masked. */
  crossed?: readonly Box[]
}

/** Finds text and faces in pictures. */
export interface PixelReader {
  text(raster: Raster, given?: Look): Promise<TextFound[]>
  faces(raster: Raster): Promise<FaceFound[]>
  /** The whole of `cleanPixels` in the reader's own process, so that decoding does not hold up the one that asks. */
  clean?(bytes: Uint8Array, given: { faces: boolean }): Promise<CleanedPixels>
  close(): Promise<void>
}

/** The reader's process ended, or it failed on a picture: what was asked about stays unseen. */
export class PixelReaderFailed extends Error {}

/** Half a gigabyte is given back when nobody has asked for that long. */
const idleMs = 60_000

/**
 * Opens the reader: the models run in a process of their own, which is started now, ends when idle and is started again when asked. Throws
 * when the models cannot be loaded; then nothing that needs a look may leave.
 * `idleMs`: after so long without a question the process ends.
 */
export async function openPixelReader(given: { idleMs?: number } = {}): Promise<PixelReader> {
  const state: State = { leaving: new Set(), next: 1, idleMs: given.idleMs ?? idleMs }
  await running(state)
  const ask = async (what: Asked): Promise<unknown> => {
    const { child, waiting, idle } = await running(state)
    clearTimeout(idle)
    return new Promise((resolve, reject) => {
      const id = state.next++
      waiting.set(id, { resolve, reject })
      child.send({ id, ...what } satisfies Question)
    })
  }
  return {
    text: (raster, given = {}) => ask({ ask: 'text', raster, given }) as Promise<TextFound[]>,
    faces: (raster) => ask({ ask: 'faces', raster }) as Promise<FaceFound[]>,
    clean: (bytes, given) => ask({ ask: 'clean', bytes, given }) as Promise<CleanedPixels>,
    async close() {
      const reading = await state.reading?.catch(() => undefined)
      if (reading) leave(state, reading)
      await Promise.all(state.leaving)
    },
  }
}

/** One process, and what it has not answered yet. */
interface Reading {
  child: ChildProcess
  idle?: NodeJS.Timeout | undefined
  waiting: Map<number, { resolve(value: unknown): void; reject(error: Error): void }>
  ended: Promise<void>
}

interface State {
  /** Asked from now on: one that was told to leave is never it, so that nobody asks what answers no more. */
  reading?: Promise<Reading> | undefined
  leaving: Set<Promise<void>>
  next: number
  idleMs: number
}

function running(state: State): Promise<Reading> {
  state.reading ??= start(state)
  return state.reading
}

function start(state: State): Promise<Reading> {
  // Brought when a picture is met: a run over plain images starts no process.
  const { fork } = process.getBuiltinModule('node:child_process')
  const child = fork(createRequire(import.meta.url).resolve('@clic/pixels/reader-process'), {
    serialization: 'advanced',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const [ready, gone] = [Promise.withResolvers<Reading>(), Promise.withResolvers<void>()]
  const reading: Reading = { child, waiting: new Map(), ended: gone.promise }
  const rest = () => {
    clearTimeout(reading.idle)
    if (reading.waiting.size === 0) reading.idle = setTimeout(() => leave(state, reading), state.idleMs).unref()
  }
  child.on('message', (answer: Answer) => {
    if ('ready' in answer) ready.resolve(reading)
    else {
      const asked = reading.waiting.get(answer.id)
      reading.waiting.delete(answer.id)
      if ('failed' in answer) asked?.reject(new PixelReaderFailed(`the pixel reader failed: ${answer.failed}`))
      else asked?.resolve(answer.value)
    }
    // With nothing to answer the process neither keeps its owner alive nor stays for long.
    rest()
  })
  const ended = () => {
    clearTimeout(reading.idle)
    if (state.reading === ready.promise) state.reading = undefined
    const error = new PixelReaderFailed('the process that reads pixels ended')
    ready.reject(error)
    for (const one of reading.waiting.values()) one.reject(error)
    reading.waiting.clear()
    gone.resolve()
  }
  child.on('error', ended)
  child.on('exit', ended)
  return ready.promise
}

/** Tells a process to end; who asks from now on gets another. */
function leave(state: State, reading: Reading): void {
  state.reading = undefined
  clearTimeout(reading.idle)
  const gone = reading.ended.then(() => void state.leaving.delete(gone))
  state.leaving.add(gone)
  if (reading.child.connected) reading.child.disconnect()
}
