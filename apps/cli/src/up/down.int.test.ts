import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '@clic/platform/db'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freePort } from '../../../../testing/database.ts'
import { stopPlatform } from './down.ts'
import { osUsers } from './os-users.ts'
import { isAlive, isOurs } from './processes.ts'

describe('stopping the platform', () => {
  let root: string
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'clic-down-')))
    // The database’s own user has to come in.
    chmodSync(root, 0o755)
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  it('ends the database of a start that was broken off before anything was noted', async () => {
    const database = await startEmbedded({
      folder: join(root, 'db-clinic'),
      port: await freePort(),
      password: 'of the test',
      user: osUsers().postgres,
      small: true,
    })
    expect(isOurs(database.pid, root)).toBe(true)
    expect(await stopPlatform(root)).toBe(true)
    expect(isAlive(database.pid)).toBe(false)
    expect(await stopPlatform(root)).toBe(false)
  }, 60_000)

  it('leaves a program alone that got the number of one of ours after the machine was started anew', async () => {
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' })
    try {
      const pid = stranger.pid ?? 0
      mkdirSync(join(root, 'secrets'))
      writeFileSync(join(root, 'platform.json'), JSON.stringify({ pids: { supervisor: pid, clinic: pid, vault: pid } }))
      writeFileSync(
        join(root, 'secrets', 'supervisor-state.json'),
        JSON.stringify({ supervisor: pid, programs: { research: { pid } } }),
      )
      await stopPlatform(root)
      expect(isAlive(pid)).toBe(true)
      expect(existsSync(join(root, 'platform.json'))).toBe(false)
    } finally {
      stranger.kill('SIGKILL')
    }
  })
})
