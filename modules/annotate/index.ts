import { fileURLToPath } from 'node:url'
import { annotateEndpoints, type ContractEvents, type LinkedView, ok, problem } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { PermitView } from '@clic/platform/gates'
import { definePart, implement, implementRaw } from '@clic/platform/parts'
import { acceptImported, decideLabel } from './decide-label.ts'
import { editLabel, uploadMask } from './edit-label.ts'
import { eraseLabels } from './erase-labels.ts'
import { importMasks } from './import-masks.ts'
import type { AnnotateTables } from './tables.ts'
import { createLabelView, readLabels, readRefusedMasks } from './views.ts'

const maxMaskBytes = 512 * 1024 * 1024

/** Reading tasks and labels: who marked what, when, on which version, and who accepted it. */
export const annotate = definePart({
  name: 'annotate',
  zones: ['research'],
  needs: ['govern.gates', 'govern.permits'],
  migrations: fileURLToPath(new URL('./migrations', import.meta.url)),
  create(context) {
    const permitOfLabel = async (labelId: string | undefined) =>
      labelId
        ? (
            await tables<AnnotateTables>(context.db)
              .selectFrom('annotate.label')
              .select('permit_id')
              .where('id', '=', labelId)
              .executeTakeFirst()
          )?.permit_id
        : undefined
    const ofLabel = { permitOf: ({ params }: { params: Record<string, string> }) => permitOfLabel(params['labelId']) }
    return {
      endpoints: [
        implement(annotateEndpoints.labels, async ({ query }) => ok(await readLabels(context.db, query))),
        implement(annotateEndpoints.refusedMasks, async () => ok(await readRefusedMasks(context.db))),
        implementRaw(annotateEndpoints.voxels, async ({ params }) => {
          // Masks are patient data as images are: read under an active permit only, whatever the role.
          const permitId = await permitOfLabel(params.labelId)
          if (permitId && (await context.port<PermitView>('govern.permits').state(permitId)) !== 'active')
            return Response.json(
              problem(403, {
                code: 'permit-state',
                title: 'The masks are closed',
                detail: 'The permit that the study stands on is not active.',
                next: 'See the permit under Govern.',
              }),
              { status: 403, headers: { 'content-type': 'application/problem+json' } },
            )
          const row = await tables<AnnotateTables>(context.db)
            .selectFrom('annotate.version')
            .select('voxels_sha256')
            .where('label_id', '=', params.labelId)
            .where('version', '=', params.version)
            .executeTakeFirst()
          if (!row)
            return Response.json(
              problem(404, { code: 'version-unknown', title: 'No such version', detail: 'There is no such version.' }),
              { status: 404, headers: { 'content-type': 'application/problem+json' } },
            )
          return new Response(Buffer.from(await context.files.get(row.voxels_sha256)), {
            headers: { 'content-type': 'application/gzip' },
          })
        }),
        implement(
          annotateEndpoints.decide,
          ({ params, body, person }) => decideLabel(context, params.labelId, body, person),
          ofLabel,
        ),
        implement(annotateEndpoints.acceptMany, ({ body, person }) => acceptImported(context, body, person), {
          permitOf: ({ body }) => (body as { permitId?: string } | undefined)?.permitId,
        }),
        implement(
          annotateEndpoints.edit,
          ({ params, body, person }) => editLabel(context, params.labelId, body, person),
          ofLabel,
        ),
        implementRaw(
          annotateEndpoints.upload,
          async ({ params, person, request }) => {
            const bytes = new Uint8Array(await request.arrayBuffer())
            if (bytes.length > maxMaskBytes)
              return Response.json(
                problem(413, {
                  code: 'too-large',
                  title: 'Too large',
                  detail: 'A mask of more than 512 MiB is not taken.',
                }),
                { status: 413 },
              )
            const result = await uploadMask(context, params.studyId, bytes, person)
            return result.ok
              ? Response.json(result.value)
              : Response.json(result.problem, {
                  status: result.problem.status,
                  headers: { 'content-type': 'application/problem+json' },
                })
          },
          {
            permitOf: async ({ params }) =>
              (await context.optionalPort<LinkedView>('link.studies')?.study(params['studyId'] ?? ''))?.permitId,
          },
        ),
      ],
      listens: [
        { event: 'study.linked', handle: (data) => importMasks(context, (data as { studyId: string }).studyId) },
        { event: 'person.erased', handle: (data) => eraseLabels(context, data as ContractEvents['person.erased']) },
      ],
      provides: { 'annotate.labels': createLabelView(context.db) },
    }
  },
})
