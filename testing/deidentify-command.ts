import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** `clic deidentify` in a process of its own; `said`: all that it told, on either stream. */
export function deidentifyCommand(
  args: readonly string[],
  /** One that never ends fails its test instead of holding up all. */
  longestMs = 55_000,
): { code: number | null; said: string } {
  const done = spawnSync(process.execPath, ['apps/cli/src/main.ts', 'deidentify', ...args], {
    encoding: 'utf8',
    timeout: longestMs,
  })
  return { code: done.status, said: done.stdout + done.stderr }
}

/** What the command told in its proof of each file, in the order of the file. */
export function readProofRows<Row>(file: string): Row[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/** The paths of all files below a folder, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
