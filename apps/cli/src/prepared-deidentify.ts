import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { programDigest, programFiles } from './deidentify/program-digest.ts'
import { repository } from './repository.ts'

type Deidentify = typeof import('./deidentify.ts').deidentifyCommand

/**
 * The command, from code that was put together into few files: a run over one CT slice takes 0.18 s with it and 0.40 s with the sources, which
 * are each found, read and linked, and each thread of `--jobs` would do it again. The folder's name is the digest of the sources, so other sources are
 * never answered by it; where it cannot be made, the sources themselves run.
 */
export async function preparedDeidentify(): Promise<{ deidentify: Deidentify; program: string }> {
  const program = programDigest()
  const folder = join(repository, '.clic', 'prepared', program)
  const entry = join(folder, 'deidentify.mjs')
  const ready = existsSync(entry) || (await prepare(folder))
  const loaded = ready ? await import(pathToFileURL(entry).href) : await import('./deidentify.ts')
  return { deidentify: loaded.deidentifyCommand, program }
}

/** Whether it could be made. Made beside its place and renamed: another process sees nothing or the whole. */
async function prepare(folder: string): Promise<boolean> {
  const all = join(folder, '..')
  try {
    mkdirSync(all, { recursive: true })
    const making = mkdtempSync(join(all, 'making-'))
    try {
      const { rolldown } = await import('rolldown')
      const source = (name: string) => join(repository, 'apps', 'cli', 'src', name)
      const build = await rolldown({
        input: {
          deidentify: source('deidentify.ts'),
          worker: source('deidentify/worker.ts'),
          'digest-thread': source('deidentify/digest-thread.ts'),
        },
        platform: 'node',
        external: (id) => !/^[./]|^@clic\//.test(id),
        logLevel: 'silent',
      })
      const { output } = await build.write({
        dir: making,
        format: 'esm',
        entryFileNames: '[name].mjs',
        chunkFileNames: '[name]-[hash].mjs',
      })
      await build.close()
      const known = new Set(programFiles().map((file) => join(repository, file)))
      const read = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
      const unknown = read.find((file) => file.startsWith(repository) && !known.has(file))
      if (unknown) throw new Error(`${unknown} is not among what the digest is over`)
      for (const old of readdirSync(all).filter((name) => /^[0-9a-f]{64}$/.test(name)))
        rmSync(join(all, old), { recursive: true, force: true })
      renameSync(making, folder)
    } finally {
      rmSync(making, { recursive: true, force: true })
    }
  } catch {
    // Another process made it meanwhile, nothing can be written here, or a source is missing in the digest: a test tells of that.
  }
  return existsSync(join(folder, 'deidentify.mjs'))
}
