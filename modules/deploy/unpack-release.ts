import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { mapWeights, modelFolder, unpackMap, validateMap } from '@clic/monai-deploy'
import type { PartContext } from '@clic/platform/parts'

export interface UnpackedRelease {
  folder: string
  /** The MONAI bundle inside; undefined for a MAP that only runs as a process. */
  bundle: string | undefined
  /** Digest of the weights as they lie on disk now. */
  weights: string
  valid: boolean
}

/** The release's MAP, unpacked once; the digest of its weights is computed anew at every call. */
export async function unpackRelease(context: PartContext, release: { map_sha256: string; bundle_name: string | null }): Promise<UnpackedRelease | undefined> {
  const folder = join(context.folder, 'releases', release.map_sha256)
  if (!existsSync(folder)) {
    const making = `${folder}.making`
    rmSync(making, { recursive: true, force: true })
    mkdirSync(dirname(making), { recursive: true, mode: 0o700 })
    const unpacked = await unpackMap(await context.files.get(release.map_sha256), making)
    if (!unpacked.ok) return undefined
    renameSync(making, folder)
  }
  return {
    folder,
    bundle: release.bundle_name ? await modelFolder(folder, release.bundle_name) : undefined,
    weights: await mapWeights(folder),
    valid: (await validateMap(folder)).every((finding) => finding.level !== 'error'),
  }
}
