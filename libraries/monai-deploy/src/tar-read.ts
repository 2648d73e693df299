import type { ByteSource } from './byte-source.ts'

const BLOCK = 512
const LONGEST_NAME = 4096

export interface TarEntry {
  /** Checked: relative, no "..", "." or empty part, no backslash or control character. */
  path: string
  kind: 'file' | 'directory'
  size: number
  executable: boolean
}

export type TarStep = { step: 'entry'; entry: TarEntry } | { step: 'end' } | { step: 'refused'; reason: string }

/**
 * The next entry of a tar stream (ustar, pax and GNU long names), strictly: files and folders only, sums checked, no
 * path out of the folder. After a file entry the caller must take `size` bytes and the padding (`paddingOf`).
 */
export async function nextTarEntry(source: ByteSource): Promise<TarStep> {
  let longName: string | undefined
  let longSize: number | undefined
  for (;;) {
    const block = Buffer.from(await source.take(BLOCK))
    if (block.length < BLOCK) return refused('the archive ends in the middle')
    if (block.every((b) => b === 0)) return endOf(source)
    const sum = readSum(block)
    if (sum !== null) return refused(sum)
    const size = readOctal(block, 124, 12)
    if (size === null) return refused('an entry has no readable size')
    const type = String.fromCharCode(block[156]!)
    if (type === 'x' || type === 'L' || type === 'g') {
      if (size > LONGEST_NAME * 4) return refused('an extended header is too long')
      const body = Buffer.from(await source.take(size))
      await source.take(paddingOf(size))
      if (type === 'L') longName = body.toString('utf8').replace(/\0+$/, '')
      if (type === 'x') {
        const pax = readPax(body)
        if (!pax) return refused('an extended header cannot be read')
        longName = pax.get('path') ?? longName
        longSize = pax.has('size') ? Number(pax.get('size')) : undefined
      }
      continue
    }
    return toEntry(type, longName ?? shortName(block), longSize ?? size, readOctal(block, 100, 8) ?? 0)
  }
}

export function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK
}

function toEntry(type: string, name: string, size: number, mode: number): TarStep {
  const path = name.replace(/^(\.\/)+/, '').replace(/\/+$/, '')
  const kind = type === '5' ? 'directory' : type === '0' || type === '\0' ? 'file' : null
  if (kind === null) {
    const what = type === '1' || type === '2' ? 'a link' : 'a special file'
    return refused(`${shown(path)} is ${what}; only files and folders are taken`)
  }
  if (kind === 'directory' && (path === '' || path === '.'))
    return { step: 'entry', entry: { path: '', kind, size: 0, executable: true } }
  if (!isSafe(name, path)) return refused(`${shown(name)} leads out of the package or is no usable name`)
  if (!Number.isSafeInteger(size) || size < 0) return refused(`${shown(path)} has an impossible size`)
  return { step: 'entry', entry: { path, kind, size: kind === 'file' ? size : 0, executable: (mode & 0o100) !== 0 } }
}

function isSafe(name: string, path: string): boolean {
  if (name.startsWith('/') || Buffer.byteLength(path) > LONGEST_NAME || /[\\\x00-\x1f\x7f\ufffd]/.test(path))
    return false
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && Buffer.byteLength(part) <= 255)
}

function shortName(block: Buffer): string {
  const prefix = block.toString('latin1', 257, 262) === 'ustar' && block[263] === 0x30 ? text(block, 345, 155) : ''
  const name = text(block, 0, 100)
  return prefix ? `${prefix}/${name}` : name
}

function readSum(block: Buffer): string | null {
  const stated = readOctal(block, 148, 8)
  if (block[0] === 0x1f && block[1] === 0x8b) return 'the archive is compressed; send it uncompressed'
  let sum = 8 * 32
  for (let i = 0; i < BLOCK; i++) if (i < 148 || i >= 156) sum += block[i]!
  return stated === sum ? null : 'a header does not match its check sum: this is no tar archive, or a damaged one'
}

function readOctal(block: Buffer, at: number, length: number): number | null {
  const digits = block
    .toString('latin1', at, at + length)
    .replace(/[\0 ]+$/, '')
    .trimStart()
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : null
}

function readPax(body: Buffer): Map<string, string> | null {
  const records = new Map<string, string>()
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(0x20, at)
    const length = Number(body.toString('latin1', at, space))
    const end = at + length
    if (
      space < 0 ||
      !Number.isInteger(length) ||
      length <= space - at + 1 ||
      end > body.length ||
      body[end - 1] !== 0x0a
    )
      return null
    const [key, ...value] = body.toString('utf8', space + 1, end - 1).split('=')
    records.set(key!, value.join('='))
    at = end
  }
  return records
}

async function endOf(source: ByteSource): Promise<TarStep> {
  for (let first = true; ; first = false) {
    const block = await source.take(BLOCK)
    if (block.length === 0) return first ? refused('the archive ends in the middle') : { step: 'end' }
    if (block.some((b) => b !== 0)) return refused('something follows the end of the archive')
  }
}

function text(block: Buffer, at: number, length: number): string {
  const end = block.indexOf(0, at)
  return block.toString('utf8', at, end < 0 || end > at + length ? at + length : end)
}

function shown(path: string): string {
  return JSON.stringify(path.length > 80 ? `${path.slice(0, 80)}…` : path)
}

function refused(reason: string): TarStep {
  return { step: 'refused', reason }
}
