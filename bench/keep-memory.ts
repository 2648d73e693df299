import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** Linux, mm/page_reporting.c: free blocks of memory of this order (4 KiB << order) and above are handed back to the host of a virtual machine. */
const parameter = '/sys/module/page_reporting/parameters/page_reporting_order'
/** No block is that large, so none is handed back. */
const never = '11'

/**
 * Lets a virtual machine keep its free memory while something is measured, as one fixes the clock of a processor for it: else memory that lies
 * free for two seconds goes back to the host, which makes each page anew when it is touched, and the same program takes one to four times as
 * long, those worst that run longer than two seconds. For every tool alike. `giveBack` puts the setting back, which happens at the end of the
 * process too, unless it is killed outright; there is none where the machine kept its memory before. Undefined where there is no such setting,
 * or this user may not change it.
 */
export function keepMemory(): { giveBack?: () => void } | undefined {
  if (!existsSync(parameter)) return undefined
  const before = readFileSync(parameter, 'latin1').trim()
  if (before === never) return {}
  try {
    writeFileSync(parameter, never)
  } catch {
    return undefined
  }
  let changed = true
  const giveBack = () => {
    if (changed) writeFileSync(parameter, before)
    changed = false
  }
  process.once('exit', giveBack)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
  return { giveBack }
}

/**
 * Touches nine tenths of the memory that lies free: what the host took before is made now, once, and not while a tool runs that is given those
 * pages. Which tool that is depends on chance: writing 1 GB took one 0.1 s and the other 1.9 s.
 */
export function touchFreeMemory(): void {
  const said = existsSync('/proc/meminfo') ? readFileSync('/proc/meminfo', 'latin1') : ''
  const free = Math.min(1024 * Number(/^MemFree:\s+(\d+)/m.exec(said)?.[1] ?? 0), process.availableMemory())
  const [piece, pieces] = [1 << 28, Math.floor((0.9 * free) / (1 << 28))]
  const touch = `const held = []; for (let i = 0; i < ${pieces}; i++) held.push(Buffer.alloc(${piece}, 1))`
  spawnSync(process.execPath, ['-e', touch])
}
