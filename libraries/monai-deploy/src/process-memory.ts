import { readFile } from 'node:fs/promises'

/** Resident MiB of a process and all its descendants now; null where /proc does not tell (not Linux, or ended). */
export async function processTreeRssMb(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null)
  const own = /^VmRSS:\s+(\d+) kB/m.exec(status ?? '')
  if (!own) return null
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const below = await Promise.all(
    children
      .split(' ')
      .filter(Boolean)
      .map((child) => processTreeRssMb(Number(child))),
  )
  return below.reduce<number>((sum, mb) => sum + (mb ?? 0), Number(own[1]) / 1024)
}
