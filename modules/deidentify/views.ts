import type { proofSchema, quarantinedSchema } from '@clic/contracts'
import { sql, tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { z } from 'zod'
import { isMaskable } from './masks/quarantined-object.ts'
import type { DeidentifyTables } from './tables.ts'

export async function listProofs(context: PartContext, studyId: string): Promise<z.infer<typeof proofSchema>[]> {
  const rows = await tables<DeidentifyTables>(context.db)
    .selectFrom('deidentify.proof as proof')
    .innerJoin('deidentify.profile as profile', 'profile.id', 'proof.profile_id')
    .selectAll('proof')
    .select(['profile.name', 'profile.version', 'profile.hash'])
    .where('study_id', '=', studyId)
    .orderBy('proof.at')
    .orderBy('proof.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    studyId: row.study_id,
    permitId: row.permit_id,
    profile: { name: row.name, version: row.version, hash: row.hash },
    at: row.at.toISOString(),
    inputSha256: row.input_sha256,
    outputSha256: row.output_sha256,
    sopInstanceUid: row.sop_instance_uid,
    sopClassUid: row.sop_class_uid,
    modality: row.modality,
    rules: row.rules,
    residual: row.residual,
    masks: row.masks,
  }))
}

/** How often each rule acted, over all proofs. */
export async function countRules(context: PartContext): Promise<{ rule: string; times: number; objects: number }[]> {
  const counted = await sql<{ rule: string; times: number; objects: number }>`
    select acted.key as rule, sum(acted.value::bigint)::bigint as times, count(*)::int as objects
    from deidentify.proof proof cross join lateral jsonb_each_text(proof.rules) acted
    group by acted.key order by times desc, rule`.execute(context.db)
  return counted.rows
}

export async function listQuarantined(
  context: PartContext,
  limit: number,
): Promise<z.infer<typeof quarantinedSchema>[]> {
  const rows = await tables<DeidentifyTables>(context.db)
    .selectFrom('deidentify.quarantined')
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    studyId: row.study_id,
    permitId: row.permit_id,
    inputSha256: row.input_sha256,
    modality: row.modality,
    maskable: isMaskable(row.code),
    code: row.code,
    reason: row.reason,
    next: row.next,
    at: row.at.toISOString(),
  }))
}
