import { fileURLToPath } from 'node:url'
import { deployEndpoints, ok, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { definePart, implement } from '@clic/platform/parts'
import { z } from 'zod'
import { releaseReceiver } from './accept-release.ts'
import { activateRelease } from './activate-release.ts'
import { addRoute } from './add-route.ts'
import { eraseRuns } from './erase-runs.ts'
import { routeStudy } from './route-study.ts'
import { runStudy } from './run-study.ts'
import { type DeployTables, isForeign } from './tables.ts'
import { createDeployedReleases, createRunView, listReleases, listRoutes, listRuns } from './views.ts'
import { createWarmWorkers } from './warm-workers.ts'

/** Releases in the clinic: routes, warm workers, results back to the sender. */
export const deploy = definePart({
  name: 'deploy',
  zones: ['clinic'],
  needs: ['govern.gates', 'govern.permits'],
  migrations: fileURLToPath(new URL('./migrations', import.meta.url)),
  create(context) {
    const settings = z
      .object({
        python: z.string().default('python3'),
        runtimeFolder: z.string().default('runtime'),
        aeTitle: z.string().default('CLIC'),
      })
      .parse(context.settings)
    const workers = createWarmWorkers(context, settings)
    const running = {
      context,
      aeTitle: settings.aeTitle,
      worker: workers.of,
      python: settings.python,
      inHand: new Set<string>(),
    }
    return {
      endpoints: [
        implement(deployEndpoints.releases, async () => ok(await listReleases(context.db, workers.state))),
        implement(deployEndpoints.activate, async ({ params, body, person }) => {
          const done = await activateRelease(context, params.releaseId, body.permitId, person, workers.warm)
          if (!done.ok) return done
          const release = (await listReleases(context.db, workers.state)).find((one) => one.id === done.value)
          return release
            ? ok(release)
            : refuse(404, { code: 'release-unknown', title: 'No such release', detail: 'The release is gone.' })
        }),
        implement(deployEndpoints.routes, async () => ok(await listRoutes(context.db))),
        implement(deployEndpoints.addRoute, ({ body, person }) => addRoute(context, body, person)),
        implement(deployEndpoints.runs, async ({ query }) => ok(await listRuns(context.db, { limit: query.limit }))),
        implement(deployEndpoints.run, async ({ params }) => {
          const run = (await listRuns(context.db, { limit: 1, id: params.runId }))[0]
          return run
            ? ok(run)
            : refuse(404, {
                code: 'run-unknown',
                title: 'No such run',
                detail: `There is no run ${params.runId}.`,
                next: 'See the list under Deploy.',
              })
        }),
      ],
      parcels: [releaseReceiver(context)],
      listens: [
        { event: 'study.received', handle: (data) => routeStudy(context, (data as { studyId: string }).studyId) },
        { event: 'patient.erased', handle: (data) => eraseRuns(context, (data as { erasureId: string }).erasureId) },
      ],
      // Several at once, so that a destination that does not answer holds up its own studies only.
      jobs: [
        {
          name: 'deploy.run',
          concurrency: 3,
          retryLimit: 5,
          expireInSeconds: 600,
          handle: (data) => runStudy(running, (data as { runId: string }).runId),
        },
      ],
      provides: { 'deploy.releases': createDeployedReleases(context), 'deploy.runs': createRunView(context.db) },
      async start() {
        const active = await tables<DeployTables>(context.db)
          .selectFrom('deploy.release')
          .select(['id', 'kind', 'bundle_name'])
          .where('state', '=', 'active')
          .execute()
        for (const release of active) if (!isForeign(release)) workers.warm(release.id)
        // The queue gives a job that a crash cut off back only after its expiry, so unfinished runs are sent again here.
        const unfinished = await tables<DeployTables>(context.db)
          .selectFrom('deploy.run')
          .select('id')
          .where('state', 'in', ['waiting', 'running', 'sending'])
          .execute()
        if (unfinished.length === 0) return
        await context.transact(async (change) => {
          for (const run of unfinished) await change.send('deploy.run', { runId: run.id })
        })
      },
      stop: () => workers.stop(),
    }
  },
})
