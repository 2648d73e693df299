import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Fence, OsUser } from './confine.ts'
import { usualLimits } from './limits.ts'
import { runConfined } from './run-confined.ts'

/** `user` is undefined where even the user of its own cannot be had, because it could not read the programs. */
export interface Found {
  fence: Fence
  user: OsUser | undefined
}

/** Which fence this machine allows: each is tried with a program that looks whether the interpreters can be read from behind it. */
export async function findFence(folder: string, programs: readonly string[], user?: OsUser): Promise<Found> {
  const root = join(folder, `probe-${randomBytes(8).toString('hex')}`)
  mkdirSync(root)
  chmodSync(root, 0o755)
  const order = {
    argv: ['/bin/sh', '-c', 'for one; do [ -r "$one" ] || exit 1; done', 'sh', ...programs],
    cwd: '/',
    env: {},
    reads: [...programs],
    writes: [],
    root,
    limits: { ...usualLimits, wallS: 20 },
  }
  try {
    const given = user ? { user } : {}
    for (const fence of [
      'user-namespace',
      ...(process.getuid?.() === 0 ? ['root' as const] : []),
      'limits-only',
    ] as const)
      if ((await runConfined(order, fence, given)).exitCode === 0) return { fence, user }
    return { fence: 'limits-only', user: undefined }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
