import { appendFileSync } from 'node:fs'
import type { Clock } from '../clock/index.ts'

export { faultOf } from './fault-of.ts'

/** One JSON line an event. Fields are ids, counts and codes; callers never pass a value read from a patient's object. */
export interface Log {
  info(event: string, fields?: Record<string, string | number | boolean | undefined>): void
  error(event: string, fields?: Record<string, string | number | boolean | undefined>): void
}

export function createLog(input: { clock: Clock; zone: string; file?: string }): Log {
  const write = (level: string, event: string, fields: Record<string, unknown> = {}) => {
    const line = `${JSON.stringify({ at: input.clock.now().toISOString(), level, zone: input.zone, event, ...fields })}\n`
    if (input.file) appendFileSync(input.file, line)
    else process.stderr.write(line)
  }
  return {
    info: (event, fields) => write('info', event, fields),
    error: (event, fields) => write('error', event, fields),
  }
}

export const silentLog: Log = { info: () => undefined, error: () => undefined }
