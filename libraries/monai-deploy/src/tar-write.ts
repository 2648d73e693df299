import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { MapEntry } from './map-files.ts'

const BLOCK = 512

/** One tree as a POSIX ustar archive (IEEE 1003.1, pax headers for long names): no times, no owners, sorted. */
export async function* writeTar(dir: string, entries: MapEntry[]): AsyncGenerator<Uint8Array> {
  for (const entry of entries) {
    if (entry.kind === 'other') throw new Error(`${entry.path} is a link or device`)
    const name = entry.kind === 'directory' ? `${entry.path}/` : entry.path
    if (Buffer.byteLength(name) > 100 || entry.size > 0o77777777777) yield* paxHeader(name, entry.size)
    const mode = entry.kind === 'directory' || entry.executable ? 0o755 : 0o644
    yield header(truncated(name), entry.size, entry.kind === 'directory' ? '5' : '0', mode)
    if (entry.kind === 'file') yield* contentOf(join(dir, entry.path), entry)
  }
  yield new Uint8Array(2 * BLOCK)
}

async function* contentOf(path: string, entry: MapEntry): AsyncGenerator<Uint8Array> {
  let read = 0
  for await (const chunk of createReadStream(path)) {
    read += (chunk as Buffer).length
    yield chunk as Buffer
  }
  if (read !== entry.size) throw new Error(`${entry.path} changed while it was packed`)
  yield padding(entry.size)
}

function* paxHeader(name: string, size: number): Generator<Uint8Array> {
  const body = Buffer.from(paxRecord('path', name) + (size > 0o77777777777 ? paxRecord('size', String(size)) : ''))
  yield header('pax', body.length, 'x', 0o644)
  yield body
  yield padding(body.length)
}

/** "<length> key=value\n", where length counts itself. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`
  let length = Buffer.byteLength(rest)
  while (length !== Buffer.byteLength(`${length}${rest}`)) length = Buffer.byteLength(`${length}${rest}`)
  return `${length}${rest}`
}

function header(name: string, size: number, type: string, mode: number): Uint8Array {
  const block = Buffer.alloc(BLOCK)
  block.write(name, 0, 100, 'latin1')
  block.write(octal(mode, 7), 100)
  block.write(octal(0, 7), 108)
  block.write(octal(0, 7), 116)
  block.write(octal(Math.min(size, 0o77777777777), 11), 124)
  block.write(octal(0, 11), 136)
  block.write('        ', 148)
  block.write(type, 156)
  block.write('ustar\x0000', 257)
  const sum = block.reduce((a, b) => a + b, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0')
}

function truncated(name: string): string {
  return Buffer.from(name).subarray(0, 100).toString('latin1') // bytes as they are; a long name stands whole in the pax header
}

function padding(size: number): Uint8Array {
  return new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK)
}
