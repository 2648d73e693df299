import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** Linux, mm/page_reporting.c: free blocks of memory of this order (4 KiB << order) and above are handed back to the host of a virtual machine. */
const parameter = '/sys/module/page_reporting/parameters/page_reporting_order'
/** No block is that large, so none is handed back. */
const never = '11'

/**
 * Lets a virtual machine keep its free memory while something is measured, as one fixes the clock of a processor for it: else memory that lies
 * free for two seconds goes back to the host, which makes each page anew when it is touched, and the same program takes one to four times as
 * long, those worst that run longer than two seconds. For every tool alike. Returns what puts the setting back, which happens at the end of the
 * process too, unless it is killed outright; undefined where there is no such setting, or this user may not change it.
 */
export function keepMemory(): (() => void) | undefined {
  if (!existsSync(parameter)) return undefined
  const before = readFileSync(parameter, 'latin1').trim()
  try {
    writeFileSync(parameter, never)
  } catch {
    return undefined
  }
  let changed = true
  const putBack = () => {
    if (changed) writeFileSync(parameter, before)
    changed = false
  }
  process.once('exit', putBack)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
  return putBack
}
