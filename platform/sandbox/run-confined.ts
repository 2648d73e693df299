import { type ChildProcess, spawn } from 'node:child_process'
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ConfinedOrder, confine, type Fence, type OsUser } from './confine.ts'

export interface ConfinedEnd {
  /** null when it was killed or never started. A program that a signal ended has 128 and the signal's number. */
  exitCode: number | null
  ended: 'by-itself' | 'timed-out' | 'cancelled' | 'not-started' | 'over-limit'
  /** Which limit, when it was ended for one that the platform watches. */
  limit?: 'memory' | 'written' | 'files'
  seconds: number
  /** Largest resident memory seen of all its processes; null where it cannot be measured. */
  peakRssMb: number | null
  /** The last 16 KiB of output. It may say anything: see `identifiersIn` before it is kept. */
  logTail: string
}

const logBytes = 16 * 1024
const lookMs = 200

/** Runs one program behind the fence until it ends, and kills all that it started. Spawned as `user` when that is given. */
export async function runConfined(
  order: ConfinedOrder,
  fence: Fence,
  given: { user?: OsUser; signal?: AbortSignal } = {},
): Promise<ConfinedEnd> {
  const started = performance.now()
  const [program = '', ...args] = confine(order, fence, given.user)
  const child = spawn(program, args, {
    cwd: '/',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(fence === 'root' ? {} : given.user),
    ...(fence === 'limits-only' ? { cwd: order.cwd } : {}),
  })
  let log = Buffer.alloc(0)
  const keep = (chunk: Buffer) => {
    log = Buffer.concat([log, chunk]).subarray(-logBytes)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  let ended: ConfinedEnd['ended'] = 'by-itself'
  let limit: ConfinedEnd['limit']
  let peak: number | null = null
  const stop = (why: ConfinedEnd['ended'], over?: ConfinedEnd['limit']) => {
    if (ended !== 'by-itself') return
    ended = why
    limit = over
    killAll(child)
  }
  const watch = setInterval(() => {
    const now = child.pid ? memoryBelow(child.pid) : null
    if (now !== null) peak = Math.max(peak ?? 0, now)
    if (now !== null && now > order.limits.memoryMb) return stop('over-limit', 'memory')
    const { bytes, files } = measureFolders(order.writes, order.limits.files)
    if (bytes > order.limits.writtenMb * 1024 ** 2) stop('over-limit', 'written')
    else if (files > order.limits.files) stop('over-limit', 'files')
  }, lookMs)
  const clock = setTimeout(() => stop('timed-out'), order.limits.wallS * 1000)
  const onAbort = () => stop('cancelled')
  if (given.signal?.aborted) onAbort()
  given.signal?.addEventListener('abort', onAbort)
  try {
    const exitCode = await new Promise<number | null>((done) => {
      child.once('error', (error) => {
        ended = 'not-started'
        keep(Buffer.from(`${error.message}\n`))
        done(null)
      })
      // "exit", not "close": what it left behind may hold the pipes open for ever.
      child.once('exit', (code) => done(code))
    })
    killAll(child)
    await drained(child)
    const seconds = (performance.now() - started) / 1000
    if (exitCode === 120 && fence !== 'limits-only') ended = 'not-started'
    return {
      exitCode: ended === 'by-itself' ? exitCode : null,
      ended,
      ...(limit ? { limit } : {}),
      seconds,
      peakRssMb: peak,
      logTail: log.toString('utf8'),
    }
  } finally {
    clearInterval(watch)
    clearTimeout(clock)
    given.signal?.removeEventListener('abort', onAbort)
  }
}

/** Everything below the child first, while it is still its own: a program may have left the group, but not the tree. */
function killAll(child: ChildProcess): void {
  if (!child.pid) return
  const below = descendants(child.pid)
  for (const pid of [-child.pid, child.pid, ...below])
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has ended.
    }
}

function descendants(pid: number): number[] {
  let text = ''
  try {
    text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  } catch {
    return []
  }
  return text
    .split(' ')
    .filter(Boolean)
    .map(Number)
    .flatMap((one) => [one, ...descendants(one)])
}

function memoryBelow(pid: number): number | null {
  let mb: number | null = null
  for (const one of [pid, ...descendants(pid)])
    try {
      const kb = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${one}/status`, 'utf8'))?.[1]
      if (kb) mb = (mb ?? 0) + Number(kb) / 1024
    } catch {
      // It has ended.
    }
  return mb
}

/** What lies in folders, in bytes on the disk; stops counting soon after `most` files. Follows no link. */
function measureFolders(folders: readonly string[], most: number): { bytes: number; files: number } {
  let [bytes, files] = [0, 0]
  const open = [...folders]
  for (let folder = open.pop(); folder !== undefined && files <= most; folder = open.pop()) {
    let names: string[] = []
    try {
      names = readdirSync(folder)
    } catch {
      // It was removed meanwhile, or closed to us: then its size is not told, and its files are refused when they are read.
    }
    for (const name of names) {
      files++
      try {
        const stat = lstatSync(join(folder, name))
        bytes += stat.blocks * 512
        if (stat.isDirectory()) open.push(join(folder, name))
      } catch {
        // It was removed meanwhile.
      }
    }
  }
  return { bytes, files }
}

/** Waits until what was written before the end has been read, half a second at most. */
async function drained(child: ChildProcess): Promise<void> {
  const ends = [child.stdout, child.stderr].map(
    (stream) => new Promise<void>((done) => (!stream || stream.closed ? done() : stream.once('close', () => done()))),
  )
  await Promise.race([Promise.all(ends), new Promise((done) => setTimeout(done, 500))])
}
