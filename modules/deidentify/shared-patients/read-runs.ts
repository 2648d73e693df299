import { ok, type Result, refuse, type SharedRun } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { Station } from '../station.ts'
import type { DeidentifyTables } from '../tables.ts'

export async function readRun(station: Station, runId: string): Promise<Result<SharedRun>> {
  const [run] = await read(station, runId)
  if (run) return ok(run)
  return refuse(404, { code: 'count-unknown', title: 'No such count', detail: 'This zone knows no such count.' })
}

export function listRuns(station: Station): Promise<SharedRun[]> {
  return read(station)
}

async function read(station: Station, runId?: string): Promise<SharedRun[]> {
  let asked = tables<DeidentifyTables>(station.context.db)
    .selectFrom('deidentify.shared_run as run')
    .innerJoin('deidentify.shared_agreement as agreement', 'agreement.id', 'run.agreement_id')
    .selectAll('run')
    .select(['partner', 'project'])
    .orderBy('run.at', 'desc')
    .orderBy('run.id', 'desc')
    .limit(500)
  if (runId !== undefined) asked = asked.where('run.id', '=', runId)
  return (await asked.execute()).map((row) => ({
    id: row.id,
    agreementId: row.agreement_id,
    partner: row.partner,
    project: row.project,
    direction: row.direction,
    byFile: row.by_file,
    reason: row.reason,
    state: row.state,
    at: row.at.toISOString(),
    sizes: { own: row.own_size, partner: row.partner_size },
    count: row.count,
    suppressed: row.suppressed,
    problem: row.problem,
  }))
}
