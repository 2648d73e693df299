import { execFileSync } from 'node:child_process'
import { chmod, mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeTree, scratchFolder } from '../testing/make-tree.ts'
import { mapDigest } from './map-digest.ts'
import { packMap } from './pack-map.ts'
import { unpackMap } from './unpack-map.ts'

const LONG = `opt/${'a-rather-long-folder-name/'.repeat(9)}modelæøå.pt`

async function sample(): Promise<string> {
  const dir = await makeTree(await scratchFolder(), {
    'etc/app.json': '{}',
    'opt/empty': '',
    [LONG]: 'x'.repeat(1500),
    'var/tools': '#!/bin/sh\n',
  })
  await chmod(join(dir, 'var/tools'), 0o755)
  await mkdir(join(dir, 'var/input'))
  return dir
}

async function refusal(tar: Uint8Array, limits = {}): Promise<string> {
  const parent = await scratchFolder()
  const result = await unpackMap(tar, join(parent, 'out'), limits)
  expect(await readdir(parent)).toEqual([])
  return result.ok ? 'taken' : result.problem.detail
}

/** GNU tar as the independent maker of archives. */
function gnuTar(dir: string, ...args: string[]): Uint8Array {
  return execFileSync('tar', ['-C', dir, '-cf', '-', ...args], { maxBuffer: 1e9, stdio: ['ignore', 'pipe', 'ignore'] })
}

describe('packing and unpacking', () => {
  it('brings back every file, folder, long name and mode', async () => {
    const dir = await sample()
    const out = join(await scratchFolder(), 'out')
    const result = await unpackMap(await packMap(dir), out)
    expect(result).toMatchObject({ ok: true, files: 4, bytes: 2 + 1500 + 10 })
    expect(await mapDigest(out)).toBe(await mapDigest(dir))
    expect((await readdir(out, { recursive: true })).sort()).toEqual((await readdir(dir, { recursive: true })).sort())
    expect(await packMap(out)).toEqual(await packMap(dir))
  })

  it('is read by GNU tar, byte for byte', async () => {
    const dir = await sample()
    const out = await scratchFolder()
    execFileSync('tar', ['-C', out, '-xf', '-'], { input: await packMap(dir) })
    expect(await mapDigest(out)).toBe(await mapDigest(dir))
  })

  it('reads what GNU tar writes in its three formats', async () => {
    const dir = await sample()
    for (const format of ['gnu', 'pax']) {
      const out = join(await scratchFolder(), 'out')
      expect(await unpackMap(gnuTar(dir, `--format=${format}`, '.'), out)).toMatchObject({ ok: true })
      expect(await mapDigest(out)).toBe(await mapDigest(dir))
    }
    const ustar = await makeTree(await scratchFolder(), { [`${'folder-of-thirty-characters-ab/'.repeat(4)}file`]: 'y' })
    const out = join(await scratchFolder(), 'out')
    expect(await unpackMap(gnuTar(ustar, '--format=ustar', 'folder-of-thirty-characters-ab'), out)).toMatchObject({
      ok: true,
    })
    expect(await mapDigest(out)).toBe(await mapDigest(ustar))
  })

  it('takes an archive in pieces of any size', async () => {
    const tar = await packMap(await sample())
    async function* pieces(size: number) {
      for (let at = 0; at < tar.length; at += size) yield tar.subarray(at, at + size)
    }
    for (const size of [1, 511, 513, 4096])
      expect(await unpackMap(pieces(size), join(await scratchFolder(), 'out'))).toMatchObject({ ok: true })
  })
})

describe('refusing an archive', () => {
  it('refuses a link and leaves nothing', async () => {
    const dir = await sample()
    await symlink('/etc/passwd', join(dir, 'opt/link'))
    expect(await refusal(gnuTar(dir, '.'))).toMatch('"opt/link" is a link')
  })

  it('refuses paths that lead out of the folder', async () => {
    const dir = await makeTree(await scratchFolder(), { in: 'x' })
    for (const name of ['../out', 'a/../../out', '/etc/out', 'a//b', 'a/./b', 'a\\b', 'a\nb'])
      expect(
        await refusal(gnuTar(dir, '-P', `--transform=s|^in$|${name.replaceAll('\\', '\\\\')}|`, 'in')),
        name,
      ).toMatch('leads out')
  })

  it('refuses a device and a compressed archive by name', async () => {
    const pipe = Buffer.from(await packMap(await makeTree(await scratchFolder(), { pipe: '' })))
    // "6" is a FIFO; the check sum grows by the difference to "0".
    pipe.write('6', 156)
    const sum = Number.parseInt(pipe.toString('latin1', 148, 154), 8) + 6
    pipe.write(sum.toString(8).padStart(6, '0'), 148)
    expect(await refusal(pipe)).toMatch('"pipe" is a special file')
    expect(await refusal(gzipSync(await packMap(await sample())))).toMatch(/compressed|ends in the middle/)
    expect(await refusal(gzipSync(await packMap(await sample()), { level: 0 }))).toMatch('compressed')
  })

  it('refuses a file twice, and a file that is also a folder', async () => {
    const one = await packMap(await makeTree(await scratchFolder(), { a: '1' }))
    const under = await packMap(await makeTree(await scratchFolder(), { 'a/b': '2' }))
    const joined = (first: Uint8Array, second: Uint8Array) =>
      Buffer.concat([first.subarray(0, first.length - 1024), second])
    expect(await refusal(joined(one, one))).toMatch('twice')
    expect(await refusal(joined(one, under))).toMatch('twice, or is both')
    expect(await refusal(joined(under, one))).toMatch('twice')
  })

  it('refuses more files or bytes than allowed, before they are written', async () => {
    const tar = await packMap(await sample())
    expect(await refusal(tar, { maxFiles: 3 })).toMatch('more than 3 files')
    expect(await refusal(tar, { maxBytes: 1000 })).toMatch('or 0 MiB')
  })

  it('never overwrites a folder that holds something', async () => {
    const dir = await makeTree(await scratchFolder(), { kept: 'yes' })
    expect(await unpackMap(await packMap(await sample()), dir)).toMatchObject({
      ok: false,
      problem: { code: 'map_target_not_empty' },
    })
    expect(await readFile(join(dir, 'kept'), 'utf8')).toBe('yes')
  })

  it('refuses every truncation', async () => {
    const tar = await packMap(await sample())
    for (let end = 0; end < tar.length - 512; end += 512)
      expect(await refusal(tar.subarray(0, end)), `${end}`).not.toBe('taken')
  })

  it('never takes a damaged header, and never writes outside whatever bytes come', async () => {
    const tar = await packMap(await sample())
    await fc.assert(
      fc.asyncProperty(fc.nat(511), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const damaged = Uint8Array.from(tar)
        damaged[at]! ^= flip
        // Bytes 500 to 511 are unused in a ustar header but counted in its sum.
        expect(await refusal(damaged)).not.toBe('taken')
      }),
      { numRuns: 60 },
    )
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 0, maxLength: 3000 }), async (bytes) => {
        const empty = bytes.length >= 1024 && bytes.every((b) => b === 0)
        if (!empty) expect(await refusal(bytes)).not.toBe('taken')
      }),
      { numRuns: 60 },
    )
  })

  it('refuses what follows the end', async () => {
    const tar = await packMap(await sample())
    expect(await refusal(Buffer.concat([tar, Buffer.from('more')]))).toMatch('follows the end')
  })
})

it('counts folders too: an archive of nothing but folders is refused', async () => {
  const dir = await scratchFolder()
  for (let i = 0; i < 60; i++) await mkdir(join(dir, `folder-${i}`))
  expect(await refusal(gnuTar(dir, '.'), { maxFiles: 20 })).toMatch('more than 20 files')
  const out = join(await scratchFolder(), 'out')
  expect(await unpackMap(gnuTar(dir, '.'), out, { maxFiles: 40 })).toMatchObject({ ok: true, files: 0 })
})
