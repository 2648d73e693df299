import { type PermitState, permitEndpoints, permitStates } from '@clic/contracts'
import { systemClock } from '@clic/platform/clock'
import { sql } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import { grantPermit } from '../permits.ts'
import { eventually, type TestPair } from '../zones.ts'

/** What stands on one permit: the permit itself and a row of each kind that an address can name. */
export interface Standing {
  permitId: string
  labelId: string
  runId: string
  protocolId: string
  studyId: string
}

/** In both zones a permit in each state, and in research what stands on it. States are set in the rows: not all have a way there. */
export async function permitsInEveryState(pair: TestPair): Promise<Map<PermitState, Standing>> {
  const found = new Map<PermitState, Standing>()
  for (const state of permitStates) {
    const permit = await grantPermit(pair.clinic)
    await eventually(async () => {
      const read = await pair.research.as('dev', ['developer'])(permitEndpoints.read, {
        params: { permitId: permit.id },
      })
      return read.ok ? read.value : undefined
    })
    for (const zone of [pair.clinic, pair.research]) {
      const { db } = zone
      if (state === 'expired')
        await sql`update govern.permit set terms = terms || '{"expiresAt":"2020-01-01T00:00:00.000Z"}' where id = ${permit.id}`.execute(
          db,
        )
      else await sql`update govern.permit set state = ${state} where id = ${permit.id}`.execute(db)
    }
    found.set(state, await rowsOn(pair, permit.id))
  }
  return found
}

async function rowsOn(pair: TestPair, permitId: string): Promise<Standing> {
  const { db } = pair.research
  const id = (kind: string) => newId(kind, systemClock)
  const standing = {
    permitId,
    labelId: id('label'),
    runId: id('training'),
    protocolId: id('protocol'),
    studyId: id('study'),
  }
  await sql`insert into annotate.label (id, study_id, permit_id, pseudonym, study_description, state) values (${standing.labelId}, ${standing.studyId}, ${permitId}, 'PSEUDO', '', 'proposed')`.execute(
    db,
  )
  await sql`insert into develop.run (id, name, permit_id, dataset_id, data_root, state, config, started_by, started_by_name, started_at, decision_id)
            values (${standing.runId}, 'run', ${permitId}, 'dataset', '', 'running', '{}', 'dev', 'dev', now(), 'decision')`.execute(
    db,
  )
  await sql`insert into validate.protocol (id, hash, document, registered_by, registered_at) values (${standing.protocolId}, ${standing.protocolId}, ${JSON.stringify({ permitId })}, 'tester', now())`.execute(
    db,
  )
  await sql`insert into link.study (id, permit_id, pseudonym, study_instance_uid, description, modalities, arrived_at, parcel_id) values (${standing.studyId}, ${permitId}, 'PSEUDO', ${standing.studyId}, '', '["MR"]', now(), 'parcel')`.execute(
    db,
  )
  return standing
}
