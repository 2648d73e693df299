import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { mapDigest } from './map-digest.ts'
import { fileSha256, listMapFiles } from './map-files.ts'
import { type MapResult, mapProblem } from './map-problem.ts'

/** What CLIC adds to metadata.json; a bundle made elsewhere has none of it. */
const clicSchema = z.looseObject({
  labels: z.array(z.looseObject({ value: z.number().int(), name: z.string() })).optional(),
  spacing_mm: z.array(z.number()).optional(),
  weights_sha256: z.string().optional(),
})

const channelsSchema = z.looseObject({
  num_channels: z.number().int().optional(),
  modality: z.string().optional(),
  spatial_shape: z.array(z.unknown()).optional(),
  channel_def: z.record(z.string(), z.string()).optional(),
})

/** configs/metadata.json of a MONAI bundle: the required fields, and those a registry card is filled from. */
const bundleMetadataSchema = z.looseObject({
  version: z.string(),
  changelog: z.record(z.string(), z.string()).optional(),
  monai_version: z.string(),
  pytorch_version: z.string(),
  name: z.string().optional(),
  task: z.string(),
  description: z.string(),
  authors: z.string(),
  copyright: z.string(),
  intended_use: z.string().optional(),
  network_data_format: z.looseObject({
    inputs: z.record(z.string(), channelsSchema),
    outputs: z.record(z.string(), channelsSchema),
  }),
  'x-clic': clicSchema.optional(),
})

export interface MonaiBundle {
  metadata: z.infer<typeof bundleMetadataSchema>
  files: { path: string; size: number; sha256: string }[]
  /** See `mapDigest`; the same value as the worker's `bundle_sha256`. */
  digest: string
  /** SHA-256 of models/model.pt, null when the bundle has only .ts or .onnx weights. */
  weightsSha256: string | null
}

/** Reads a MONAI bundle folder. Problems: `bundle_no_metadata`, `bundle_metadata_invalid`, `bundle_has_links`. */
export async function readBundle(dir: string): Promise<MapResult<{ bundle: MonaiBundle }>> {
  const text = await readFile(join(dir, 'configs/metadata.json'), 'utf8').catch(() => null)
  if (text === null)
    return mapProblem('bundle_no_metadata', 'the folder has no configs/metadata.json', 'send a MONAI bundle folder')
  const entries = await listMapFiles(dir)
  const odd = entries.find((e) => e.kind === 'other')
  if (odd) return mapProblem('bundle_has_links', `${odd.path} is a link`, 'replace it by the file itself')
  const parsed = bundleMetadataSchema.safeParse(parseJson(text))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const detail = `the bundle’s configs/metadata.json: ${issue?.path.join('.') || 'the document'}: ${issue?.message}`
    return mapProblem('bundle_metadata_invalid', detail, 'correct the metadata; MONAI documents its schema')
  }
  const files = []
  for (const { path, size, kind } of entries)
    if (kind === 'file') files.push({ path, size, sha256: await fileSha256(join(dir, path)) })
  const weightsSha256 = files.find((f) => f.path === 'models/model.pt')?.sha256 ?? null
  return { ok: true, bundle: { metadata: parsed.data, files, digest: await mapDigest(dir), weightsSha256 } }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
