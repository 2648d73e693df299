import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type PatientErasures, servicePerson } from '@clic/contracts'
import { sql, tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { DeployTables } from './tables.ts'

/** Removes every run over the studies of an erased patient, with its results. What was sent to a hospital system is that system’s. Safe to run twice. */
export async function eraseRuns(context: PartContext, erasureId: string): Promise<void> {
  const book = context.port<PatientErasures>('acquire.erasures')
  const order = await book.order(erasureId)
  if (!order) return
  await context.transact(async (change) => {
    const runs =
      order.studyIds.length === 0
        ? []
        : await tables<DeployTables>(change.db)
            .deleteFrom('deploy.run')
            .where('study_id', 'in', order.studyIds)
            .returning(['id', 'objects'])
            .execute()
    const files = new Set(runs.flatMap((run) => run.objects.map((one) => one.sha256)))
    // Before the commit: a crash here leaves rows without files, which the next try takes up; the other way round files would stay.
    for (const sha256 of files) if (!(await isNamed(change.db, sha256))) await context.files.remove(sha256)
    for (const run of runs) rmSync(join(context.folder, 'runs', run.id), { recursive: true, force: true })
    if (runs.length > 0)
      change.record({
        actor: servicePerson('deploy'),
        action: 'result.erased',
        subject: { kind: 'erasure', id: erasureId },
        payload: { runs: runs.map((one) => one.id) },
      })
    await book.note(change, { erasureId, place: 'deploy', counts: { runs: runs.length, files: files.size } })
  })
}

/** True when a run holds these bytes as its result. */
export async function isNamed(db: PartContext['db'], sha256: string): Promise<boolean> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from deploy.run where objects @> ${JSON.stringify([{ sha256 }])}::jsonb`.execute(db)
  return (found.rows[0]?.n ?? 0) > 0
}
