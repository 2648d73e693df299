import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { repository } from '../repository.ts'
import { fetchSource, type SourceList, sourceListSchema } from './fetch-source.ts'

const image = Buffer.from('an image')
const sha256 = createHash('sha256').update(image).digest('hex')

describe('a pinned public source', () => {
  let server: Server
  let folder: string
  let asked: string[]
  let list: SourceList
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'clic-source-'))
    asked = []
    server = createServer((request, response) => {
      asked.push(request.url ?? '')
      if (request.url?.endsWith('missing.nii.gz')) response.writeHead(404).end()
      else response.end(image)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    list = {
      repository: 'https://example.org/a',
      commit: 'a'.repeat(40),
      licence: 'CC0',
      base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/pinned/`,
      files: { 'images/a.nii.gz': sha256 },
    }
  })
  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve))
    rmSync(folder, { recursive: true, force: true })
  })

  it('is fetched once and not again while the digests are right', async () => {
    expect(await fetchSource(list, folder)).toEqual({ ok: true, fetched: 1 })
    expect(await fetchSource(list, folder)).toEqual({ ok: true, fetched: 0 })
    expect(readFileSync(join(folder, 'images/a.nii.gz'))).toEqual(image)
    expect(asked).toEqual(['/pinned/images/a.nii.gz'])
  })

  it('is refused when a file comes with other bytes than those pinned, and leaves no file behind', async () => {
    const other = { ...list, files: { 'images/a.nii.gz': 'b'.repeat(64) } }
    expect(await fetchSource(other, folder)).toEqual({
      ok: false,
      reason: 'images/a.nii.gz came with other bytes than those that were pinned',
    })
    expect(existsSync(join(folder, 'images/a.nii.gz'))).toBe(false)
  })

  it('says which file the source no longer has', async () => {
    expect(await fetchSource({ ...list, files: { 'images/missing.nii.gz': sha256 } }, folder)).toEqual({
      ok: false,
      reason: 'the public source answered 404 for images/missing.nii.gz',
    })
  })

  it('says that it cannot be reached', async () => {
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    expect(await fetchSource({ ...list, base: `http://127.0.0.1:${port}/` }, folder)).toEqual({
      ok: false,
      reason: 'the public source cannot be reached from this machine',
    })
    server = createServer().listen(0)
  })

  it('never names a file outside its folder', () => {
    for (const name of ['../a', '/etc/passwd', 'images/../../a', 'a'])
      expect(sourceListSchema.safeParse({ ...list, files: { [name]: sha256 } }).success, name).toBe(false)
  })

  it('pins the hippocampus set by commit and by the digest of each of its images and masks', () => {
    const pinned = sourceListSchema.parse(
      JSON.parse(readFileSync(join(repository, 'use-cases/hippocampus/source.json'), 'utf8')),
    )
    expect(pinned.base).toContain(pinned.commit)
    expect(Object.keys(pinned.files).filter((name) => name.startsWith('images/'))).toHaveLength(200)
    expect(Object.keys(pinned.files).filter((name) => name.startsWith('labels/'))).toHaveLength(200)
  })
})
