/**
 * Damaged inputs through tokeniser and rewriter, for as long as one likes:
 *
 *     node bench/fuzz-deidentify.ts [--count 100000] [--from 0] [--workers 2] [--json]
 *
 * Input number i is always the same: a small object of one of many kinds and syntaxes with one to four changes to value representation,
 * length, tag, character set, order or nesting, and noise. Each is de-identified; what is released must read, hold nothing known of the
 * patient and carry the pseudonym, and come out of the way for long files with the same bytes. An input that takes longer than ten seconds
 * is a hang. Ends with 1 when there is a fault, and says which input shows it.
 */
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { attempts } from '../libraries/deidentification/testing/fuzz/attempt.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    from: { type: 'string', default: '0' },
    workers: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
  },
})
const hangMs = 10_000

interface Share {
  first: number
  last: number
  step: number
  /** Number of the input at work, and how many are done. */
  now: SharedArrayBuffer
}

interface Found {
  outcomes: Record<string, number>
  seeds: Record<string, number>
  faults: { input: number; seed: string; fault: string }[]
  slowestMs: number
}

function work({ first, last, step, now }: Share): Found {
  const attempt = attempts()
  const at = new Int32Array(now)
  const found: Found = { outcomes: {}, seeds: {}, faults: [], slowestMs: 0 }
  for (let i = first; i < last; i += step) {
    Atomics.store(at, 0, i)
    Atomics.add(at, 1, 1)
    const began = performance.now()
    const { seed, outcome, fault } = attempt(i)
    found.slowestMs = Math.max(found.slowestMs, performance.now() - began)
    found.outcomes[outcome] = (found.outcomes[outcome] ?? 0) + 1
    if (outcome === 'released') found.seeds[seed] = (found.seeds[seed] ?? 0) + 1
    if (fault && found.faults.length < 20) found.faults.push({ input: i, seed, fault })
  }
  return found
}

async function run(): Promise<number> {
  const [count, from, workers] = [Number(values.count), Number(values.from), Number(values.workers)]
  const began = performance.now()
  const shares = Array.from(
    { length: workers },
    (_, w): Share => ({
      first: from + w,
      last: from + count,
      step: workers,
      now: new SharedArrayBuffer(8),
    }),
  )
  const hung: number[] = []
  const told = setInterval(() => {
    const done = shares.reduce((total, share) => total + Atomics.load(new Int32Array(share.now), 1), 0)
    process.stderr.write(`   ${done} of ${count}\n`)
  }, 30_000)
  const found = await Promise.all(shares.map((share) => watched(share, hung)))
  clearInterval(told)
  const sum = (parts: Record<string, number>[]) => {
    const all: Record<string, number> = {}
    for (const [key, times] of parts.flatMap((one) => Object.entries(one))) all[key] = (all[key] ?? 0) + times
    return all
  }
  const result = {
    count,
    seconds: Math.round((performance.now() - began) / 100) / 10,
    outcomes: sum(found.map((one) => one?.outcomes ?? {})),
    kinds: Object.keys(sum(found.map((one) => one?.seeds ?? {}))).length,
    slowestMs: Math.round(Math.max(0, ...found.map((one) => one?.slowestMs ?? 0))),
    hung,
    faults: found.flatMap((one) => one?.faults ?? []),
  }
  if (values.json) console.log(JSON.stringify(result))
  else {
    console.log(
      `${count} inputs in ${result.seconds} s, slowest ${result.slowestMs} ms; released of ${result.kinds} kinds`,
    )
    console.log(JSON.stringify(result.outcomes))
    for (const input of hung) console.log(`input ${input} hangs`)
    for (const one of result.faults) console.log(`input ${one.input} (${one.seed}): ${one.fault}`)
  }
  return result.faults.length + hung.length > 0 ? 1 : 0
}

/** A worker and its watch: an input that stays at work too long is noted and the worker ended. */
function watched(share: Share, hung: number[]): Promise<Found | undefined> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: share })
    const at = new Int32Array(share.now)
    let last = { done: -1, since: performance.now() }
    const watch = setInterval(() => {
      const done = Atomics.load(at, 1)
      if (done !== last.done) last = { done, since: performance.now() }
      else if (done > 0 && performance.now() - last.since > hangMs) {
        hung.push(Atomics.load(at, 0))
        end()
        void worker.terminate()
        resolve(undefined)
      }
    }, 1000)
    const end = () => clearInterval(watch)
    worker.once('message', (found: Found) => {
      end()
      resolve(found)
    })
    worker.once('error', (error) => {
      end()
      reject(error)
    })
  })
}

if (isMainThread) process.exitCode = await run()
else parentPort?.postMessage(work(workerData as Share))
