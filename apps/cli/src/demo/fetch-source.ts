import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** Where a set’s files lie in public, pinned by commit and by the SHA-256 of each file. Only for sets whose licence allows it. */
export const sourceListSchema = z.object({
  repository: z.url(),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  licence: z.string(),
  base: z.url(),
  files: z.record(
    z.string().regex(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+$/),
    z.string().regex(/^[0-9a-f]{64}$/),
  ),
})
export type SourceList = z.infer<typeof sourceListSchema>

/**
 * Fetches what is missing of a pinned set into `folder`; a file that is there with the right digest is not fetched again. A file of
 * another digest ends the fetch: what came is not what was pinned.
 */
export async function fetchSource(
  list: SourceList,
  folder: string,
  given: { timeoutMs?: number; parallel?: number; progress?: (done: number, of: number) => void } = {},
): Promise<{ ok: true; fetched: number } | { ok: false; reason: string }> {
  const missing = Object.entries(list.files).filter(
    ([name, sha256]) => !existsSync(join(folder, name)) || digest(readFileSync(join(folder, name))) !== sha256,
  )
  const total = missing.length
  let reason: string | undefined
  let done = 0
  const lane = async () => {
    for (let next = missing.shift(); next && !reason; next = missing.shift()) {
      reason = await fetchOne(list, folder, next[0], next[1], given.timeoutMs ?? 10_000)
      if (!reason) given.progress?.(++done, total)
    }
  }
  await Promise.all(Array.from({ length: given.parallel ?? 8 }, lane))
  return reason ? { ok: false, reason } : { ok: true, fetched: total }
}

async function fetchOne(
  list: SourceList,
  folder: string,
  name: string,
  sha256: string,
  timeoutMs: number,
): Promise<string | undefined> {
  let bytes: Uint8Array
  try {
    const answer = await fetch(new URL(name, list.base), { signal: AbortSignal.timeout(timeoutMs) })
    if (!answer.ok) return `the public source answered ${answer.status} for ${name}`
    bytes = new Uint8Array(await answer.arrayBuffer())
  } catch {
    return 'the public source cannot be reached from this machine'
  }
  if (digest(bytes) !== sha256) return `${name} came with other bytes than those that were pinned`
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  // Written aside first: a fetch that is cut off leaves no half file under the right name.
  writeFileSync(`${file}.part`, bytes)
  renameSync(`${file}.part`, file)
  return undefined
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
