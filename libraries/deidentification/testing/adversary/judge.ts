import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { readDataset, text } from '@clic/dicom'

/** What `make_files.py` says of one file. */
export interface HostileFile {
  file: string
  name: string
  /** Texts that must be nowhere in what comes out. */
  gone: string[]
  /** Texts that must still be there. */
  kept: string[]
  /** The file may be held back. */
  hold: boolean
}

const comments = 0x00204000

/** What leaked and what was lost. A text case is judged by its own element: short numbers stand in any file. */
export function judge(made: HostileFile, output: Uint8Array): { leaked: string[]; lost: string[] } {
  const element = /^(?:KEEP|[A-Z]+ in Image Comments)/.test(made.name) ? comments : 0
  const said = element === 0 ? everythingIn(output) : textOf(output, element)
  const folded = said.toLowerCase()
  const bare = (one: string) => one.toLowerCase()
  return {
    leaked: made.gone.filter((one) => folded.includes(bare(one))),
    lost: made.kept.filter((one) => !said.includes(one)),
  }
}

function textOf(output: Uint8Array, tag: number): string {
  const read = readDataset(output)
  if (!read.ok) throw new Error(read.problem.message)
  return text(read.dataset, tag) ?? ''
}

/** A file's bytes in each reading, and of everything packed into it. */
function everythingIn(bytes: Uint8Array): string {
  const raw = Buffer.from(bytes)
  const views = [raw.toString('utf8'), raw.toString('latin1')]
  for (const coding of ['utf-16le', 'utf-16be'])
    for (const from of [0, 1]) views.push(new TextDecoder(coding).decode(raw.subarray(from)))
  for (const coding of ['gb18030', 'euc-kr', 'iso-2022-jp', 'iso-8859-5', 'iso-8859-6', 'iso-8859-7', 'macintosh'])
    views.push(new TextDecoder(coding).decode(raw))
  for (const inner of unpacked(raw)) views.push(everythingIn(inner))
  return views.join('\n')
}

function* unpacked(raw: Buffer): Generator<Buffer> {
  for (let at = 0; at + 6 < raw.length; at++) {
    const [a, b, c, d] = [raw[at]!, raw[at + 1]!, raw[at + 2]!, raw[at + 3]!]
    const open =
      (a & 15) === 8 && ((a << 8) | b) % 31 === 0
        ? () => inflateSync(raw.subarray(at), { finishFlush: 2 })
        : a === 0x1f && b === 0x8b
          ? () => gunzipSync(raw.subarray(at), { finishFlush: 2 })
          : a === 0x50 && b === 0x4b && c === 3 && d === 4
            ? () =>
                inflateRawSync(raw.subarray(at + 30 + raw.readUInt16LE(at + 26) + raw.readUInt16LE(at + 28)), {
                  finishFlush: 2,
                })
            : undefined
    if (!open) continue
    try {
      const inner = open()
      if (inner.length > 8) yield inner
    } catch {
      // Chance bytes.
    }
  }
  for (const [run] of raw.toString('latin1').matchAll(/[A-Za-z0-9+/]{24,}={0,2}/g)) yield Buffer.from(run, 'base64')
  for (const [run] of raw.toString('latin1').matchAll(/(?:[0-9a-fA-F]{2}){8,}/g)) yield Buffer.from(run, 'hex')
}
