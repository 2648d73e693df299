import { acquireEndpoints, erasureEndpoints, ok } from '@clic/contracts'
import { type Implementation, implement, implementRaw } from '@clic/platform/parts'
import type { DicomReception } from './dicom-reception.ts'
import { approveErasure, refuseErasure } from './erasure/decide-erasure.ts'
import { listErasures } from './erasure/list-erasures.ts'
import { requestErasure } from './erasure/request-erasure.ts'
import { listStudies } from './list-studies.ts'
import { listRefusedObjects, readReception } from './read-reception.ts'
import { readStudyPage } from './read-study.ts'
import { receiveHealthRecord } from './receive-health-record.ts'
import type { Receiving } from './receive-object.ts'
import { receiveStow } from './receive-stow.ts'
import { receiveUpload } from './receive-upload.ts'
import { listRefusedReceptions } from './refused-receptions.ts'
import { searchStudies } from './search-studies.ts'
import type { AcquireSettings } from './settings.ts'
import { listSources, registerSource } from './sources.ts'

export function acquireImplementations(
  receiving: Receiving,
  settings: AcquireSettings,
  listener: () => DicomReception | undefined,
): Implementation[] {
  const { context } = receiving
  return [
    implement(acquireEndpoints.sources, async () => ok(await listSources(context))),
    implement(acquireEndpoints.addSource, ({ body, person }) => registerSource(context, body, person)),
    implement(acquireEndpoints.reception, async () => ok(await readReception(context, settings, listener()))),
    implement(acquireEndpoints.refusedReceptions, async ({ query }) =>
      ok(await listRefusedReceptions(context, query.limit)),
    ),
    implement(acquireEndpoints.refusedObjects, async ({ query }) => ok(await listRefusedObjects(context, query.limit))),
    implement(acquireEndpoints.studies, async ({ query }) =>
      ok(
        await listStudies(context, {
          source: query.source,
          before: query.before ? new Date(query.before) : undefined,
          limit: query.limit,
        }),
      ),
    ),
    implement(acquireEndpoints.study, ({ params }) => readStudyPage(context, params.studyId)),
    implementRaw(acquireEndpoints.upload, ({ request, person, query }) =>
      receiveUpload(receiving, settings, { request, person, source: query.source }),
    ),
    implementRaw(acquireEndpoints.stow, ({ request, person, query }) =>
      receiveStow(receiving, settings, { request, person, source: query.source }),
    ),
    implementRaw(acquireEndpoints.stowStudy, ({ request, person, query, params }) =>
      receiveStow(receiving, settings, { request, person, source: query.source, studyUid: params.studyUid }),
    ),
    implementRaw(acquireEndpoints.qido, ({ query }) => searchStudies(context, query)),
    implementRaw(acquireEndpoints.fhir, ({ request, person, query }) =>
      receiveHealthRecord(context, settings, { request, person, source: query.source }),
    ),
    implement(erasureEndpoints.list, async () => ok(await listErasures(context.db))),
    implement(erasureEndpoints.request, ({ body, person }) => requestErasure(context, body, person)),
    implement(erasureEndpoints.approve, ({ params, person }) =>
      approveErasure(context, params.erasureId, person, receiving.store.forget),
    ),
    implement(erasureEndpoints.refuse, ({ params, person }) => refuseErasure(context, params.erasureId, person)),
  ]
}
