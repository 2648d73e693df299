import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A run that began before the sources changed loads its rarer parts late, from the version that it began with. */
const keptVersions = 3
/** So long nothing is put together: what is older was left by a run that was killed. */
const longestMs = 3_600_000

/** Removes versions of the command put together of other sources (folders named by a digest), but for the latest, and halves that nobody finishes. */
export function removeOldPrograms(all: string): void {
  const aged = readdirSync(all).map((name) => ({ path: join(all, name), name, made: madeAt(join(all, name)) }))
  const versions = aged.filter(({ name }) => /^[0-9a-f]{64}$/.test(name)).sort((a, b) => b.made - a.made)
  const halves = aged.filter(({ name, made }) => name.startsWith('making-') && made < Date.now() - longestMs)
  for (const { path } of [...versions.slice(keptVersions), ...halves]) rmSync(path, { recursive: true, force: true })
}

/** Another process may have removed it meanwhile. */
function madeAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
