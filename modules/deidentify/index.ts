import { fileURLToPath } from 'node:url'
import type { SourceView, StudyTracker, StudyView } from '@clic/contracts'
import type { GateKeeper, PermitView } from '@clic/platform/gates'
import { definePart } from '@clic/platform/parts'
import { deidentifyStudy } from './deidentify-study.ts'
import { workOnDraw } from './draw-samples.ts'
import { deidentifyImplementations } from './endpoints.ts'
import { beginErasure, eraseForProject, erasureDoneReceiver, removeParcels } from './erase-patient.ts'
import { followParcels } from './follow-parcels.ts'
import { type DrawJob, type ErasureJob, type FactsJob, jobNames, type SharedJob, type StudyJob } from './jobs.ts'
import { leaveFacts } from './leave-facts.ts'
import { createPixelStep } from './pixel-step.ts'
import { seedProfiles } from './profiles.ts'
import { queueFactsOfPatient } from './queue-facts.ts'
import { askToResume, queueStudy, resumeWaiting } from './queue-studies.ts'
import { repeat } from './repeat.ts'
import { deidentifySettingsSchema } from './settings.ts'
import { countWithPartner, tellPartner } from './shared-patients/count-with-partner.ts'
import type { Station } from './station.ts'
import { createVaultClient } from './vault-client.ts'
import { watchVault } from './vault-watch.ts'

/** Profiles, proofs and quarantine: what leaves the clinic, and that nothing identified does. The vault is a process of its own. */
export const deidentify = definePart({
  name: 'deidentify',
  zones: ['clinic'],
  needs: ['govern.gates', 'govern.permits'],
  migrations: fileURLToPath(new URL('./migrations', import.meta.url)),
  async create(context) {
    const settings = deidentifySettingsSchema.parse(context.settings)
    const vault = createVaultClient({ socket: settings.vaultSocket, timeoutMs: settings.vaultTimeoutMs })
    const watch = watchVault({
      vault,
      seconds: settings.vaultPollSeconds,
      back: () => context.transact(askToResume),
      failed: (error) =>
        context.log.error('vault.not-resumed', { reason: error instanceof Error ? error.name : 'unknown' }),
    })
    const pixels = createPixelStep((reason) => context.log.error('pixels.reader-not-opened', { reason }))
    let stopping = false
    const station: Station = {
      context,
      settings,
      vault,
      gates: context.port<GateKeeper>('govern.gates'),
      permits: context.port<PermitView>('govern.permits'),
      pixels,
      // Asked when needed: the module that receives may be composed after this one, or not at all.
      received() {
        const studies = context.optionalPort<StudyView>('acquire.studies')
        const tracker = context.optionalPort<StudyTracker>('acquire.track')
        const sources = context.optionalPort<SourceView>('acquire.sources')
        return studies && tracker && sources ? { studies, tracker, sources } : undefined
      },
      vaultIsDown: watch.isDown,
      stopping: () => stopping,
    }
    const following = repeat({
      seconds: settings.followSeconds,
      work: () => followParcels(station),
      failed: (error) =>
        context.log.error('parcels.not-followed', { reason: error instanceof Error ? error.name : 'unknown' }),
    })
    await seedProfiles(context)
    return {
      endpoints: deidentifyImplementations(station),
      listens: [
        { event: 'study.received', handle: (data) => queueStudy(station, (data as { studyId: string }).studyId) },
        {
          event: 'health-record.received',
          handle: (data) => queueFactsOfPatient(station, (data as { patientKey: string }).patientKey),
        },
        { event: 'patient.erased', handle: (data) => beginErasure(station, (data as { erasureId: string }).erasureId) },
      ],
      parcels: [erasureDoneReceiver(station)],
      jobs: [
        {
          name: jobNames.study,
          policy: 'short',
          concurrency: settings.concurrency,
          retryLimit: 5,
          expireInSeconds: 3600,
          // A study is asked for again while it is worked on (more of it came, its source was assigned): two at once would judge it apart.
          turn: (data) => `${(data as StudyJob).permitId} ${(data as StudyJob).studyId}`,
          handle: (data) => deidentifyStudy(station, data as StudyJob),
        },
        {
          name: jobNames.facts,
          policy: 'short',
          retryLimit: 5,
          handle: (data) => leaveFacts(station, data as FactsJob),
        },
        {
          name: jobNames.draw,
          policy: 'short',
          retryLimit: 5,
          expireInSeconds: 3600,
          handle: (data) => workOnDraw(station, data as DrawJob),
        },
        {
          name: jobNames.erase,
          policy: 'short',
          retryLimit: 5,
          handle: (data) => eraseForProject(station, data as ErasureJob),
        },
        {
          name: jobNames.countShared,
          expireInSeconds: 3600,
          handle: (data) => countWithPartner(station, (data as SharedJob).runId),
        },
        {
          name: jobNames.tellShared,
          retryLimit: 5,
          handle: (data) => tellPartner(station, (data as SharedJob).runId),
        },
        {
          name: jobNames.removeParcels,
          handle: (data) => removeParcels(station, (data as { sha256s: string[] }).sha256s),
        },
        { name: jobNames.resume, policy: 'short', handle: () => resumeWaiting(station) },
      ],
      // What a crash left is in the rows, whatever became of its jobs.
      async start() {
        await context.transact(askToResume)
        following.start()
      },
      async stop() {
        stopping = true
        await following.stop()
        await watch.stop()
        await pixels.close()
        vault.close()
      },
    }
  },
})
