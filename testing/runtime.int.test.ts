import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ownRuntime } from './runtime.ts'
import { endNode } from './server-process.ts'

describe('the runtime folder of a test file', () => {
  const [one, other] = [ownRuntime(), ownRuntime()]
  const started: ChildProcess[] = []
  const begin = (cwd: string, name: string) => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.resume()', name], {
      cwd,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    started.push(child)
    return child
  }
  afterAll(async () => {
    await Promise.all(started.map((child) => endNode(child, 'SIGKILL')))
    one.close()
    other.close()
  })

  it('holds what the repository’s holds, and counts the workers of this file alone', () => {
    expect(existsSync(join(one.folder, 'clic_runtime/worker.py'))).toBe(true)
    const mine = begin(one.folder, 'clic_runtime.worker')
    const beside = begin(other.folder, 'clic_runtime.worker')
    begin(one.folder, 'another program')
    expect(one.workers()).toEqual([mine.pid])
    expect(other.workers()).toEqual([beside.pid])
  })
})
