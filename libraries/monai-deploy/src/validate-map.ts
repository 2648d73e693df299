import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { memoryMib } from './manifest-schema.ts'
import { listMapFiles } from './map-files.ts'
import { isMapPath } from './map-layout.ts'
import { readBundle } from './read-bundle.ts'
import { type MonaiMap, readMap } from './read-map.ts'

export interface MapFinding {
  level: 'error' | 'warning'
  rule: string
  message: string
}

/** Everything that is wrong or doubtful with the MAP in `dir`. No finding of level "error" means that it can be run. */
export async function validateMap(dir: string): Promise<MapFinding[]> {
  const read = await readMap(dir)
  if (!read.ok) return [error(read.problem.code, `${read.problem.detail}; ${read.problem.next}`)]
  const { map } = read
  return [
    ...(await findLinks(dir)),
    ...(await findMissingParts(dir, map)),
    ...findManifestDoubts(map),
    ...(await findBundleDoubts(dir, map)),
  ]
}

async function findLinks(dir: string): Promise<MapFinding[]> {
  const odd = (await listMapFiles(dir)).filter((e) => e.kind === 'other')
  return odd
    .slice(0, 5)
    .map((e) => error('map_link', `${e.path} is a link or device: its content is not part of the package`))
}

async function findMissingParts(dir: string, map: MonaiMap): Promise<MapFinding[]> {
  const parts = [
    { path: map.applicationRoot, what: 'the application folder' },
    ...map.models.map((m) => ({ path: m.path, what: `model "${m.name}"` })),
    ...map.command.filter(isMapPath).map((path) => ({ path, what: 'a part of the command' })),
  ]
  const findings: MapFinding[] = []
  for (const { path, what } of parts) {
    if (!isMapPath(path) || path.split('/').includes('..'))
      findings.push(error('map_path', `${what} lies at ${path}, outside the places of a MAP`))
    else if (!(await exists(join(dir, path)))) findings.push(error('map_part_missing', `${what} is not at ${path}`))
  }
  return findings
}

function findManifestDoubts(map: MonaiMap): MapFinding[] {
  const { app, pkg } = map
  const doubts: [boolean, string, string][] = [
    [!/^\d+\.\d+\.\d+([-+].+)?$/.test(map.version), 'map_version', `version "${map.version}" is not of the form 1.2.3`],
    [
      pkg.version != null && pkg.version !== app.version,
      'map_version',
      'app.json and pkg.json name different versions',
    ],
    [map.layout.generation === '0.x', 'map_generation', 'made by an App SDK before 0.6 (MAP 0.x)'],
    [!app.input?.formats.length, 'map_formats', 'no input format is stated'],
    [!app.output?.formats.length, 'map_formats', 'no output format is stated'],
    [map.timeoutS === null, 'map_timeout', 'no time limit is stated: the platform sets its own'],
    [map.models.length === 0, 'map_models', 'no model is listed'],
    [(pkg.resources?.gpu ?? 0) > 0, 'map_gpu', `asks for ${pkg.resources?.gpu} GPU: it may not run on this machine`],
    [
      pkg.resources?.memory != null && memoryMib(pkg.resources.memory) === null,
      'map_memory',
      `memory "${pkg.resources?.memory}" cannot be read`,
    ],
    [
      map.contract === null,
      'map_contract',
      'states no modality, body part or labels a machine can read: fill the card by hand',
    ],
    [app.type === 'service', 'map_service', 'is a service; only applications that end by themselves are run'],
  ]
  return doubts.filter(([found]) => found).map(([, rule, message]) => ({ level: 'warning', rule, message }))
}

async function findBundleDoubts(dir: string, map: MonaiMap): Promise<MapFinding[]> {
  const findings: MapFinding[] = []
  for (const model of map.models) {
    const folder = join(dir, model.path)
    if (!(await exists(join(folder, 'configs/metadata.json')))) continue
    const read = await readBundle(folder)
    if (!read.ok) {
      findings.push(error(read.problem.code, `model "${model.name}": ${read.problem.detail}`))
      continue
    }
    const stated = read.bundle.metadata['x-clic']?.weights_sha256
    if (stated && stated !== read.bundle.weightsSha256)
      findings.push(
        error('map_weights', `model "${model.name}": models/model.pt is not the file that its metadata names`),
      )
    const files = await readdir(join(folder, 'models')).catch(() => [])
    if (files.some((f) => f.endsWith('.ts')))
      findings.push({
        level: 'warning',
        rule: 'map_torchscript',
        message: `model "${model.name}" is TorchScript, which PyTorch has deprecated`,
      })
    if (!(await exists(join(folder, 'LICENSE'))))
      findings.push({ level: 'warning', rule: 'map_licence', message: `model "${model.name}" has no LICENSE` })
  }
  return findings
}

function error(rule: string, message: string): MapFinding {
  return { level: 'error', rule, message }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
