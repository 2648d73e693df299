import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import {
  type LinkedStudy,
  linkEndpoints,
  type ObjectInspection,
  ok,
  type Problem,
  problem,
  refuse,
} from '@clic/contracts'
import type { PermitView } from '@clic/platform/gates'
import { definePart, implement, implementRaw } from '@clic/platform/parts'
import { factsReceiver } from './accept-facts.ts'
import { studyReceiver } from './accept-study.ts'
import { erasePerson, erasureReceiver, removeFiles } from './erase-person.ts'
import { createErasureBook } from './erasure-book.ts'
import { identifierIn } from './inspect-object.ts'
import { readFramesOf } from './read-frames.ts'
import { readVolume } from './read-volume.ts'
import { createLinkedView, readPersons, readStudies } from './views.ts'

function refused(said: Problem): Response {
  return Response.json(said, { status: said.status, headers: { 'content-type': 'application/problem+json' } })
}

/** The digest lets the viewer see when the connection changed the bytes: no picture is better than a damaged one. */
function framesResponse(bytes: Uint8Array): Response {
  return new Response(Buffer.from(bytes), {
    headers: {
      'content-type': 'application/octet-stream',
      'cache-control': 'private, max-age=3600',
      'x-clic-sha256': createHash('sha256').update(bytes).digest('hex'),
    },
  })
}

/** Pseudonymous persons, their images and their facts. No identifier exists here. */
export const link = definePart({
  name: 'link',
  zones: ['research'],
  needs: ['govern.gates', 'govern.permits'],
  migrations: fileURLToPath(new URL('./migrations', import.meta.url)),
  create(context) {
    const row = (study: LinkedStudy, withRecord: Set<string>) => ({
      ...study,
      hasRecord: withRecord.has(study.pseudonym),
      series: study.series.map(({ objects, ...rest }) => ({ ...rest, objects: objects.length })),
    })
    const recorded = async (permitId?: string) =>
      new Set((await readPersons(context.db, context.clock, { permitId })).map((one) => one.pseudonym))
    /** Images are read under an active permit only, whatever the role. */
    const imagesOpen = async (studyId: string) => {
      const study = (await readStudies(context.db, { id: studyId }))[0]
      return study && (await context.port<PermitView>('govern.permits').state(study.permitId)) === 'active'
        ? study
        : undefined
    }
    const closed = refuse(403, {
      code: 'permit-state',
      title: 'The images are closed',
      detail: 'The study is unknown here, or the permit that it stands on is not active.',
      next: 'See the permit under Govern.',
    })
    const holds = (study: LinkedStudy, sha256: string) =>
      study.series.some((series) => series.objects.some((one) => one.sha256 === sha256))
    const unknownObject = problem(404, {
      code: 'object-unknown',
      title: 'No such object',
      detail: 'The study holds no such object.',
    })
    return {
      endpoints: [
        implement(linkEndpoints.persons, async ({ query }) => {
          const studies = Map.groupBy(
            await readStudies(context.db, { permitId: query.permitId }),
            (one) => one.pseudonym,
          )
          return ok(
            (await readPersons(context.db, context.clock, { permitId: query.permitId, limit: query.limit })).map(
              (one) => ({ ...one, studies: studies.get(one.pseudonym)?.length ?? 0 }),
            ),
          )
        }),
        implement(linkEndpoints.studies, async ({ query }) => {
          const withRecord = await recorded(query.permitId)
          return ok(
            (await readStudies(context.db, { permitId: query.permitId, limit: query.limit })).map((one) =>
              row(one, withRecord),
            ),
          )
        }),
        implement(linkEndpoints.study, async ({ params }) => {
          const study = (await readStudies(context.db, { id: params.studyId }))[0]
          return study
            ? ok(row(study, await recorded(study.permitId)))
            : refuse(404, {
                code: 'study-unknown',
                title: 'No such study',
                detail: `There is no study ${params.studyId}.`,
                next: 'See the list under Link.',
              })
        }),
        implement(linkEndpoints.volume, async ({ params }) =>
          (await imagesOpen(params.studyId)) ? readVolume(context, params.studyId) : closed,
        ),
        implementRaw(linkEndpoints.object, async ({ params }) => {
          const study = await imagesOpen(params.studyId)
          if (!study) return refused(closed.problem)
          if (!holds(study, params.sha256)) return refused(unknownObject)
          return new Response(Buffer.from(await context.files.get(params.sha256)), {
            headers: { 'content-type': 'application/dicom', 'cache-control': 'private, max-age=3600' },
          })
        }),
        implementRaw(linkEndpoints.frames, async ({ params, query }) => {
          const study = await imagesOpen(params.studyId)
          if (!study) return refused(closed.problem)
          if (!holds(study, params.sha256)) return refused(unknownObject)
          const read = await readFramesOf(await context.files.get(params.sha256), query)
          return read.ok ? framesResponse(read.value) : refused(read.problem)
        }),
        implement(linkEndpoints.erase, ({ body, person }) => erasePerson(context, body, person)),
      ],
      jobs: [
        { name: 'link.remove-files', handle: (data) => removeFiles(context, (data as { sha256s: string[] }).sha256s) },
      ],
      parcels: [studyReceiver(context), factsReceiver(context), erasureReceiver(context)],
      provides: {
        'link.studies': createLinkedView(context.db, context.clock),
        'link.erasures': createErasureBook(context),
        'link.inspection': {
          identifierIn: (bytes, pseudonym) => {
            const found = identifierIn(bytes, pseudonym, { saysRemoved: false })
            return found.ok ? undefined : found.reason
          },
        } satisfies ObjectInspection,
      },
    }
  },
})
