import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readOptions } from '../options.ts'
import { rootOf } from './down.ts'
import { isAlive } from './processes.ts'
import { readSupervisorState } from './supervise.ts'

interface PlatformStatus {
  clinicUrl: string
  researchUrl: string
  dicom: { aeTitle: string; port: number }
  /** One sentence a program, and first one about the supervisor when it is gone. */
  lines: string[]
  /** Every program is up and somebody would start it again. */
  well: boolean
}

/** How the platform in a state folder stands; undefined when none was started there. */
export function platformStatus(root: string): PlatformStatus | undefined {
  const file = join(root, 'platform.json')
  if (!existsSync(file)) return undefined
  const platform = JSON.parse(readFileSync(file, 'utf8')) as {
    clinicUrl: string
    researchUrl: string
    dicom: { aeTitle: string; port: number }
    supervisorFile: string
  }
  const state = readSupervisorState(platform.supervisorFile)
  const watched = state !== undefined && isAlive(state.supervisor)
  const lines = watched
    ? []
    : [
        'The supervisor is not running: nothing that ends is started again. Stop with ./clic down, start with ./clic up.',
      ]
  let well = watched
  for (const [name, one] of Object.entries(state?.programs ?? {})) {
    const up = one.state === 'up' && one.pid !== null && isAlive(one.pid)
    const rests = one.state === 'rests'
    well &&= up || rests
    const before = one.lastEnd
      ? `; started again ${one.restarts} times, it ended last at ${one.lastEnd.at} (${one.lastEnd.how})`
      : ''
    if (up) lines.push(`${name}: up, process ${one.pid}${before}`)
    else if (rests) lines.push(`${name}: rests, it is started when a package of others is to run${before}`)
    else if (one.state === 'given up')
      lines.push(
        `${name}: GIVEN UP, it ended again and again (${one.lastEnd?.how}). Its log in ${join(root, 'secrets', `${name}.log`)} says why; then ./clic down and ./clic up.`,
      )
    else lines.push(`${name}: down${watched ? ', it is being started again' : ''}${before}`)
  }
  const { clinicUrl, researchUrl, dicom } = platform
  return { clinicUrl, researchUrl, dicom, lines, well }
}

/** `clic status`: exit code 0 when all is up, 1 when something is not, 3 when nothing was started. */
export async function statusCommand(args: string[]): Promise<number> {
  const { values } = readOptions('status', args, { state: { type: 'path' } })
  const status = platformStatus(rootOf(values.state))
  if (!status) {
    process.stdout.write('CLIC is not running here. Start it with ./clic up.\n')
    return 3
  }
  process.stdout.write(`${[status.clinicUrl, status.researchUrl, ...status.lines].join('\n')}\n`)
  return status.well ? 0 : 1
}
