import { readFileSync } from 'node:fs'
import { findFence } from './probe.ts'
import { foldersOfProgram } from './programs.ts'
import { startRunner } from './runner.ts'

// The process that runs a zone's foreign packages, as an operating-system user of its own: `node runner-main.ts SETTINGS`. It reads
// nothing of the platform but its settings, holds no secret, and has no network. It ends by itself, with code 0, when nothing was asked for
// `restS` seconds; with `--fence` it says which fence it finds, and ends.
const settings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as {
  exchange: string
  programs: string[]
  restS?: number
}
const programs = settings.programs.flatMap(foldersOfProgram)
const say = (words: object) => process.stdout.write(`${JSON.stringify(words)}\n`)
if (process.argv[3] === '--fence') {
  say({ fence: (await findFence(settings.exchange, programs)).fence })
} else {
  const end = () => void runner.stop().then(() => process.exit(0))
  const rest = settings.restS === undefined ? {} : { rest: { afterMs: settings.restS * 1000, now: end } }
  const runner = await startRunner({ exchange: settings.exchange, programs, ...rest })
  say({ ready: true, fence: runner.fence })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end)
}
