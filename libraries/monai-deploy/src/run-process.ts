import { type ChildProcess, spawn } from 'node:child_process'
import { processTreeRssMb } from './process-memory.ts'

export interface ProcessRun {
  /** null when a signal ended it (time limit, cancelled, killed for memory) or it could not be started. `over-limit` comes from a sandbox. */
  exitCode: number | null
  ended: 'by-itself' | 'timed-out' | 'cancelled' | 'not-started' | 'over-limit'
  seconds: number
  /** Largest resident memory seen of the process and its children, sampled; null where it cannot be measured. */
  peakRssMb: number | null
  /** The last 16 KiB of output. Written by the package: it may name patients, so it stays in the zone. */
  logTail: string
}

export interface ProcessOrder {
  argv: string[]
  cwd: string
  /** The whole environment; nothing is inherited. */
  env: Record<string, string>
  timeoutS: number
  signal?: AbortSignal | undefined
}

const LOG_BYTES = 16 * 1024
const SAMPLE_MS = 100
const GRACE_MS = 2000

/** Runs one process in its own group until it ends, its time is up or `signal` aborts; then kills the whole group. */
export async function runProcess(order: ProcessOrder): Promise<ProcessRun> {
  const started = performance.now()
  const [program, ...args] = order.argv
  const child = spawn(program!, args, {
    cwd: order.cwd,
    env: order.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = Buffer.alloc(0)
  const keep = (chunk: Buffer) => {
    log = Buffer.concat([log, chunk]).subarray(-LOG_BYTES)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)

  let peak: number | null = null
  const sampler = setInterval(async () => {
    const now = child.pid ? await processTreeRssMb(child.pid) : null
    if (now !== null) peak = Math.max(peak ?? 0, now)
  }, SAMPLE_MS)
  let ended: ProcessRun['ended'] = 'by-itself'
  let force: NodeJS.Timeout | undefined
  const stop = (why: ProcessRun['ended']) => {
    ended = why
    killGroup(child, 'SIGTERM')
    force = setTimeout(() => killGroup(child, 'SIGKILL'), GRACE_MS)
  }
  const clock = setTimeout(() => stop('timed-out'), Math.min(order.timeoutS * 1000, 2 ** 31 - 1))
  const onAbort = () => stop('cancelled')
  if (order.signal?.aborted) onAbort()
  order.signal?.addEventListener('abort', onAbort)
  try {
    const exitCode = await new Promise<number | null>((done) => {
      child.on('error', (error) => {
        ended = 'not-started'
        keep(Buffer.from(`${error.message}\n`))
        done(null)
      })
      // "exit", not "close": a child left behind may hold the pipes open for ever.
      child.on('exit', (code) => done(code))
    })
    killGroup(child, 'SIGKILL')
    await drained(child)
    return {
      exitCode,
      ended,
      seconds: (performance.now() - started) / 1000,
      peakRssMb: peak,
      logTail: log.toString('utf8'),
    }
  } finally {
    clearInterval(sampler)
    clearTimeout(clock)
    clearTimeout(force)
    order.signal?.removeEventListener('abort', onAbort)
  }
}

/** Waits until what was written before the end has been read, half a second at most. */
async function drained(child: ChildProcess): Promise<void> {
  const ends = [child.stdout, child.stderr].map(
    (stream) => new Promise<void>((done) => (!stream || stream.closed ? done() : stream.once('close', () => done()))),
  )
  await Promise.race([Promise.all(ends), new Promise((done) => setTimeout(done, 500))])
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (!child.pid) return
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
