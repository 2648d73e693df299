import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { gather } from './fixtures/gather.ts'
import { has } from './fixtures/outside-tool.ts'
import { makeInstance } from './fixtures/part10-instance.ts'
import { writeMultipart } from './write-multipart.ts'

const SCRIPT = resolve(import.meta.dirname, 'fixtures/read_multipart.py')

describe.skipIf(!has('python3', ['--version']))('a multipart body (skipped without python3)', () => {
  it('is read by an independent parser as the parts that were written', async () => {
    const files = [makeInstance(1, 100_000).file, makeInstance(2, 2).file, Buffer.from('\r\n--x\r\n\r\n')]
    const { contentType, body } = writeMultipart(
      files.map((file) => ({ contentType: 'application/dicom', body: file, headers: { 'Content-Location': '/i/1' } })),
      'application/dicom',
    )
    const input = Buffer.concat(await gather(body))
    const read = spawnSync('python3', [SCRIPT, contentType], { input, encoding: 'utf8' })
    const expected = files.map((file) => `application/dicom ${createHash('sha256').update(file).digest('hex')}`)
    expect(read.stdout.trim().split('\n')).toEqual(expected)
  })
})
