import { deidentifyEndpoints, type Permit, type PermitTerms } from '@clic/contracts'
import { sql } from '@clic/platform/db'
import { registerSender, smallStudy, stow } from '../../clinic-senders.ts'
import { sharedPermit } from '../../linked-studies.ts'
import { fhirBundle } from '../../make-dicom/index.ts'
import { eventually } from '../../zones.ts'
import { must, type Outcome, type Scenario, suspend, type World } from './world.ts'

export const studyDeidentify: Scenario = {
  gate: 'study.deidentify',
  what: 'a study is of a modality that the project’s permit does not name',
  async run(world) {
    const permit = await leaving(world, { cohort: { modalities: ['CT'], bodyParts: [], maxSubjects: 9 } })
    return studyOf(world, permit.id)
  },
}

export const studyLeave: Scenario = {
  gate: 'study.leave',
  what: 'the project’s permit is suspended while the study is being de-identified',
  async run(world) {
    const permit = await leaving(world, {}, (id) =>
      world.after('study.deidentify', async () => {
        await suspend(world.clinic, id)
        // The study is often asked for twice (it arrived, its source was assigned). The second job has time to overtake the first here,
        // and would be refused at this gate's forerunner if it were let.
        await new Promise((resolve) => setTimeout(resolve, 1500))
      }),
    )
    return studyOf(world, permit.id)
  },
}

export const factsLeave: Scenario = {
  gate: 'facts.leave',
  what: 'the project’s permit is suspended after the study left and before its health record does',
  async run(world) {
    const permit = await leaving(world, {}, (id) => world.after('study.leave', () => suspend(world.clinic, id)))
    return eventually(async () => {
      const { db } = world.clinic
      const rows = (
        await sql<Ended>`select state, parcel_id as "parcelId" from deidentify.facts where permit_id = ${permit.id}`.execute(
          db,
        )
      ).rows
      return ended(rows[0])
    }, 60)
  },
}

/** A project with a source of its own, and a study with a health record that comes from it. */
async function leaving(
  world: World,
  terms: Partial<PermitTerms>,
  before: (permitId: string) => void = () => undefined,
): Promise<Permit> {
  const { clinic } = world
  const source = `LEAVING${world.next()}`
  const { sourceId } = await registerSender(clinic, source, { kind: 'stow' })
  const permit = await sharedPermit(world, terms)
  before(permit.id)
  // One slice: a study of two can be taken for complete after its first on a busy machine, and is then asked for twice.
  const study = smallStudy(source, { slices: 1, side: 16 })
  const record = await fetch(`${clinic.url}/fhir?source=${source}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await clinic.token('engineer', ['data-engineer'])}`,
      'content-type': 'application/fhir+json',
    },
    body: JSON.stringify(fhirBundle(study.identity, source)),
  })
  if (!record.ok) throw new Error(await record.text())
  const sent = await stow(clinic, source, study.files)
  if (!sent.ok) throw new Error(await sent.text())
  must(
    await clinic.as('engineer', ['data-engineer'])(deidentifyEndpoints.addAssignment, {
      body: { permitId: permit.id, sourceId, sampling: { limit: 'none', every: 0 } },
    }),
  )
  return permit
}

function studyOf({ clinic }: World, permitId: string): Promise<Outcome> {
  return eventually(async () => {
    const progress = must(await clinic.as('engineer', ['data-engineer'])(deidentifyEndpoints.progress, {}))
    return ended(progress.runs.find((run) => run.permitId === permitId))
  }, 60)
}

interface Ended {
  state: string
  parcelId: string | null
}

/** What left may be refused at the other zone's door before anybody looks: the permit is suspended there as well. */
function ended(found: Ended | undefined): Outcome | undefined {
  if (found?.parcelId) return 'done'
  const state = found?.state
  if (state === 'failed' || state === 'quarantined') throw new Error(`it is ${state}`)
  return state === 'refused' ? 'refused' : undefined
}
