import type { DeployedReleases, RunView } from '@clic/contracts'
import { type AnyDatabase, tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { DeployTables } from './tables.ts'

export async function listReleases(
  db: AnyDatabase,
  worker: (releaseId: string) => 'cold' | 'warming' | 'warm' | 'failed',
) {
  const deploy = tables<DeployTables>(db)
  const rows = await deploy.selectFrom('deploy.release').selectAll().orderBy('received_at', 'desc').execute()
  const counts = await deploy
    .selectFrom('deploy.run')
    .select((eb) => ['release_id', eb.fn.countAll<number>().as('count')])
    .groupBy('release_id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    productName: row.product_name,
    version: row.version,
    state: row.state,
    reason: row.reason,
    weightsSha256: row.weights_sha256,
    permitId: row.permit_id,
    approvals: row.approvals,
    verdict: row.verdict,
    receivedAt: row.received_at.toISOString(),
    activatedAt: row.activated_at?.toISOString() ?? null,
    worker: worker(row.id),
    runs: Number(counts.find((one) => one.release_id === row.id)?.count ?? 0),
  }))
}

export async function listRoutes(db: AnyDatabase) {
  const rows = await tables<DeployTables>(db).selectFrom('deploy.route').selectAll().orderBy('name').execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    releaseId: row.release_id,
    when: row.condition,
    destination: row.destination,
    active: row.active,
  }))
}

export async function listRuns(db: AnyDatabase, filter: { limit: number; id?: string }) {
  let query = tables<DeployTables>(db)
    .selectFrom('deploy.run')
    .innerJoin('deploy.release', 'deploy.release.id', 'deploy.run.release_id')
    .selectAll('deploy.run')
    .select(['deploy.release.product_name', 'deploy.release.version'])
    .orderBy('deploy.run.started_at', 'desc')
    .limit(filter.limit)
  if (filter.id) query = query.where('deploy.run.id', '=', filter.id)
  return (await query.execute()).map((row) => ({
    id: row.id,
    releaseId: row.release_id,
    productName: row.product_name,
    version: row.version,
    studyId: row.study_id,
    state: row.state,
    reason: row.reason,
    next: row.next,
    studyReceivedAt: row.study_received_at.toISOString(),
    startedAt: row.started_at.toISOString(),
    returnedAt: row.returned_at?.toISOString() ?? null,
    secondsFromArrival: row.returned_at ? (row.returned_at.getTime() - row.study_received_at.getTime()) / 1000 : null,
    volumes: row.volumes,
    objects: row.objects,
  }))
}

/** Port `deploy.runs`: numbers of returned runs only. */
export function createRunView(db: AnyDatabase): RunView {
  return {
    async run(runId) {
      const row = await tables<DeployTables>(db)
        .selectFrom('deploy.run')
        .selectAll()
        .where('id', '=', runId)
        .where('state', '=', 'returned')
        .executeTakeFirst()
      if (!row?.returned_at) return undefined
      return {
        id: row.id,
        releaseId: row.release_id,
        studyId: row.study_id,
        finishedAt: row.returned_at.toISOString(),
        seconds: row.seconds ?? 0,
        input: row.input,
        output: row.output,
      }
    },
  }
}

/** Port `deploy.releases`. */
export function createDeployedReleases({ db, owning }: Pick<PartContext, 'db' | 'owning'>): DeployedReleases {
  const release = (id: string) =>
    tables<DeployTables>(db)
      .selectFrom('deploy.release')
      .select(['state', 'builders', 'permit_id'])
      .where('id', '=', id)
      .executeTakeFirst()
  const change = (
    caller: unknown,
    id: string,
    from: 'active' | 'suspended',
    to: 'active' | 'suspended',
    reason: string | null,
  ) =>
    owning(caller, async (tx) => {
      await tables<DeployTables>(tx)
        .updateTable('deploy.release')
        .set({ state: to, reason })
        .where('id', '=', id)
        .where('state', '=', from)
        .execute()
    })
  return {
    state: async (id) => (await release(id))?.state,
    builders: async (id) => (await release(id))?.builders ?? [],
    permit: async (id) => (await release(id))?.permit_id ?? undefined,
    suspend: (tx, id, reason) => change(tx, id, 'active', 'suspended', reason),
    resume: (tx, id) => change(tx, id, 'suspended', 'active', null),
  }
}
