import { readFileSync } from 'node:fs'
import { systemClock } from '@clic/platform/clock'
import { createLog } from '@clic/platform/log'
import { settleAfterStart } from '@clic/platform/settle'
import { type Patience, type Program, supervise } from './supervise.ts'

// The supervisor's process: `node supervisor-main.ts SPEC` prints one JSON line when every program answers, and keeps them up.
const spec = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as {
  programs: Program[]
  patience: Patience
  stateFile: string
}
const log = createLog({ clock: systemClock, zone: 'supervisor' })
const supervisor = supervise({ ...spec, log, now: () => systemClock.now() })
try {
  const stop = () => {
    supervisor.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  const pids = await supervisor.start()
  process.stdout.write(`${JSON.stringify({ ready: true, pid: process.pid, pids })}\n`)
  settleAfterStart()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
