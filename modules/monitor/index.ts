import { fileURLToPath } from 'node:url'
import { monitorEndpoints, ok } from '@clic/contracts'
import { definePart, implement } from '@clic/platform/parts'
import { closeFinding, resumeRelease } from './close-finding.ts'
import { eraseObservations } from './erase-observations.ts'
import { giveFeedback } from './give-feedback.ts'
import { observeRun } from './observe-run.ts'
import { handleResult, listRecalls, recallRelease } from './recall-release.ts'
import { settingsSchema } from './settings.ts'
import { tellRecalls } from './tell-recalls.ts'
import { listFeedback, listFindings, readSignals } from './views.ts'

/** Drift of inputs and outputs, alarms and findings, the clinician's word on each result. */
export const monitor = definePart({
  name: 'monitor',
  zones: ['clinic'],
  needs: ['govern.gates'],
  migrations: fileURLToPath(new URL('./migrations', import.meta.url)),
  create(context) {
    const settings = settingsSchema.parse(context.settings)
    return {
      endpoints: [
        implement(monitorEndpoints.signals, async ({ params }) =>
          ok(await readSignals(context.db, settings, params.releaseId)),
        ),
        implement(monitorEndpoints.findings, async () => ok(await listFindings(context.db))),
        implement(monitorEndpoints.closeFinding, ({ params, body, person }) =>
          closeFinding(context, params.findingId, body.conclusion, person),
        ),
        implement(monitorEndpoints.resume, ({ params, person }) => resumeRelease(context, params.releaseId, person)),
        implement(monitorEndpoints.recalls, async () => ok(await listRecalls(context.db))),
        implement(monitorEndpoints.recall, ({ params, body, person }) =>
          recallRelease(context, params.releaseId, body.reason, person),
        ),
        implement(monitorEndpoints.handle, ({ params, body, person }) =>
          handleResult(context, params.recallId, params.runId, body.what, person),
        ),
        implement(monitorEndpoints.feedback, async () => ok(await listFeedback(context.db))),
        implement(monitorEndpoints.give, ({ params, body, person }) =>
          giveFeedback(context, { runId: params.runId, ...body }, person),
        ),
      ],
      listens: [
        {
          event: 'patient.erased',
          handle: (data) => eraseObservations(context, (data as { erasureId: string }).erasureId),
        },
        { event: 'run.finished', handle: (data) => observeRun(context, settings, (data as { runId: string }).runId) },
      ],
      start: () => tellRecalls(context),
    }
  },
})
