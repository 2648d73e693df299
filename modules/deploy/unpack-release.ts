import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { mapWeights, modelFolder, readBundle, unpackMap, validateMap } from '@clic/monai-deploy'
import type { PartContext } from '@clic/platform/parts'
import { type Envelope, envelopeSchema } from './envelope.ts'

export interface UnpackedRelease {
  folder: string
  /** The MONAI bundle inside; undefined for a MAP that only runs as a process. */
  bundle: string | undefined
  /** Digest of the weights as they lie on disk now. */
  weights: string
  valid: boolean
  /** What the bundle was trained on; undefined when it does not say so. */
  envelope: Envelope | undefined
}

/** The release's MAP, unpacked once; the digest of its weights is computed anew at every call. */
export async function unpackRelease(
  context: PartContext,
  release: { map_sha256: string; bundle_name: string | null },
): Promise<UnpackedRelease | undefined> {
  const folder = join(context.folder, 'releases', release.map_sha256)
  if (!existsSync(folder) && !(await unpackInto(context, release.map_sha256, folder))) return undefined
  const bundle = release.bundle_name ? await modelFolder(folder, release.bundle_name) : undefined
  const read = bundle ? await readBundle(bundle) : undefined
  const envelope = envelopeSchema.safeParse(read?.ok ? read.bundle.metadata['x-clic']?.['envelope'] : undefined)
  return {
    folder,
    bundle,
    weights: await mapWeights(folder),
    valid: (await validateMap(folder)).every((finding) => finding.level !== 'error'),
    envelope: envelope.data,
  }
}

/** Made whole beside its place and renamed, so that two studies at once and a crash leave no half of it. */
async function unpackInto(context: PartContext, mapSha256: string, folder: string): Promise<boolean> {
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 })
  const making = mkdtempSync(`${folder}.making-`)
  try {
    const unpacked = await unpackMap(await context.files.get(mapSha256), making)
    if (!unpacked.ok) return false
    if (!existsSync(folder)) renameSync(making, folder)
    return true
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
}
