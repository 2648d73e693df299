import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Fence, OsUser } from './confine.ts'
import { usualLimits } from './limits.ts'
import { runConfined } from './run-confined.ts'

/** Which fence this machine allows: each is tried with a program that does nothing. */
export async function findFence(folder: string, programs: readonly string[], user?: OsUser): Promise<Fence> {
  const root = join(folder, `probe-${randomBytes(8).toString('hex')}`)
  mkdirSync(root)
  chmodSync(root, 0o755)
  const order = {
    argv: ['/bin/true'],
    cwd: '/',
    env: {},
    reads: [...programs],
    writes: [],
    root,
    limits: { ...usualLimits, wallS: 20 },
  }
  try {
    for (const fence of ['user-namespace', ...(process.getuid?.() === 0 ? ['root' as const] : [])] as const)
      if ((await runConfined(order, fence, user ? { user } : {})).exitCode === 0) return fence
    return 'limits-only'
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
