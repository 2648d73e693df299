import { fileURLToPath } from 'node:url'
import { annotateEndpoints, type ContractEvents, type LinkedView, ok, type Problem, problem } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { PermitView } from '@clic/platform/gates'
import { definePart, implement, implementRaw } from '@clic/platform/parts'
import { acceptImported, decideLabel } from './decide-label.ts'
import { editLabel, uploadMask } from './edit-label.ts'
import { eraseLabels } from './erase-labels.ts'
import { importMasks } from './import-masks.ts'
import { labelSets } from './label-sets.ts'
import { startLabel } from './start-label.ts'
import type { AnnotateTables } from './tables.ts'
import { createLabelView, readLabels, readRefusedMasks } from './views.ts'

const maxMaskBytes = 512 * 1024 * 1024

const closed = problem(403, {
  code: 'permit-state',
  title: 'The masks are closed',
  detail: 'The permit that the study stands on is not active.',
  next: 'See the permit under Govern.',
})
const noVersion = problem(404, {
  code: 'version-unknown',
  title: 'No such version',
  detail: 'There is no such version.',
})
const tooLarge = problem(413, {
  code: 'too-large',
  title: 'Too large',
  detail: 'A mask of more than 512 MiB is not taken.',
})

function said(about: Problem): Response {
  return Response.json(about, { status: about.status, headers: { 'content-type': 'application/problem+json' } })
}

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
    const ofStudy = {
      permitOf: async ({ params }: { params: Record<string, string> }) =>
        (await context.optionalPort<LinkedView>('link.studies')?.study(params['studyId'] ?? ''))?.permitId,
    }
    /** Masks are patient data as images are: read under an active permit only, whatever the role. */
    const fileOf = async (
      version: { labelId: string; version: number },
      which: 'voxels_sha256' | 'seg_sha256',
      type: string,
    ) => {
      const permitId = await permitOfLabel(version.labelId)
      if (permitId && (await context.port<PermitView>('govern.permits').state(permitId)) !== 'active')
        return said(closed)
      const row = await tables<AnnotateTables>(context.db)
        .selectFrom('annotate.version')
        .select(['voxels_sha256', 'seg_sha256'])
        .where('label_id', '=', version.labelId)
        .where('version', '=', version.version)
        .executeTakeFirst()
      if (!row) return said(noVersion)
      return new Response(Buffer.from(await context.files.get(row[which])), { headers: { 'content-type': type } })
    }
    return {
      endpoints: [
        implement(annotateEndpoints.labels, async ({ query }) => ok(await readLabels(context.db, query))),
        implement(annotateEndpoints.refusedMasks, async () => ok(await readRefusedMasks(context.db))),
        implement(annotateEndpoints.sets, ({ params }) => labelSets(context, params.studyId)),
        implementRaw(annotateEndpoints.voxels, ({ params }) => fileOf(params, 'voxels_sha256', 'application/gzip')),
        implementRaw(annotateEndpoints.segmentation, ({ params }) => fileOf(params, 'seg_sha256', 'application/dicom')),
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
        implement(
          annotateEndpoints.start,
          ({ params, body, person }) => startLabel(context, params.studyId, body.structures, person),
          ofStudy,
        ),
        implementRaw(
          annotateEndpoints.upload,
          async ({ params, person, request }) => {
            const bytes = new Uint8Array(await request.arrayBuffer())
            if (bytes.length > maxMaskBytes) return said(tooLarge)
            const result = await uploadMask(context, params.studyId, bytes, person)
            return result.ok ? Response.json(result.value) : said(result.problem)
          },
          ofStudy,
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
