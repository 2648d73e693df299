import { open } from 'node:fs/promises'
import { type Failed, failed, type InstanceProblem } from './association-problem.ts'
import { type FileMeta, MAX_FILE_META_BYTES, readFileMeta } from './part10.ts'

/** A Part 10 file in memory or on disk. */
export type Part10Source = Buffer | Uint8Array | { path: string }

/** The data set of a Part 10 file, ready to be read piece by piece. */
export interface InstanceSource {
  meta: FileMeta
  /** Length of the data set in bytes. */
  bytes: number
  /** Fills `target[from..from+length)` with the data set's bytes at `position`; false when the file has become shorter. */
  read(target: Buffer, from: number, length: number, position: number): Promise<boolean>
  close(): Promise<void>
}

type Opened = { ok: true; source: InstanceSource } | Failed<InstanceProblem>

function notPart10(detail: string): Failed<InstanceProblem> {
  const message = `This is not a DICOM Part 10 file: ${detail}. Send the file that the archive wrote, with its file meta group.`
  return failed({ kind: 'not-part10', message })
}

function openBytes(bytes: Buffer): Opened {
  const meta = readFileMeta(bytes)
  if (!meta.ok) return notPart10(meta.detail)
  const offset = meta.value.dataSetOffset
  if (offset === bytes.length) return notPart10('no data set follows')
  return {
    ok: true,
    source: {
      meta: meta.value,
      bytes: bytes.length - offset,
      async read(target, from, length, position) {
        return bytes.copy(target, from, offset + position, offset + position + length) === length
      },
      close: async () => undefined,
    },
  }
}

async function openPath(path: string): Promise<Opened> {
  const handle = await open(path, 'r')
  const { size } = await handle.stat()
  const start = Buffer.alloc(Math.min(size, MAX_FILE_META_BYTES))
  await handle.read(start, 0, start.length, 0)
  const meta = readFileMeta(start)
  if (!meta.ok || meta.value.dataSetOffset === size) {
    await handle.close()
    return notPart10(meta.ok ? 'no data set follows' : meta.detail)
  }
  const offset = meta.value.dataSetOffset
  return {
    ok: true,
    source: {
      meta: meta.value,
      bytes: size - offset,
      async read(target, from, length, position) {
        for (let done = 0; done < length; ) {
          const { bytesRead } = await handle.read(target, from + done, length - done, offset + position + done)
          if (bytesRead === 0) return false
          done += bytesRead
        }
        return true
      },
      close: () => handle.close(),
    },
  }
}

/** Opens the data set of a Part 10 file without reading it. Problems: `not-part10`, `unreadable`. */
export async function openInstance(source: Part10Source): Promise<Opened> {
  if (source instanceof Uint8Array) {
    return openBytes(Buffer.from(source.buffer, source.byteOffset, source.byteLength))
  }
  try {
    return await openPath(source.path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    const message = `A file to send cannot be read (${code}). Check that it exists and who may read it.`
    return failed({ kind: 'unreadable', code, message })
  }
}
