import { fileURLToPath } from 'node:url'
import { ok, type ReleaseView, refuse, registerEndpoints } from '@clic/contracts'
import { definePart, implement, implementRaw } from '@clic/platform/parts'
import { z } from 'zod'
import { recallReceiver } from './accept-recall.ts'
import { addProduct } from './add-product.ts'
import { addBought, addFromCandidate } from './add-release.ts'
import { approveRelease } from './approve-release.ts'
import { noteVerdict } from './note-verdict.ts'
import { sendRelease } from './send-release.ts'
import { forValidation, listProducts, readRelease, readReleases } from './views.ts'

/** AI products, bought or home-made: intended use, releases, approvals. */
export const register = definePart({
  name: 'register',
  zones: ['research'],
  needs: ['govern.gates', 'govern.permits'],
  migrations: fileURLToPath(new URL('./migrations', import.meta.url)),
  create(context) {
    const { runtimeFolder } = z.object({ runtimeFolder: z.string().default('runtime') }).parse(context.settings)
    const releases: ReleaseView = {
      release: async (id) => {
        const found = await readRelease(context.db, id)
        return found ? forValidation(found) : undefined
      },
      releases: async () => (await readReleases(context.db)).map(forValidation),
      noteVerdict: (caller, verdict) => context.owning(caller, (db) => noteVerdict(db, context.clock, verdict)),
    }
    return {
      endpoints: [
        implement(registerEndpoints.products, async () => ok(await listProducts(context.db))),
        implement(registerEndpoints.addProduct, ({ body, person }) => addProduct(context, body, person)),
        implement(registerEndpoints.releases, async () => ok(await readReleases(context.db))),
        implement(registerEndpoints.release, async ({ params }) => {
          const release = await readRelease(context.db, params.releaseId)
          return release
            ? ok(release)
            : refuse(404, {
                code: 'release-unknown',
                title: 'No such release',
                detail: `There is no release ${params.releaseId}.`,
                next: 'See the list under Register.',
              })
        }),
        implement(registerEndpoints.addFromCandidate, ({ body, person }) =>
          addFromCandidate(context, runtimeFolder, body, person),
        ),
        implementRaw(registerEndpoints.addBought, async ({ params, query, person, request }) => {
          const result = await addBought(
            context,
            { productId: params.productId, version: query.version, tar: request.body ?? noBytes() },
            person,
          )
          return result.ok
            ? Response.json(result.value)
            : Response.json(result.problem, {
                status: result.problem.status,
                headers: { 'content-type': 'application/problem+json' },
              })
        }),
        implement(registerEndpoints.approve, ({ params, body, person }) =>
          approveRelease(context, params.releaseId, body.role, person),
        ),
        implement(registerEndpoints.send, ({ params, body, person }) =>
          sendRelease(context, params.releaseId, body.permitId, person),
        ),
      ],
      parcels: [recallReceiver()],
      provides: { 'register.releases': releases },
    }
  },
})

async function* noBytes(): AsyncGenerator<Uint8Array> {}
