import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nobody, prepareSweep, type RewrittenObject, roomBytes, type SeenOutput } from '@clic/deidentification'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LongBeside, longBeside } from './long-beside.ts'

const number = 'QX7740193328'
const sweep = prepareSweep({ ...nobody(), patientIds: [{ issuer: '', value: number }] })
const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest('hex')
const folder = mkdtempSync(join(tmpdir(), 'clic-long-beside-'))
let beside: LongBeside
beforeAll(() => {
  beside = longBeside()
})
afterAll(() => {
  beside.close()
  rmSync(folder, { recursive: true, force: true })
})

type Part = string | Error | undefined

/** A long file on the disk and its new header; `pixels`: what lies between. */
function longFile(name: string, pixels: Buffer, front = randomBytes(700)) {
  const [head, tail, behind] = [randomBytes(900), randomBytes(60), Buffer.alloc(50, ' behind the pixels ')]
  const path = join(folder, name)
  writeFileSync(path, Buffer.concat([head, pixels, tail]))
  const [from, to] = [head.length, head.length + pixels.length]
  const file = { path, from, to, size: to + tail.length, head, tail, before: front, behind, part: `${path}.part` }
  const digests = { inputSha256: sha256(head, pixels, tail), outputSha256: sha256(front, pixels, behind) }
  return { file, digests, output: Buffer.concat([front, pixels, behind]) }
}

function put({ file }: Pick<ReturnType<typeof longFile>, 'file'>, to = beside): [SeenOutput | undefined, Part][] {
  const told: [SeenOutput | undefined, Part][] = []
  const rewritten = { headerBytes: file.before.length - 12, sweep } as unknown as RewrittenObject
  const header = { scannedBytes: 5, certain: 0, possible: 2 }
  to.put(file, rewritten, header, (seen, part) => {
    told.push([seen, part])
    return { number: told.length, status: 'kept' }
  })
  return told
}

describe('the thread that reads, searches and writes long files whose headers this one rewrites', () => {
  const pixels = randomBytes(3 * roomBytes + 7)

  it('writes two in the order in which they were given, and takes no third', async () => {
    const [one, two] = [longFile('one', pixels), longFile('two', randomBytes(roomBytes))]
    expect(beside.hasRoom()).toBe(true)
    const first = put(one)
    expect(beside.hasRoom()).toBe(true)
    const second = put(two)
    expect(beside.hasRoom()).toBe(false)
    expect(await beside.settled('all')).toHaveLength(2)
    for (const [told, { file, digests, output }] of [[first, one] as const, [second, two] as const]) {
      const residual = { scannedBytes: 5, certain: 0, possible: 2 }
      expect(told).toEqual([[{ ...digests, residual, drawn: false }, file.part]])
      expect(readFileSync(file.part).equals(output)).toBe(true)
    }
    expect([beside.hasRoom(), await beside.settled('all')]).toEqual([true, []])
  })

  it.each([
    ['within a piece', 5000],
    ['across two pieces', roomBytes - 4096 - 700 - 5],
    ['at the end of the pixels', 3 * roomBytes + 7 - number.length],
  ])('finds what is known of the patient %s', async (name, at) => {
    const holding = Buffer.from(pixels)
    holding.write(` ${number} `.slice(0, holding.length - at + 1), at - 1, 'latin1')
    const told = put(longFile(name, holding))
    await beside.settled('all')
    expect(told).toMatchObject([[{ residual: { certain: 1 } }, expect.any(String)]])
  })

  it('finds what lies across the border of header and pixels', async () => {
    const front = Buffer.concat([randomBytes(600), Buffer.from(` ${number.slice(0, 5)}`)])
    const holding = Buffer.from(pixels)
    holding.write(`${number.slice(5)} `, 0, 'latin1')
    const told = put(longFile('border', holding, front))
    await beside.settled('all')
    expect(told).toMatchObject([[{ residual: { certain: 1 } }, expect.any(String)]])
  })

  it.each([
    ['another header', (bytes: Buffer) => Buffer.concat([Buffer.from('x'), bytes.subarray(1)])],
    ['another end', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.from('x')])],
    ['more bytes', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('x')])],
    ['fewer bytes', (bytes: Buffer) => bytes.subarray(0, -100)],
  ])('writes nothing of a file that has %s than what was rewritten', async (name, changed) => {
    const made = longFile(name, pixels)
    writeFileSync(made.file.path, changed(readFileSync(made.file.path)))
    const told = put(made)
    await beside.settled('all')
    expect(told).toMatchObject([[undefined, { code: 'ECHANGED' }]])
    expect(existsSync(made.file.part)).toBe(false)
  })

  it('leaves nothing half written on a full disk, says of a file that is gone that it is gone, and goes on', async () => {
    const [full, gone, whole] = [longFile('full', pixels), longFile('gone', pixels), longFile('whole', pixels)]
    symlinkSync('/dev/full', full.file.part)
    rmSync(gone.file.path)
    const told = [put(full), put(gone)]
    await beside.settled('all')
    expect(told).toMatchObject([[[undefined, { code: 'ENOSPC' }]], [[undefined, { code: 'ENOENT' }]]])
    expect([full, gone].map(({ file }) => existsSync(file.part))).toEqual([false, false])
    put(whole)
    await beside.settled('all')
    expect(readFileSync(whole.file.part).equals(whole.output)).toBe(true)
  })

  it('writes nothing on a dry run', async () => {
    const dry = longFile('dry', pixels)
    const told = put({ file: { ...dry.file, part: undefined as unknown as string } })
    await beside.settled('all')
    expect(told).toMatchObject([[dry.digests, undefined]])
    expect(existsSync(dry.file.part)).toBe(false)
  })

  it('that is gone fails what it was given, and takes nothing more', async () => {
    const own = longBeside()
    const told = put(longFile('left', pixels), own)
    own.close()
    await own.settled('all')
    expect(told).toMatchObject([[undefined, { code: 'EIO' }]])
    expect(own.hasRoom()).toBe(false)
  })

  it('searches and digests nothing for measuring alone', async () => {
    const own = longBeside(false)
    const made = longFile('unchecked', pixels)
    const told = put(made, own)
    await own.settled('all')
    expect(told).toEqual([[undefined, made.file.part]])
    expect(readFileSync(made.file.part).equals(made.output)).toBe(true)
    own.close()
  })
})
