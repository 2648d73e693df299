import { readFileSync } from 'node:fs'
import { foldersOfProgram } from './programs.ts'
import { startRunner } from './runner.ts'

// The process that runs a zone's foreign packages, as an operating-system user of its own: `node runner-main.ts SETTINGS`. It reads
// nothing of the platform but its settings, holds no secret, and has no network.
const settings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as { exchange: string; programs: string[] }
const runner = await startRunner({ ...settings, programs: settings.programs.flatMap(foldersOfProgram) })
process.stdout.write(`${JSON.stringify({ ready: true, fence: runner.fence })}\n`)
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => void runner.stop().then(() => process.exit(0)))
