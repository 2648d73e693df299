import { fileURLToPath } from 'node:url'
import { type ContractEvents, curateEndpoints, type DatasetView, ok, refuse } from '@clic/contracts'
import { definePart, implement } from '@clic/platform/parts'
import { countCohort } from './count-cohort.ts'
import { readCroissant } from './croissant.ts'
import { defineCohort } from './define-cohort.ts'
import { eraseFromDatasets } from './erase-person.ts'
import { freezeItems } from './freeze.handler.ts'
import { freezeDataset } from './freeze-dataset.ts'
import { openDataset } from './open-dataset.ts'
import { verifyDataset } from './verify-dataset.ts'
import { listCohorts, listDatasets, readVersions, testOpenings } from './views.ts'

/** Cohorts and frozen dataset versions: who is in them, in which part, sealed, and who opened them. */
export const curate = definePart({
  name: 'curate',
  zones: ['research'],
  needs: ['govern.gates', 'govern.permits', 'govern.decisions'],
  migrations: fileURLToPath(new URL('./migrations', import.meta.url)),
  create(context) {
    const secret = context.secret('dataset')
    const view: DatasetView = {
      version: async (id) => (await readVersions(context.db, { id }))[0],
      list: (permitId) => readVersions(context.db, { permitId }),
      open: (request) => openDataset(context, secret, request),
      testOpenings: async (id) => (await testOpenings(context.db, [id])).get(id) ?? 0,
    }
    const permitOfRule = {
      permitOf: ({ body }: { body: unknown }) => (body as { rule?: { permitId?: string } } | undefined)?.rule?.permitId,
    }
    const permitOfBody = {
      permitOf: ({ body }: { body: unknown }) => (body as { permitId?: string } | undefined)?.permitId,
    }
    return {
      endpoints: [
        implement(curateEndpoints.preview, ({ body }) => countCohort(context, body), permitOfBody),
        implement(curateEndpoints.cohorts, async () => ok(await listCohorts(context.db))),
        implement(curateEndpoints.define, ({ body, person }) => defineCohort(context, body, person), permitOfRule),
        implement(curateEndpoints.datasets, async () => ok(await listDatasets(context.db))),
        implement(curateEndpoints.dataset, async ({ params }) => {
          const found = (await listDatasets(context.db, params.datasetId))[0]
          return found
            ? ok(found)
            : refuse(404, {
                code: 'dataset-unknown',
                title: 'No such dataset version',
                detail: `There is no dataset version ${params.datasetId}.`,
                next: 'See the list under Curate.',
              })
        }),
        implement(
          curateEndpoints.freeze,
          ({ body, person }) => freezeDataset(context, secret, body, person),
          permitOfBody,
        ),
        implement(curateEndpoints.croissant, ({ params }) => readCroissant(context, params.datasetId)),
        implement(curateEndpoints.verify, ({ params }) => verifyDataset(context, secret, params.datasetId)),
      ],
      jobs: [
        {
          name: 'curate.freeze',
          expireInSeconds: 6 * 3600,
          handle: (data) => freezeItems(context, secret, (data as { datasetId: string }).datasetId),
        },
      ],
      listens: [
        {
          event: 'person.erased',
          handle: (data) => eraseFromDatasets(context, data as ContractEvents['person.erased']),
        },
      ],
      provides: { 'curate.datasets': view },
    }
  },
})
