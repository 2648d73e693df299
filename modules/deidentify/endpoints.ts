import { deidentifyEndpoints, ok } from '@clic/contracts'
import { type Implementation, implement } from '@clic/platform/parts'
import { addAssignment, listAssignments } from './assignments.ts'
import { profileImplementations } from './profile-endpoints.ts'
import { listProfiles, readProfilePage } from './profiles.ts'
import { retryStudy } from './queue-studies.ts'
import { readProgress } from './read-progress.ts'
import { approveReidentification, listReidentifications, requestReidentification } from './reidentification.ts'
import type { Station } from './station.ts'
import { countRules, listProofs, listQuarantined } from './views.ts'

/** Both stand on the permit that their body names. */
const permitOfBody = {
  permitOf: ({ body }: { body: unknown }) => (body as { permitId?: string } | undefined)?.permitId,
}

export function deidentifyImplementations(station: Station): Implementation[] {
  const { context } = station
  return [
    implement(deidentifyEndpoints.profiles, async () => ok(await listProfiles(context))),
    ...profileImplementations(station),
    implement(deidentifyEndpoints.profile, ({ params }) => readProfilePage(context, params.profileId)),
    implement(deidentifyEndpoints.assignments, async () => ok(await listAssignments(station))),
    implement(
      deidentifyEndpoints.addAssignment,
      ({ body, person }) => addAssignment(station, body, person),
      permitOfBody,
    ),
    implement(deidentifyEndpoints.proofs, async ({ params }) => ok(await listProofs(context, params.studyId))),
    implement(deidentifyEndpoints.rules, async () => ok(await countRules(context))),
    implement(deidentifyEndpoints.quarantine, async ({ query }) => ok(await listQuarantined(context, query.limit))),
    implement(deidentifyEndpoints.progress, async () => ok(await readProgress(station))),
    implement(deidentifyEndpoints.retry, ({ body }) => retryStudy(station, body), permitOfBody),
    implement(deidentifyEndpoints.reidentifications, () => listReidentifications(station)),
    implement(deidentifyEndpoints.requestReidentification, ({ body, person }) =>
      requestReidentification(station, body, person),
    ),
    implement(deidentifyEndpoints.approveReidentification, ({ params, person }) =>
      approveReidentification(station, params.reidentificationId, person),
    ),
  ]
}
