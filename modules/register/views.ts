import { approvalRoles, type Release, type ReleaseForValidation } from '@clic/contracts'
import { type AnyDatabase, tables } from '@clic/platform/db'
import type { RegisterTables } from './tables.ts'

type ReadRelease = Release & Required<Pick<ReleaseForValidation, 'intendedUse' | 'manufacturer' | 'regulatoryPath'>>

/** Releases with product, verdict and approvals, newest first. */
export async function readReleases(db: AnyDatabase, only?: string): Promise<ReadRelease[]> {
  const register = tables<RegisterTables>(db)
  let query = register
    .selectFrom('register.release')
    .innerJoin('register.product', 'register.product.id', 'register.release.product_id')
    .selectAll('register.release')
    .select([
      'register.product.name',
      'register.product.kind',
      'register.product.intended_use',
      'register.product.manufacturer',
      'register.product.regulatory_path',
    ])
    .orderBy('register.release.registered_at', 'desc')
  if (only) query = query.where('register.release.id', '=', only)
  const rows = await query.execute()
  const approvals = await register.selectFrom('register.approval').selectAll().execute()
  return rows.map((row) => {
    const given = approvals.filter((one) => one.release_id === row.id && one.result_id === row.verdict?.resultId)
    return {
      id: row.id,
      productId: row.product_id,
      productName: row.name,
      kind: row.kind,
      version: row.version,
      state: row.state,
      weightsSha256: row.weights_sha256,
      mapSha256: row.map_sha256,
      bundleName: row.bundle_name,
      candidateId: row.candidate_id,
      builders: row.builders,
      registeredAt: row.registered_at.toISOString(),
      mapFindings: row.map_findings,
      verdict: row.verdict,
      approvals: given.map((one) => ({
        role: one.role,
        personId: one.person_id,
        name: one.name,
        at: one.at.toISOString(),
      })),
      recalledAt: row.recalled_at?.toISOString() ?? null,
      missingApprovals: approvalRoles.filter((role) => !given.some((one) => one.role === role)),
      intendedUse: row.intended_use,
      manufacturer: row.manufacturer,
      regulatoryPath: row.regulatory_path,
    }
  })
}

export async function readRelease(db: AnyDatabase, releaseId: string) {
  return (await readReleases(db, releaseId))[0]
}

export async function listProducts(db: AnyDatabase) {
  const rows = await tables<RegisterTables>(db)
    .selectFrom('register.product')
    .selectAll()
    .orderBy('registered_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    manufacturer: row.manufacturer,
    regulatoryPath: row.regulatory_path,
    intendedUse: row.intended_use,
    registeredBy: row.registered_by,
    registeredAt: row.registered_at.toISOString(),
  }))
}

export function forValidation(release: Awaited<ReturnType<typeof readReleases>>[number]): ReleaseForValidation {
  return {
    id: release.id,
    productId: release.productId,
    productName: release.productName,
    kind: release.kind,
    version: release.version,
    state: release.state,
    weightsSha256: release.weightsSha256,
    mapSha256: release.mapSha256,
    ...(release.bundleName ? { bundleName: release.bundleName } : {}),
    builders: release.builders,
    intendedUse: release.intendedUse,
    manufacturer: release.manufacturer,
    regulatoryPath: release.regulatoryPath,
    ...(release.candidateId ? { candidateId: release.candidateId } : {}),
  }
}
