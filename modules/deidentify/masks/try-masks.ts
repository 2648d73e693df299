import { type maskEndpoints, ok, type Person, type ReplyOf, type Result, refuse } from '@clic/contracts'
import { prepareProfile, prepareSweep } from '@clic/deidentification'
import type { FrameMask } from '@clic/pixels'
import { tables } from '@clic/platform/db'
import { askSubject } from '../ask-subject.ts'
import { framesOf } from '../frame-of-object.ts'
import { deidentifyLooking } from '../pixel-step.ts'
import { usedProfile } from '../profiles.ts'
import { facesOf } from '../series-face.ts'
import { noSource, type Station } from '../station.ts'
import type { DeidentifyTables } from '../tables.ts'
import { lookedAtObject, type QuarantinedRow } from './quarantined-object.ts'

/** De-identifies an object with boxes as it would be done when it leaves, and keeps nothing of it. */
export async function tryMasks(
  station: Station,
  id: string,
  masks: FrameMask[],
  person: Person,
): Promise<Result<ReplyOf<typeof maskEndpoints.trial>>> {
  const found = await lookedAtObject(station, id, person)
  if (!found.ok) return found
  const { row, input } = found.value
  const terms = await termsFor(station, row)
  if (!terms.ok) return terms
  const study = await station.received()?.studies.study(row.study_id)
  const object = { input, sha256: row.input_sha256, faceOf: facesOf(station, study?.objects ?? []), masks }
  const result = await deidentifyLooking(station, object, terms.value)
  if (result.status === 'quarantined') {
    const { code, reason, next } = result
    return ok({ kept: { code, reason, next }, pixels: null })
  }
  const frames = await framesOf(result.output)
  return ok({ kept: null, pixels: frames.ok ? frames.value.about : null })
}

async function termsFor(station: Station, row: QuarantinedRow) {
  const run = await tables<DeidentifyTables>(station.context.db)
    .selectFrom('deidentify.run as run')
    .innerJoin('deidentify.assignment as assignment', 'assignment.id', 'run.assignment_id')
    .innerJoin('deidentify.profile as profile', 'profile.id', 'assignment.profile_id')
    .select(['run.patient_key', 'profile.id', 'profile.hash', 'profile.state', 'profile.document'])
    .where('run.study_id', '=', row.study_id)
    .where('run.permit_id', '=', row.permit_id)
    .executeTakeFirst()
  const profile = run ? usedProfile(run).profile : undefined
  const received = station.received()
  if (!run || !profile || !received)
    return refuse(409, {
      code: 'not-in-the-line',
      title: 'It cannot be tried now',
      detail: received ? 'The project’s profile is not in use any more.' : noSource.reason,
      next: received ? 'Have a profile released for the project.' : noSource.next,
    })
  const subject = await askSubject(station, row.permit_id, run.patient_key)
  if (!subject.ok)
    return refuse(503, {
      code: 'vault-down',
      title: 'The vault does not answer',
      detail: subject.reason,
      next: subject.next,
    })
  const sweep = prepareSweep(await received.studies.identity(run.patient_key))
  return ok({ profile: prepareProfile(profile), subject: subject.value, sweep })
}
