import { existsSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Fence } from './confine.ts'
import { findFence } from './probe.ts'
import { emptyRoom, roomIn } from './rooms.ts'
import { runConfined } from './run-confined.ts'
import type { RunnerAnswer, RunnerQuestion } from './runner-words.ts'

export const socketName = 'runner.sock'

/** Serves one zone through a socket in the exchange folder, which the zone and the foreign user alone can enter. */
export async function startRunner(given: {
  exchange: string
  programs: string[]
  /** Called once when nothing was asked for so long, in ms. */
  rest?: { afterMs: number; now(): void }
}) {
  const { fence } = await findFence(given.exchange, given.programs)
  // Without a fence of its own, a run could see another run's folder: then they go one after the other.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    if (fence !== 'limits-only') return work()
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }
  let open = 0
  let resting: NodeJS.Timeout | undefined
  const waitForRest = () => {
    if (given.rest) resting = setTimeout(given.rest.now, given.rest.afterMs)
  }
  const server = createServer((socket) => {
    open++
    clearTimeout(resting)
    socket.once('close', () => {
      open--
      if (open === 0) waitForRest()
    })
    serve(socket, { ...given, fence, inTurn })
  })
  const path = join(given.exchange, socketName)
  if (existsSync(path)) rmSync(path)
  const before = process.umask(0o007)
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(path, () => done())
  })
  process.umask(before)
  waitForRest()
  return {
    fence,
    stop: () => {
      clearTimeout(resting)
      return new Promise<void>((done) => server.close(() => done()))
    },
  }
}

function serve(
  socket: Socket,
  given: { exchange: string; programs: string[]; fence: Fence; inTurn: <T>(work: () => Promise<T>) => Promise<T> },
): void {
  const abort = new AbortController()
  socket.on('error', () => undefined)
  socket.on('close', () => abort.abort())
  createInterface({ input: socket }).once('line', (line) => {
    answer(JSON.parse(line) as RunnerQuestion, given, abort.signal).then(
      (said) => socket.end(`${JSON.stringify(said)}\n`),
      () => socket.end(`${JSON.stringify({ refused: 'the runner could not do it' } satisfies RunnerAnswer)}\n`),
    )
  })
}

async function answer(
  question: RunnerQuestion,
  given: Parameters<typeof serve>[1],
  signal: AbortSignal,
): Promise<RunnerAnswer> {
  if (question.op === 'about') return { fence: given.fence }
  if (!/^[0-9a-f]{32}$/.test(question.room)) return { refused: 'this is no room' }
  const room = roomIn(join(given.exchange, question.room))
  if (question.op === 'empty') {
    emptyRoom(room)
    return { emptied: true }
  }
  const { argv, cwd, env, limits } = question
  const reads = [...given.programs, room.package, room.input]
  const order = { argv, cwd, env, limits, reads, writes: [room.output, room.scratch], root: room.root }
  return { end: await given.inTurn(() => runConfined(order, given.fence, { signal })) }
}
