import { fileURLToPath } from 'node:url'
import { developEndpoints, ok, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { definePart, implement } from '@clic/platform/parts'
import { createWorker, type Worker } from '@clic/platform/workers'
import { cancelTraining } from './cancel-training.ts'
import { settingsSchema } from './settings.ts'
import { startTraining } from './start-training.ts'
import type { DevelopTables } from './tables.ts'
import { type Training, train } from './train.handler.ts'
import { createCandidateView, listCandidates, readRun, readRuns } from './views.ts'

/** Experiments and training runs, under a permit, on frozen data only. */
export const develop = definePart({
  name: 'develop',
  zones: ['research'],
  needs: ['govern.gates', 'govern.permits'],
  migrations: fileURLToPath(new URL('./migrations', import.meta.url)),
  create(context) {
    const settings = settingsSchema.parse(context.settings)
    const aborts = new Map<string, AbortController>()
    let worker: Worker | undefined
    // Python is started by the first training, not by the server.
    const warm = () => {
      worker ??= createWorker({
        command: settings.python,
        args: ['-m', 'clic_runtime.worker'],
        cwd: settings.runtimeFolder,
        log: context.log,
        name: 'training',
      })
      return worker
    }
    let ending = false
    const training: Training = { context, settings, worker: warm, aborts, ending: () => ending }
    const permitOfRun = async (runId: string | undefined) =>
      runId ? (await readRun(context.db, runId))?.permitId : undefined
    return {
      endpoints: [
        implement(developEndpoints.list, async () => ok(await readRuns(context.db))),
        implement(developEndpoints.read, async ({ params }) => {
          const run = await readRun(context.db, params.runId)
          return run
            ? ok(run)
            : refuse(404, {
                code: 'training-unknown',
                title: 'No such training',
                detail: `There is no training ${params.runId}.`,
                next: 'See the list under Develop.',
              })
        }),
        implement(developEndpoints.start, ({ body, person }) => startTraining(context, settings, body, person), {
          permitOf: ({ body }) => permitNamed(body),
        }),
        implement(
          developEndpoints.cancel,
          ({ params, person }) => cancelTraining(context, (runId) => aborts.get(runId)?.abort(), params.runId, person),
          { permitOf: ({ params }) => permitOfRun(params['runId']) },
        ),
        implement(developEndpoints.candidates, async () => ok(await listCandidates(context.db))),
      ],
      jobs: [
        {
          name: 'develop.train',
          expireInSeconds: 24 * 3600,
          retryLimit: 2,
          handle: (data) => train(training, (data as { runId: string }).runId),
        },
      ],
      provides: { 'develop.candidates': createCandidateView(context.db) },
      // The queue gives a job that a crash cut off back only after its expiry, so unfinished runs are sent again here.
      async start() {
        const unfinished = await tables<DevelopTables>(context.db)
          .selectFrom('develop.run')
          .select('id')
          .where('state', 'in', ['waiting', 'running'])
          .execute()
        if (unfinished.length > 0)
          await context.transact(
            async (change) =>
              void (await Promise.all(unfinished.map((run) => change.send('develop.train', { runId: run.id })))),
          )
      },
      async stop() {
        ending = true
        await worker?.stop()
      },
    }
  },
})

function permitNamed(body: unknown): string | undefined {
  const id = (body as { permitId?: unknown } | undefined)?.permitId
  return typeof id === 'string' ? id : undefined
}
