import { fileURLToPath } from 'node:url'
import { faultOf } from '@clic/platform/log'
import { definePart } from '@clic/platform/parts'
import { createArrivals } from './arrivals.ts'
import { completeStudies, openStudies } from './complete-studies.ts'
import { type DicomReception, startDicomReception } from './dicom-reception.ts'
import { acquireImplementations } from './endpoints.ts'
import { removeFiles } from './erasure/delete-patient.ts'
import { createErasureBook } from './erasure/erasure-book.ts'
import { sweepIncoming } from './incoming-file.ts'
import { acquireSettingsSchema } from './settings.ts'
import { createSourceView } from './sources.ts'
import { createInstanceStore } from './store-instances.ts'
import { createStudyView } from './study-view.ts'
import { createStudyTracker } from './track-study.ts'

/** Reception: sources, studies and health records as they come, with the identity they come with. Clinic only. */
export const acquire = definePart({
  name: 'acquire',
  zones: ['clinic'],
  needs: ['govern.gates', 'govern.permits'],
  migrations: fileURLToPath(new URL('./migrations', import.meta.url)),
  create(context) {
    const settings = acquireSettingsSchema.parse(context.settings)
    const arrivals = createArrivals({
      quietMs: settings.quietMs,
      now: () => performance.now(),
      complete: (studyIds) => completeStudies(context, studyIds),
      failed: (error) => context.log.error('study.not-announced', faultOf(error)),
    })
    const receiving = { context, arrivals, store: createInstanceStore(context) }
    let listener: DicomReception | undefined
    return {
      endpoints: acquireImplementations(receiving, settings, () => listener),
      provides: {
        'acquire.studies': createStudyView(context),
        'acquire.track': createStudyTracker(context),
        'acquire.sources': createSourceView(context),
        'acquire.erasures': createErasureBook(context),
      },
      jobs: [
        {
          name: 'acquire.remove-files',
          handle: (data) => removeFiles(context, (data as { sha256s: string[] }).sha256s),
        },
      ],
      async start() {
        sweepIncoming(context.files)
        arrivals.reopen(await openStudies(context))
        listener = await startDicomReception(receiving, settings)
        context.log.info('dicom.open', { port: listener.port, aeTitle: settings.aeTitle })
      },
      async stop() {
        await listener?.close()
        await arrivals.stop()
      },
    }
  },
})
