import { createHash } from 'node:crypto'
import { deflateSync, gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { danishIdentity } from '../make-dicom/index.ts'
import { createSearch } from './find-planted.ts'
import { plantedForms } from './planted-forms.ts'

const identity = danishIdentity('wall')
const search = createSearch(plantedForms(identity, 0))
const cpr = identity.cpr.replace('-', '')
const around = (bytes: Uint8Array) => Buffer.concat([Buffer.from('before '), bytes, Buffer.from(' after')])
const padding = (n: number) => Buffer.alloc(n, 0x41)

describe('the search for planted identifiers', () => {
  it.each([
    ['UTF-8', Buffer.from(identity.name, 'utf8')],
    ['Latin-1', Buffer.from(identity.family, 'latin1')],
    ['UTF-16 little endian', Buffer.from(identity.cpr, 'utf16le')],
    ['UTF-16 big endian', Buffer.from(identity.accession, 'utf16le').swap16()],
    ['base64 at the first place of a group', Buffer.from(Buffer.from(`${cpr}xyz`).toString('base64'))],
    ['base64 at the second place of a group', Buffer.from(Buffer.from(`a${cpr}xyz`).toString('base64'))],
    ['base64 at the third place of a group', Buffer.from(Buffer.from(`ab${cpr}xyz`).toString('base64'))],
    ['gzip', gzipSync(around(Buffer.from(cpr)))],
    ['zlib', deflateSync(around(Buffer.from(cpr)))],
    ['a zip file', Buffer.from(zipSync({ 'a.txt': around(Buffer.from(identity.phone)) }))],
    ['gzip in gzip', gzipSync(gzipSync(Buffer.from(identity.address)))],
    ['SHA-256', createHash('sha256').update(cpr).digest()],
    ['SHA-256 in hexadecimal', Buffer.from(createHash('sha256').update(cpr).digest('hex'))],
  ])('finds one as %s', (_, bytes) => {
    for (const n of [0, 1, 2, 3])
      expect(search(Buffer.concat([padding(n), bytes, padding(3)]), 'a file').length).toBeGreaterThan(0)
  })

  it('finds nothing where nothing is, and says which identifier it found without saying it', () => {
    expect(search(around(Buffer.from('P-4F7K-2M3N, a hippocampus of 3021 mm3')), 'a file')).toEqual([])
    expect(search(around(Buffer.from(`0.17${identity.phone}22`)), 'a measure')).toEqual([])
    const found = search(around(Buffer.from(cpr)), 'the log')
    expect(found[0]).toEqual({ of: 'cpr of person 0', form: 'UTF-8', where: 'the log' })
    expect(JSON.stringify(found)).not.toContain(cpr)
  })
})
