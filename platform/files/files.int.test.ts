import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFiles, sweepStaging } from './index.ts'

describe('the files of a zone', () => {
  let root = ''
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'clic-files-'))
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  const stored = () =>
    existsSync(join(root, 'objects'))
      ? readdirSync(join(root, 'objects'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
      : []

  it('are named by the SHA-256 of their bytes, whatever their size', async () => {
    const files = createFiles(root)
    for (const bytes of [new Uint8Array(), Buffer.from('a'), randomBytes(5_000_000)]) {
      const { sha256, size } = await files.put(bytes)
      expect({ sha256, size }).toEqual({
        sha256: createHash('sha256').update(bytes).digest('hex'),
        size: bytes.byteLength,
      })
      expect(Buffer.compare(Buffer.from(await files.get(sha256)), Buffer.from(bytes))).toBe(0)
      expect(await files.has(sha256)).toBe(true)
    }
  })

  it('are one when the same bytes come twice, also at the same moment', async () => {
    const files = createFiles(root)
    await Promise.all(Array.from({ length: 5 }, () => files.put(Buffer.from('same'))))
    expect(stored()).toHaveLength(1)
    expect(readdirSync(files.staging)).toEqual([])
  })

  it('can be read by the zone’s user alone', async () => {
    const files = createFiles(root)
    const { sha256 } = await files.put(Buffer.from('private'))
    expect(statSync(files.path(sha256)).mode & 0o077).toBe(0)
    expect(statSync(files.staging).mode & 0o077).toBe(0)
  })

  it('have no other names: no path leads out of the folder', () => {
    const files = createFiles(root)
    for (const name of ['../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(64)}/..`, `${'a'.repeat(63)}\n`])
      expect(() => files.path(name)).toThrow(/SHA-256/)
  })

  it('are gone when removed, and removing twice is no failure', async () => {
    const files = createFiles(root)
    const { sha256 } = await files.put(Buffer.from('x'))
    await files.remove(sha256)
    await files.remove(sha256)
    expect(await files.has(sha256)).toBe(false)
  })

  it('are whole or not there at any moment while they are written, and when the writer is killed', async () => {
    const script = fileURLToPath(new URL('./fixtures/write-for-ever.ts', import.meta.url))
    const whole = new Set<string>()
    const look = () => {
      for (const one of stored().filter(({ name }) => !whole.has(name))) {
        const bytes = readFileSync(join(one.parentPath, one.name))
        expect(createHash('sha256').update(bytes).digest('hex')).toBe(one.name)
        whole.add(one.name)
      }
    }
    for (let round = 0; round < 3; round++) {
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, root], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const gone = new Promise((resolve) => child.once('close', resolve))
      const acknowledged: string[] = []
      child.stdout.on('data', (chunk: Buffer) =>
        acknowledged.push(
          ...chunk
            .toString()
            .split('\n')
            .filter((line) => line.length === 64),
        ),
      )
      const until = 3 + Math.floor(Math.random() * 4)
      while (acknowledged.length < until && child.exitCode === null) {
        look()
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 3))
      }
      child.kill('SIGKILL')
      await gone
      look()
      for (const sha256 of acknowledged) expect(whole.has(sha256)).toBe(true)
      expect(acknowledged.length).toBeGreaterThanOrEqual(until)
      // The next start leaves nothing half written.
      sweepStaging(createFiles(root))
      expect(readdirSync(join(root, 'staging'))).toEqual([])
    }
  })
})
