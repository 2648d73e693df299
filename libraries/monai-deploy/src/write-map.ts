import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { imagePlaces, mapEnvironment } from './map-environment.ts'
import { MAP_LAYOUTS } from './map-layout.ts'
import { type MapResult, mapProblem } from './map-problem.ts'
import { readBundle } from './read-bundle.ts'
import { toolsScript } from './tools-script.ts'

export interface MapContents {
  title: string
  /** Semantic version, 1.2.3. */
  version: string
  /** Folder whose files become /opt/holoscan/app. */
  appDir: string
  /** As run inside the image, e.g. ["python3", "/opt/holoscan/app"]. */
  command: string[]
  /** Name to MONAI bundle folder; each becomes /opt/holoscan/models/<name>. */
  models: Record<string, string>
  inputFormats: string[]
  outputFormats: string[]
  /** Requests, e.g. { cpu: 2, gpu: 0, memory: "2Gi" }. */
  resources: Record<string, number | string>
  timeoutS: number
  sdk?: { name: string; version: string }
  /** File name to text, for /opt/holoscan/docs. */
  docs?: Record<string, string>
  /** Modality, body part, labels, requirements …: written under "x-clic" of app.json, where any reader may ignore it. */
  contract: Record<string, unknown>
}

const layout = MAP_LAYOUTS[0]!

/**
 * Writes a MAP 1.0 root file system to `dir` (new or empty). The same contents give the same bytes.
 * Problems: `map_target_not_empty`, `map_version`, `map_model_name`, and those of `readBundle`.
 */
export async function writeMap(dir: string, contents: MapContents): Promise<MapResult<{ dir: string }>> {
  const refused = (await refuseTarget(dir)) ?? (await refuseContents(contents))
  if (refused) return refused
  const part = `${dir}.part`
  await rm(part, { recursive: true, force: true })
  const places = imagePlaces(layout, contents.timeoutS)
  for (const folder of ['/etc/holoscan', layout.application, layout.models, layout.docs, places.input, places.output])
    await mkdir(join(part, folder), { recursive: true })
  await cp(contents.appDir, join(part, layout.application), { recursive: true, filter: (path) => !isByteCode(path) })
  for (const [name, bundle] of Object.entries(contents.models))
    await cp(bundle, join(part, layout.models, name), { recursive: true })
  for (const [name, text] of Object.entries(contents.docs ?? {})) await writeFile(join(part, layout.docs, name), text)
  await writeFile(join(part, layout.appManifest), json(appManifest(contents)))
  await writeFile(join(part, layout.packageManifest), json(packageManifest(contents)))
  await writeFile(join(part, layout.workdir, 'app.yaml'), '{}\n')
  const tools = toolsScript(contents.command, mapEnvironment(places))
  await writeFile(join(part, layout.workdir, 'tools'), tools, { mode: 0o755 })
  await rm(dir, { recursive: true, force: true })
  await rename(part, dir)
  return { ok: true, dir }
}

async function refuseTarget(dir: string) {
  const there = await readdir(dir).catch(() => [])
  if (!there.length) return null
  return mapProblem('map_target_not_empty', 'the folder for the package is not empty', 'give a new folder')
}

async function refuseContents(contents: MapContents) {
  if (!/^\d+\.\d+\.\d+([-+][0-9A-Za-z.-]+)?$/.test(contents.version))
    return mapProblem('map_version', `"${contents.version}" is no semantic version`, 'use the form 1.2.3')
  for (const [name, dir] of Object.entries(contents.models)) {
    if (!/^[a-z0-9][a-z0-9_-]*$/i.test(name))
      return mapProblem('map_model_name', `"${name}" is no model name`, 'use letters, digits, - and _')
    const read = await readBundle(dir)
    if (!read.ok) return read
  }
  return null
}

function appManifest(contents: MapContents): Record<string, unknown> {
  return {
    apiVersion: '1.0.0',
    // The packager writes, and the entry script of others expects, a string that holds a JSON array.
    command: JSON.stringify(contents.command),
    environment: {},
    input: { path: 'input/', formats: contents.inputFormats },
    output: { path: 'output/', formats: contents.outputFormats },
    readiness: null,
    liveness: null,
    sdk: contents.sdk?.name ?? 'monai',
    sdkVersion: contents.sdk?.version ?? '1.6.1',
    timeout: contents.timeoutS,
    type: 'application',
    version: contents.version,
    workingDirectory: `${layout.workdir}/`,
    'x-clic': { title: contents.title, ...contents.contract },
  }
}

function packageManifest(contents: MapContents): Record<string, unknown> {
  const names = Object.keys(contents.models).sort()
  return {
    apiVersion: '1.0.0',
    applicationRoot: layout.application,
    modelRoot: layout.models,
    models: Object.fromEntries(names.map((name) => [name, `${layout.models}/${name}`])),
    resources: contents.resources,
    version: contents.version,
    platformConfig: 'x64-workstation',
  }
}

function isByteCode(path: string): boolean {
  return basename(path) === '__pycache__' || path.endsWith('.pyc')
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
