import { bytesText, countText } from './progress.ts'
import type { ProofRow } from './proof-rows.ts'

/** What a person wants to know at the end. */
export function summary(
  rows: readonly ProofRow[],
  run: { seconds: number; bytes: number; dry: boolean; kept: number },
): string {
  const of = (status: ProofRow['status']) => rows.filter((row) => row.status === status).length
  const seconds = Math.max(run.seconds, 0.001)
  const lines = [
    `${of('released')} released, ${of('quarantined')} quarantined, ${of('failed')} failed; ${run.seconds.toFixed(1)} s, ${countText(rows.length / seconds)} files a second, ${bytesText(run.bytes / seconds)} a second.`,
  ]
  if (run.dry) lines[0] += ' Dry run: nothing was written.'
  if (run.kept > 0)
    lines.push(
      `  ${run.kept} of them an earlier run had finished: input and output still have the digests of its proof.`,
    )
  const reasons = new Map<string, { count: number; reason: string; next: string; first: number }>()
  for (const row of rows) {
    if (row.status === 'released') continue
    const found = reasons.get(row.code)
    if (found) found.count++
    else reasons.set(row.code, { count: 1, reason: row.reason, next: row.next, first: row.input })
  }
  for (const [code, one] of reasons)
    lines.push(`  ${one.count} × ${code} (first: file ${one.first} in sorted order): ${one.reason} ${one.next}`)
  const faces = rows.filter((row) => row.status === 'released' && row.rules['faces-not-removed']).length
  if (faces > 0)
    lines.push(
      `  ${faces} released object(s) may show a head: faces are removed from CT and MR volumes only where the profile says so.`,
    )
  const removed = rows.filter((row) => row.status === 'released' && row.rules['faces-removed']).length
  if (removed > 0) lines.push(`  The face was removed from the series of ${removed} released object(s).`)
  return `${lines.join('\n')}\n`
}
