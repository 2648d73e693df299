import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Worker } from 'node:worker_threads'
import { startThread, threadsAsked } from './deidentify/start-thread.ts'
import { stampedDigest } from './program-stamp.ts'
import { repository } from './repository.ts'
import type { CompiledScript } from './script-of-module.ts'

/** Fetched, not imported: an import of it loads its streams as well. */
const { existsSync } = process.getBuiltinModule('node:fs')

type Deidentify = typeof import('./deidentify.ts').deidentifyCommand

/**
 * The command, from code that was put together into few files: a run over one CT slice takes 0.18 s with it and 0.40 s with the sources, which
 * are each found, read and linked, and each thread of `--jobs` would do it again. The folder's name is the digest of the sources, so other sources are
 * never answered by it; where it cannot be made, the sources themselves run.
 */
export async function preparedDeidentify(
  args: readonly string[] = [],
): Promise<{ deidentify: Deidentify; program: string; threads: Worker[] }> {
  const all = join(repository, '.clic', 'prepared')
  const program = await stampedDigest(join(all, 'sources.json'))
  const folder = join(all, program)
  const entry = join(folder, 'deidentify.mjs')
  const ready = existsSync(entry) || (await prepare(folder, entry))
  // Before this thread loads the same. One alone may be asked to check only.
  const asked = threadsAsked(args)
  const threads = ready
    ? Array.from({ length: asked }, () => startThread(pathToFileURL(join(folder, 'worker.mjs')), asked > 1))
    : []
  const loaded = ready ? await import(pathToFileURL(entry).href) : await import('./deidentify.ts')
  const compiled = loaded.compiled$ as CompiledScript | undefined
  // For the next run; once for each version of Node and its options.
  if (compiled && !compiled.kept) (await import('./compile-in-use.ts')).compileInUse(entry, compiled)
  return { deidentify: loaded.deidentifyCommand, program, threads }
}

async function prepare(folder: string, entry: string): Promise<boolean> {
  try {
    const { prepareProgram } = await import('./prepare-program.ts')
    await prepareProgram(folder)
  } catch {
    // Another process made it meanwhile, nothing can be written here, or a source is missing in the digest: a test tells of that.
  }
  return existsSync(entry)
}
