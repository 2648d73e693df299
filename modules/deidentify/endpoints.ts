import { deidentifyEndpoints, ok, samplingEndpoints } from '@clic/contracts'
import { type Implementation, implement, implementRaw } from '@clic/platform/parts'
import { answerSample } from './answer-sample.ts'
import { addAssignment, listAssignments } from './assignments.ts'
import { compareSample, samplePixels } from './compare-sample.ts'
import { requestDraw } from './draw-samples.ts'
import { readSamples, shownSample } from './list-samples.ts'
import { maskImplementations } from './masks/endpoints.ts'
import { profileImplementations } from './profile-endpoints.ts'
import { listProfiles, readProfilePage } from './profiles.ts'
import { retryStudy } from './queue-studies.ts'
import { readProgress } from './read-progress.ts'
import { listSamplings } from './read-sampling.ts'
import { approveReidentification, listReidentifications, requestReidentification } from './reidentification.ts'
import { listParcelsOf, restartSampling } from './restart-sampling.ts'
import { sharedPatientsImplementations } from './shared-patients/endpoints.ts'
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
    ...maskImplementations(station),
    implement(deidentifyEndpoints.quarantine, async ({ query }) => ok(await listQuarantined(context, query.limit))),
    implement(deidentifyEndpoints.progress, async () => ok(await readProgress(station))),
    implement(deidentifyEndpoints.retry, ({ body }) => retryStudy(station, body), permitOfBody),
    implement(samplingEndpoints.list, async ({ person }) => ok(await listSamplings(station, person))),
    implement(samplingEndpoints.draw, ({ params, person }) => requestDraw(station, params.samplingId, person)),
    implement(samplingEndpoints.restart, ({ params, body, person }) =>
      restartSampling(station, params.samplingId, body, person),
    ),
    implement(samplingEndpoints.parcels, async ({ params }) => ok(await listParcelsOf(station, params.samplingId))),
    implement(samplingEndpoints.samples, async ({ params, person }) =>
      ok((await readSamples(context.db, person.id, params)).map(shownSample)),
    ),
    implement(samplingEndpoints.compare, ({ params, person }) => compareSample(station, params.sampleId, person)),
    implementRaw(samplingEndpoints.pixels, ({ params, query, person }) =>
      samplePixels(station, params.sampleId, query, person),
    ),
    implement(samplingEndpoints.answer, ({ params, body, person }) =>
      answerSample(station, params.sampleId, body, person),
    ),
    ...sharedPatientsImplementations(station),
    implement(deidentifyEndpoints.reidentifications, () => listReidentifications(station)),
    implement(deidentifyEndpoints.requestReidentification, ({ body, person }) =>
      requestReidentification(station, body, person),
    ),
    implement(deidentifyEndpoints.approveReidentification, ({ params, person }) =>
      approveReidentification(station, params.reidentificationId, person),
    ),
  ]
}
