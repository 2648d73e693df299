import { rmSync } from 'node:fs'
import { join } from 'node:path'
import {
  type DeidentificationTerms,
  type PixelsThrough,
  type RewrittenObject,
  rewriteParts,
  type SeenOutput,
  type Subject,
  scanHeaderOf,
} from '@clic/deidentification'
import { longestChecked } from './check-ring.ts'
import type { Unread } from './checks-beside.ts'
import { makeFolder, nameOutput, partOf, readAround } from './file-bytes.ts'
import type { FileRow } from './file-row.ts'
import { asksForLook, failedRow, judgedRow, outputOf } from './judged-row.ts'
import type { FileWorker, WorkedFile } from './process-file.ts'

/**
 * De-identifies a file whose pixels the other thread reads, for they need not be known to rewrite the rest. False when it cannot be done so; then
 * nothing has happened.
 */
export function aroundPixels(
  worker: FileWorker,
  file: WorkedFile,
  through: PixelsThrough & { size: number },
  terms: DeidentificationTerms,
  look: ToJudge['look'],
): boolean {
  const { from, to, size } = through
  const room = size <= worker.around.length ? worker.around : zeros(worker, size)
  const input = readAround(file.path, room, through)
  try {
    const rewritten = input && rewriteParts(input, terms)
    if (rewritten?.status !== 'rewritten') return false
    const unread = { path: file.path, from, to }
    return (
      passes(rewritten, input!, through) &&
      putBeside(worker, file, { subject: terms.subject, input: input!, rewritten, look, unread })
    )
  } finally {
    room.fill(0, 0, from).fill(0, to, size)
  }
}

/** Never touched but where header and tail are, most of it takes no memory. */
function zeros(worker: FileWorker, size: number): Buffer {
  if ((worker.longAround?.length ?? 0) < size) worker.longAround = Buffer.alloc(size)
  return worker.longAround!.subarray(0, size)
}

/** Whether what was not read stands in the output as pixel data, in one piece: else what was read told of something else. */
function passes({ parts, headerBytes }: RewrittenObject, input: Uint8Array, { at, from, to }: PixelsThrough): boolean {
  let before = 0
  for (const { buffer, byteOffset, length } of parts) {
    const start = byteOffset - input.byteOffset
    if (buffer === input.buffer && start <= from && start + length === to)
      return before + (from - start) === headerBytes + (from - at)
    before += length
  }
  return false
}

/** What is to be judged of a rewritten object, and written or not. */
export interface ToJudge {
  subject: Subject
  input: Uint8Array
  rewritten: RewrittenObject
  /** How it goes on with an object in which letters were seen. */
  look(): Promise<FileRow>
}

/** The other thread searches and writes it, and it gets its name here, when it may leave. */
export function putBeside(worker: FileWorker, file: WorkedFile, given: ToJudge & { unread?: Unread }): boolean {
  const { rewritten } = given
  const output = outputOf(file, given.subject, rewritten)
  const judge = (seen: SeenOutput, part: string | Error | undefined) => {
    try {
      if (part instanceof Error) throw part
      const result = rewritten.judged(worker.unchecked ? undefined : seen)
      if (part !== undefined && result.status === 'released') nameOutput(worker, part, join(worker.output!, output))
      else if (part !== undefined) rmSync(part, { force: true })
      if (asksForLook(result)) return given.look()
      return judgedRow(file, output, result)
    } catch (error) {
      return failedRow(file.number, error)
    }
  }
  if (given.input.length <= longestChecked) return worker.checks!.put(given.input, rewritten, judge, given.unread)
  putLong(worker, given.input, rewritten, judge, given.unread!)
  return true
}

function putLong(
  worker: FileWorker,
  input: Uint8Array,
  rewritten: RewrittenObject,
  judge: (seen: SeenOutput, part: string | Error | undefined) => FileRow | Promise<FileRow>,
  { path, from, to }: Unread,
): void {
  const { parts, headerBytes, sweep } = rewritten
  const own = (part: Uint8Array) =>
    part.buffer === input.buffer && part.byteOffset + part.length === input.byteOffset + to
  const at = parts.findIndex(own)
  const file = {
    ...{ path, from, to, size: input.length },
    head: Buffer.from(input.subarray(0, from)),
    tail: Buffer.from(input.subarray(to)),
    before: Buffer.concat([...parts.slice(0, at), parts[at]!.subarray(0, parts[at]!.length - (to - from))]),
    behind: Buffer.concat(parts.slice(at + 1)),
    part: worker.output === undefined ? undefined : partOf(worker, path),
  }
  const header = worker.unchecked ? unseen.residual : scanHeaderOf(parts, headerBytes, sweep)
  if (worker.output !== undefined) makeFolder(worker, worker.output)
  worker.long!.put(file, rewritten, header, (seen, part) => judge(seen ?? unseen, part))
}

const unseen: SeenOutput = {
  inputSha256: '',
  outputSha256: '',
  residual: { scannedBytes: 0, certain: 0, possible: 0 },
  drawn: false,
}
