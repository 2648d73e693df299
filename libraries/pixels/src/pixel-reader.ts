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
 */
export async function openPixelReader(): Promise<PixelReader> {
  const state: State = { waiting: new Map(), next: 1 }
  await started(state)
  const ask = async (what: Asked): Promise<unknown> => {
    const child = await started(state)
    if (state.idle) clearTimeout(state.idle)
    return new Promise((resolve, reject) => {
      const id = state.next++
      state.waiting.set(id, { resolve, reject })
      child.send({ id, ...what } satisfies Question)
    })
  }
  return {
    text: (raster, given = {}) => ask({ ask: 'text', raster, given }) as Promise<TextFound[]>,
    faces: (raster) => ask({ ask: 'faces', raster }) as Promise<FaceFound[]>,
    clean: (bytes, given) => ask({ ask: 'clean', bytes, given }) as Promise<CleanedPixels>,
    async close() {
      await stop(state)
    },
  }
}

interface State {
  starting?: Promise<ChildProcess> | undefined
  idle?: NodeJS.Timeout
  waiting: Map<number, { resolve(value: unknown): void; reject(error: Error): void }>
  next: number
}

function started(state: State): Promise<ChildProcess> {
  state.starting ??= start(state)
  return state.starting
}

function start(state: State): Promise<ChildProcess> {
  // Brought when a picture is met: a run over plain images starts no process.
  const { fork } = process.getBuiltinModule('node:child_process')
  return new Promise((resolve, reject) => {
    const child = fork(createRequire(import.meta.url).resolve('@clic/pixels/reader-process'), {
      serialization: 'advanced',
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    child.on('message', (answer: Answer) => {
      if ('ready' in answer) {
        settle(state)
        resolve(child)
        return
      }
      const waiting = state.waiting.get(answer.id)
      state.waiting.delete(answer.id)
      if ('failed' in answer) waiting?.reject(new PixelReaderFailed(`the pixel reader failed: ${answer.failed}`))
      else waiting?.resolve(answer.value)
      settle(state)
    })
    const ended = () => {
      state.starting = undefined
      const error = new PixelReaderFailed('the process that reads pixels ended')
      reject(error)
      for (const one of state.waiting.values()) one.reject(error)
      state.waiting.clear()
    }
    child.on('error', ended)
    child.on('exit', ended)
  })
}

/** With nothing to answer the process neither keeps its owner alive nor stays for long. */
function settle(state: State): void {
  if (state.idle) clearTimeout(state.idle)
  if (state.waiting.size === 0) state.idle = setTimeout(() => void stop(state), idleMs).unref()
}

async function stop(state: State): Promise<void> {
  if (state.idle) clearTimeout(state.idle)
  const starting = state.starting
  if (!starting) return
  const child = await starting.catch(() => undefined)
  if (!child || child.exitCode !== null) return
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.disconnect()
  })
}
