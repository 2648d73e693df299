import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'rolldown'
import { CommandError } from '../command-error.ts'
import { digestOf, filesOf } from '../deidentify/program-digest.ts'
import { repository } from '../repository.ts'

/** The programs that stay: where each one's source begins, from the repository's root. */
const entries = {
  supervisor: 'apps/cli/src/up/supervisor-main.ts',
  vault: 'modules/deidentify/vault/vault-main.ts',
  zone: 'apps/server/src/main.ts',
}

export type Programs = Record<keyof typeof entries, string>

/** Loaded from their own folder when they are needed: machine code, WebAssembly, and what reads files beside itself. */
const apart =
  /^(?:onnxruntime-node|@napi-rs\/|@myriaddreamin\/|@openmined\/|pdfjs-dist|dcmjs-codecs|pg-native|cloudflare:)/

/** Folders and files that the programs are made of, from the repository's root. */
const sources = [
  ...['contracts', 'platform', 'modules', 'apps/server/src', 'apps/cli/src/up', 'package-lock.json'],
  ...['deidentification', 'dicom', 'ledger', 'monai-deploy', 'pixels', 'statistics'].map(
    (name) => `libraries/${name}/src`,
  ),
  ...['command-error', 'repository'].map((name) => `apps/cli/src/${name}.ts`),
]

const monthMs = 30 * 24 * 3600 * 1000

/**
 * Puts the code of each program together into few files without types, comments and what it never uses, and returns where each begins. A
 * server that was started from them holds a quarter less memory than one started from the sources, and starts sooner. The folder's name is
 * the digest of the sources, so other sources are never answered by it, and a platform that runs keeps its own.
 */
export async function putTogether(): Promise<Programs> {
  const all = join(repository, '.clic', 'programs')
  const known = sources.flatMap(filesOf).filter((file) => !file.includes('node_modules/'))
  const folder = join(all, digestOf(known))
  if (!existsSync(join(folder, 'zone.mjs'))) await make(folder, new Set(known))
  const now = new Date()
  utimesSync(folder, now, now)
  for (const name of readdirSync(all).filter((one) => /^[0-9a-f]{64}$/.test(one)))
    if (now.getTime() - statSync(join(all, name)).mtimeMs > monthMs) rmSync(join(all, name), { recursive: true })
  const at = (name: keyof typeof entries) => join(folder, `${name}.mjs`)
  return { supervisor: at('supervisor'), vault: at('vault'), zone: at('zone') }
}

/** Made beside its place and renamed: another process sees nothing or the whole. */
async function make(folder: string, known: ReadonlySet<string>): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true, mode: 0o755 })
  const making = mkdtempSync(join(dirname(folder), 'making-'))
  try {
    const read = await build(making)
    const unknown = read.map((file) => relative(repository, file)).find((file) => isOurs(file) && !known.has(file))
    if (unknown) throw new Error(`${unknown} is not among what the digest is over`)
    // Other users run it, whatever this one's mask is.
    for (const name of readdirSync(making)) chmodSync(join(making, name), 0o644)
    chmodSync(making, 0o755)
    if (!existsSync(folder)) renameSync(making, folder)
  } catch (error) {
    throw new CommandError(`The code of the programs could not be put together: ${(error as Error).message}`)
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
}

function isOurs(file: string): boolean {
  return !file.startsWith('\0') && !file.startsWith('..') && !file.includes('node_modules/')
}

/** Returns the files that were read. */
async function build(folder: string): Promise<string[]> {
  const { rolldown } = await import('rolldown')
  const made = await rolldown({
    input: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(repository, path)])),
    platform: 'node',
    external: [/^node:(?!http$)/, apart],
    plugins: [placesOfSources, slimHttp],
    // Contracts only declare: a program takes those that it names.
    treeshake: { moduleSideEffects: [{ test: /\/contracts\/[\w-]+\.ts$/, sideEffects: false }] },
    logLevel: 'silent',
  })
  try {
    const { output } = await made.write({
      dir: folder,
      format: 'esm',
      entryFileNames: '[name].mjs',
      chunkFileNames: '[name]-[hash].mjs',
      minify: true,
      keepNames: true,
      // With it a log names the place in the source.
      sourcemap: true,
      sourcemapExcludeSources: true,
    })
    return output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : [])).filter((id) => !id.startsWith('\0'))
  } finally {
    await made.close()
  }
}

/** Code that looks for files beside its source finds them there, wherever it was put. */
const placesOfSources: Plugin = {
  name: 'places-of-sources',
  transform: {
    filter: { code: 'import.meta.url' },
    handler: (code, id) =>
      id.startsWith('\0') ? null : code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)),
  },
}

/**
 * `import … from 'node:http'` makes Node load all that `fetch` and WebSockets need, because names of theirs are among what that module
 * exports: five MB in a process that needs neither, as the vault is.
 */
const slimHttp: Plugin = {
  name: 'slim-http',
  resolveId: (source, _importer, { kind }) =>
    /^(?:node:)?http$/.test(source) && kind !== 'require-call' ? '\0slim-http' : null,
  load: (id) =>
    id === '\0slim-http'
      ? `const http = process.getBuiltinModule('node:http')
         export const { Agent, ClientRequest, IncomingMessage, METHODS, STATUS_CODES, Server, ServerResponse, createServer, request } = http
         export default http`
      : null,
}
