import { deidentifyEndpoints, profileEndpoints } from '@clic/contracts'
import { researchProfile } from '@clic/deidentification'
import { writeFile } from '@clic/dicom'
import { sql } from '@clic/platform/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { headPhantom } from '../../libraries/pixels/testing/head-phantom.ts'
import { headSeries } from '../../libraries/pixels/testing/head-series.ts'
import { type LeavingStudies, leavingStudies } from '../../testing/leaving-studies.ts'
import { grantPermit } from '../../testing/permits.ts'

const must = <T>(answer: { ok: true; value: T } | { ok: false; problem: { detail: string } }): T => {
  if (!answer.ok) throw new Error(answer.problem.detail)
  return answer.value
}

describe('studies of heads under a profile that wants faces removed', () => {
  let way: LeavingStudies
  let profileId = ''
  const engineer = () => way.clinic.as('engineer', ['data-engineer'])
  const volume = headPhantom({ contrast: 'T1', plane: 'axial', spacing: [3, 3, 4] })
  const series = () =>
    headSeries(volume, { bodyPart: 'BRAIN', description: 'MR cerebrum' }).map((slice) => writeFile(slice))
  const assigned = async (source: string) => {
    const permit = await grantPermit(way.clinic)
    const body = {
      permitId: permit.id,
      sourceId: way.sourceId(source),
      profileId,
      sampling: { limit: 'none' as const, every: 0 },
    }
    must(await engineer()(deidentifyEndpoints.addAssignment, { body }))
    return permit
  }

  beforeAll(async () => {
    way = await leavingStudies(['MR1', 'MR2'])
    const options = { ...researchProfile().options, cleanRecognizableVisualFeatures: true }
    const document = { ...researchProfile(), name: 'faceless', options }
    const draft = must(await engineer()(profileEndpoints.draft, { body: { document } }))
    const body = { reason: 'Heads leave without faces.', was: draft.hash }
    const submitted = must(await engineer()(profileEndpoints.submit, { params: { profileId: draft.id }, body }))
    const steward = way.clinic.as('steward', ['data-steward'])
    profileId = must(await steward(profileEndpoints.release, { params: { profileId: submitted.id } })).id
  })
  afterAll(() => way?.close())

  it('leave without the face when the whole head is there, each object with its proof', async () => {
    const slices = series()
    // All are here before the project is, so that no part of the series is taken for the whole.
    await way.send('MR1', slices)
    const permit = await assigned('MR1')
    const run = await way.run(permit.id, ['left', 'quarantined', 'refused'])
    expect(run).toMatchObject({ state: 'left', objectsReleased: slices.length, objectsQuarantined: 0 })
    const proofs = await sql<{ rules: Record<string, number> }>`
      select rules from deidentify.proof where permit_id = ${permit.id}`.execute(way.clinic.db)
    expect(proofs.rows.map((row) => row.rules['faces-removed'])).toEqual(slices.map(() => 1))
  })

  it('stay in quarantine when a part of the series is missing, unchanged and with what to do', async () => {
    await way.send('MR2', series().slice(0, 12))
    const permit = await assigned('MR2')
    const run = await way.run(permit.id, ['left', 'quarantined', 'refused'])
    expect(run).toMatchObject({ state: 'quarantined', objectsReleased: 0, objectsQuarantined: 12 })
    expect(run.reason).toContain('The face was not removed.')
    const kept = await sql<{ code: string; next: string }>`
      select code, next from deidentify.quarantined where permit_id = ${permit.id}`.execute(way.clinic.db)
    for (const row of kept.rows)
      expect(row).toMatchObject({ code: expect.stringMatching(/^face-/), next: expect.any(String) })
  })
})
