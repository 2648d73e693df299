import { type LabelView, ok, type Result, refuse } from '@clic/contracts'
import { type AnyDatabase, tables } from '@clic/platform/db'
import type { AnnotateTables } from './tables.ts'

export type LabelRow = Awaited<ReturnType<typeof readLabels>>[number]

export async function readLabels(
  db: AnyDatabase,
  filter: {
    id?: string
    permitId?: string | undefined
    studyId?: string | undefined
    state?: 'proposed' | 'accepted' | 'rejected' | undefined
    limit?: number
  },
) {
  const annotate = tables<AnnotateTables>(db)
  let query = annotate.selectFrom('annotate.label').selectAll().orderBy('id')
  if (filter.id) query = query.where('id', '=', filter.id)
  if (filter.permitId) query = query.where('permit_id', '=', filter.permitId)
  if (filter.studyId) query = query.where('study_id', '=', filter.studyId)
  if (filter.state) query = query.where('state', '=', filter.state)
  if (filter.limit) query = query.limit(filter.limit)
  const labels = await query.execute()
  if (labels.length === 0) return []
  const versions = await annotate
    .selectFrom('annotate.version')
    .selectAll()
    .where(
      'label_id',
      'in',
      labels.map((one) => one.id),
    )
    .orderBy('version')
    .execute()
  const byLabel = Map.groupBy(versions, (one) => one.label_id)
  return labels.map((label) => ({
    id: label.id,
    studyId: label.study_id,
    permitId: label.permit_id,
    pseudonym: label.pseudonym,
    studyDescription: label.study_description,
    state: label.state,
    versions: (byLabel.get(label.id) ?? []).map((one) => ({
      version: one.version,
      state: one.state,
      author: one.author,
      madeAt: one.made_at.toISOString(),
      origin: one.origin,
      changedVoxels: one.changed_voxels,
      comment: one.comment,
      decidedBy: one.decided_by,
      decidedAt: one.decided_at?.toISOString() ?? null,
      reason: one.reason,
      segments: one.segments,
    })),
  }))
}

export async function readLabel(context: { db: AnyDatabase }, labelId: string): Promise<Result<LabelRow>> {
  const found = (await readLabels(context.db, { id: labelId }))[0]
  return found
    ? ok(found)
    : refuse(404, { code: 'label-unknown', title: 'No such label', detail: `There is no label ${labelId}.` })
}

export async function readRefusedMasks(db: AnyDatabase) {
  const rows = await tables<AnnotateTables>(db)
    .selectFrom('annotate.refused_mask')
    .selectAll()
    .orderBy('at', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({ studyId: row.study_id, at: row.at.toISOString(), reason: row.reason, next: row.next }))
}

/** Port `annotate.labels`: the accepted version of each label. */
export function createLabelView(db: AnyDatabase): LabelView {
  return {
    async accepted(permitId) {
      const rows = await tables<AnnotateTables>(db)
        .selectFrom('annotate.version')
        .innerJoin('annotate.label', 'annotate.label.id', 'annotate.version.label_id')
        .selectAll('annotate.version')
        .select('annotate.label.study_id')
        .where('annotate.label.permit_id', '=', permitId)
        .where('annotate.version.state', '=', 'accepted')
        .execute()
      return rows.map((row) => ({
        labelId: row.label_id,
        studyId: row.study_id,
        version: row.version,
        sha256: row.seg_sha256,
        author: row.author,
        madeAt: row.made_at.toISOString(),
        segments: row.segments.map(({ number, label }) => ({ number, label })),
      }))
    },
  }
}
