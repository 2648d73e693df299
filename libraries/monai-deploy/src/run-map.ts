import { access, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { mapCommand, movedPath } from './map-command.ts'
import { mapEnvironment } from './map-environment.ts'
import { type MapResult, mapProblem } from './map-problem.ts'
import { type MonaiMap, readMap } from './read-map.ts'
import { type ProcessOrder, type ProcessRun, runProcess } from './run-process.ts'

export interface RunMapOptions {
  /** Folder the package reads. */
  input: string
  /** Folder the package writes; made if absent. */
  output: string
  /** Seconds; the smaller of this and the package's own limit holds. */
  timeoutS: number
  /** The interpreter that stands for the image's Python. */
  python: string
  /** What starts the process: the caller's sandbox. Left out, it is a plain process of this machine. */
  execute?: (order: ProcessOrder) => Promise<ProcessRun>
  /** The package's home and work folder; one is made and removed when it is left out. */
  scratch?: string
  signal?: AbortSignal
}

export type MapRun = ProcessRun

/**
 * The executor `process`: runs the MAP in `dir` as a process of this machine with the contract's environment and
 * nothing of ours: no inherited variable, a scratch folder as home and work folder, an own process group that is
 * killed whole. By itself it does not fence the file system or the network: `execute` is for a sandbox that does.
 * A package that ends with an error is `ok: true` with its exit code. Problems: those of `readMap`, `map_command`,
 * `map_service`, `map_input`.
 */
export async function runMap(dir: string, options: RunMapOptions): Promise<MapResult<{ run: MapRun }>> {
  const read = await readMap(dir)
  if (!read.ok) return read
  const { map } = read
  const root = resolve(dir)
  if (map.app.type === 'service')
    return mapProblem(
      'map_service',
      'the package is a service, which does not end by itself',
      'only applications are run',
    )
  const command = mapCommand(map, root, options.python)
  if (!command.ok) return command
  if (
    !(await access(options.input).then(
      () => true,
      () => false,
    ))
  )
    return mapProblem('map_input', 'the input folder is missing', 'stage the studies first')
  await mkdir(options.output, { recursive: true })
  const scratch = options.scratch ?? (await mkdtemp(join(tmpdir(), 'map-')))
  try {
    const timeoutS = Math.min(options.timeoutS, map.timeoutS ?? Number.POSITIVE_INFINITY)
    const env = environmentOf(map, root, scratch, timeoutS, options)
    const { execute = runProcess, signal } = options
    const run = await execute({ argv: command.argv, cwd: scratch, env, timeoutS, signal })
    return { ok: true, run }
  } finally {
    if (options.scratch === undefined) await rm(scratch, { recursive: true, force: true })
  }
}

function environmentOf(
  map: MonaiMap,
  root: string,
  scratch: string,
  timeoutS: number,
  options: RunMapOptions,
): Record<string, string> {
  const own = Object.entries(map.app.environment ?? {}).map(([name, value]) => [name, movedPath(value, root)])
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LANG: 'C.UTF-8',
    HOME: scratch,
    TMPDIR: scratch,
    ...Object.fromEntries(own),
    // A run must not change the package: its digest is what was approved.
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUNBUFFERED: '1',
    ...mapEnvironment({
      input: resolve(options.input),
      output: resolve(options.output),
      workdir: scratch,
      models: movedPath(map.modelRoot, root),
      application: movedPath(map.applicationRoot, root),
      docs: movedPath(map.layout.docs, root),
      appManifest: movedPath(map.layout.appManifest, root),
      packageManifest: movedPath(map.layout.packageManifest, root),
      timeoutS,
    }),
  }
}
