import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type ByteSource, byteSource } from './byte-source.ts'
import { type MapProblem, type MapResult, mapProblem } from './map-problem.ts'
import { nextTarEntry, paddingOf, type TarEntry } from './tar-read.ts'

export interface UnpackLimits {
  /** Bytes of all files together. */
  maxBytes: number
  maxFiles: number
}

const DEFAULT_LIMITS: UnpackLimits = { maxBytes: 4 * 1024 ** 3, maxFiles: 100_000 }

/**
 * Unpacks a tar of a MAP or bundle into `dir` (new or empty): all of it or nothing. Links, devices, paths out of the
 * folder, names listed twice, a damaged, compressed or truncated archive are refused with their reason.
 * Problems: `map_archive`, `map_too_large`, `map_target_not_empty`.
 */
export async function unpackMap(
  tar: Uint8Array | AsyncIterable<Uint8Array>,
  dir: string,
  limits: Partial<UnpackLimits> = {},
): Promise<MapResult<{ dir: string; files: number; bytes: number }>> {
  if ((await readdir(dir).catch(() => [])).length)
    return mapProblem('map_target_not_empty', 'the folder to unpack into is not empty', 'give a new folder')
  const part = `${dir}.part`
  await rm(part, { recursive: true, force: true })
  await mkdir(part, { recursive: true })
  const result = await unpackInto(part, byteSource(tar instanceof Uint8Array ? [tar] : tar), {
    ...DEFAULT_LIMITS,
    ...limits,
  })
  if ('code' in result) {
    await rm(part, { recursive: true, force: true })
    return { ok: false, problem: result }
  }
  await rm(dir, { recursive: true, force: true })
  await rename(part, dir)
  return { ok: true, dir, ...result }
}

async function unpackInto(
  root: string,
  source: ByteSource,
  limits: UnpackLimits,
): Promise<{ files: number; bytes: number } | MapProblem> {
  const seen = new Map<string, TarEntry['kind']>()
  let files = 0
  let bytes = 0
  for (;;) {
    const next = await nextTarEntry(source)
    if (next.step === 'refused') return archiveProblem(next.reason)
    if (next.step === 'end') return { files, bytes }
    const { entry } = next
    if (!claim(seen, entry))
      return archiveProblem(`${JSON.stringify(entry.path)} is listed twice, or is both file and folder`)
    // Folders take room too: an archive of nothing but folders is as much of a bomb.
    if (seen.size > 2 * limits.maxFiles) return tooLarge(limits)
    if (entry.kind === 'directory') {
      await mkdir(join(root, entry.path), { recursive: true })
      continue
    }
    files += 1
    bytes += entry.size
    if (files > limits.maxFiles || bytes > limits.maxBytes) return tooLarge(limits)
    if (!(await writeEntry(join(root, entry.path), entry, source)))
      return archiveProblem('the archive ends in the middle')
  }
}

/** Records an entry and its folders; false when a name is taken by something else. */
function claim(seen: Map<string, TarEntry['kind']>, entry: TarEntry): boolean {
  if (entry.path === '') return true
  if (seen.has(entry.path) && (entry.kind === 'file' || seen.get(entry.path) === 'file')) return false
  seen.set(entry.path, entry.kind)
  const parts = entry.path.split('/')
  for (let i = 1; i < parts.length; i++) {
    const folder = parts.slice(0, i).join('/')
    if (seen.get(folder) === 'file') return false
    seen.set(folder, 'directory')
  }
  return true
}

async function writeEntry(path: string, entry: TarEntry, source: ByteSource): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true })
  const file = await open(path, 'wx', entry.executable ? 0o755 : 0o644)
  try {
    const whole = await source.pass(entry.size, async (piece) => void (await file.writeFile(piece)))
    return whole && (await source.take(paddingOf(entry.size))).length === paddingOf(entry.size)
  } finally {
    await file.close()
  }
}

function archiveProblem(reason: string): MapProblem {
  const next = 'send an uncompressed tar of etc, opt and var of the package, without links'
  return mapProblem('map_archive', reason, next).problem
}

function tooLarge(limits: UnpackLimits): MapProblem {
  return mapProblem(
    'map_too_large',
    `it holds more than ${limits.maxFiles} files or ${Math.floor(limits.maxBytes / 2 ** 20)} MiB`,
    'send only etc, opt and var of the package, without its operating system',
  ).problem
}
