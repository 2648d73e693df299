import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { type AppManifest, appManifestSchema, type PackageManifest, packageManifestSchema } from './manifest-schema.ts'
import { MAP_LAYOUTS, type MapLayout } from './map-layout.ts'
import { type MapResult, mapProblem } from './map-problem.ts'

/** A MONAI Application Package as read from its root file system. Paths are those inside the image, starting with "/". */
export interface MonaiMap {
  layout: MapLayout
  app: AppManifest
  pkg: PackageManifest
  version: string
  command: string[]
  applicationRoot: string
  modelRoot: string
  models: { name: string; path: string }[]
  sdk: { name: string; version: string } | null
  /** Seconds; null when the package names none (0 in the manifest). */
  timeoutS: number | null
  /** The machine-readable contract (modality, body part, labels) that CLIC adds under "x-clic"; null elsewhere. */
  contract: Record<string, unknown> | null
}

/**
 * Reads the manifests of a MAP's root file system in `dir`, of generation 1.0 or 0.x, with the quirks packagers have.
 * Problems: `map_no_manifest`, `map_manifest_unreadable`, `map_manifest_invalid`.
 */
export async function readMap(dir: string): Promise<MapResult<{ map: MonaiMap }>> {
  const layout = await findLayout(dir)
  if (!layout)
    return mapProblem(
      'map_no_manifest',
      'this is no MAP: neither /etc/holoscan/app.json nor /etc/monai/app.json is there',
      'send the root file system of a MONAI Application Package',
    )
  const app = await readManifest(dir, layout.appManifest, appManifestSchema)
  if (!app.ok) return app
  const pkg = await readManifest(dir, layout.packageManifest, packageManifestSchema)
  if (!pkg.ok) return pkg
  return { ok: true, map: toMap(layout, app.value, pkg.value) }
}

function toMap(layout: MapLayout, app: AppManifest, pkg: PackageManifest): MonaiMap {
  const contract = app['x-clic']
  return {
    layout,
    app,
    pkg,
    version: pkg.version ?? app.version,
    command: app.command,
    applicationRoot: trimmed(pkg.applicationRoot ?? layout.application),
    modelRoot: trimmed(pkg.modelRoot ?? layout.models),
    models: (pkg.models ?? []).map((m) => ({ name: m.name, path: trimmed(m.path) })),
    sdk: app.sdk ? { name: app.sdk, version: app.sdkVersion ?? 'not stated' } : null,
    timeoutS: app.timeout || null,
    contract: contract && typeof contract === 'object' ? (contract as Record<string, unknown>) : null,
  }
}

async function findLayout(dir: string): Promise<MapLayout | undefined> {
  for (const layout of MAP_LAYOUTS) {
    if ((await readFile(join(dir, layout.appManifest)).catch(() => null)) !== null) return layout
  }
  return undefined
}

async function readManifest<S extends z.ZodType>(
  dir: string,
  path: string,
  schema: S,
): Promise<MapResult<{ value: z.output<S> }>> {
  const next = 'ask the vendor for a package that follows the MONAI Application Package specification'
  const text = await readFile(join(dir, path), 'utf8').catch(() => null)
  if (text === null) return mapProblem('map_no_manifest', `${path} is missing`, next)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return mapProblem('map_manifest_unreadable', `${path} is not JSON`, next)
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return { ok: true, value: parsed.data }
  const issue = parsed.error.issues[0]
  const where = issue?.path.join('.') || 'the document'
  return mapProblem('map_manifest_invalid', `${path}: ${where}: ${issue?.message ?? 'invalid'}`, next)
}

function trimmed(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, '') : path
}
