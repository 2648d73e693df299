import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { acquireEndpoints } from '@clic/contracts'
import { stowInstances, writeFile } from '@clic/dicom'
import { danishIdentity, fhirBundle, type Identity, identifiedStudy } from '../../../../../testing/make-dicom/index.ts'
import { CommandError } from '../../command-error.ts'
import { keptForOperation } from '../data.ts'
import { sendWhileMaking, startReceiver, writeStudy } from '../send-studies.ts'
import { loopback, must, postBytes, until, type Way } from '../way.ts'

/** How many studies are kept for the clinic’s own operation later. */
export function heldBack(way: Way): number {
  return keptForOperation(way.useCase)
}

/** Step 2: identified studies arrive by C-STORE from another process and by STOW-RS; FHIR bundles of the same patients arrive. */
export async function acquire(way: Way): Promise<void> {
  const cohort = way.data.count - heldBack(way)
  const archive = await startReceiver(join(way.out, 'hospital'), 'HOSPITAL')
  way.archive = archive
  const source = await must(way, 'engineer', 'clinic', acquireEndpoints.addSource, {
    body: {
      name: 'Hospital archive',
      aeTitle: 'HOSPITAL',
      kind: 'dimse',
      returnTo: { host: '127.0.0.1', port: archive.port, aeTitle: 'HOSPITAL' },
    },
  })
  way.ids['source'] = source.id
  const folder = join(way.out, '.sending')
  const byStow = Math.min(3, cohort)
  // The last of the cohort is a second visit of the first person: splits go by patient, not by study.
  const identities = Array.from({ length: cohort }, (_, n) =>
    danishIdentity(`${way.useCase.name} ${n === cohort - 1 ? 0 : n}`),
  )
  const sent: { contentType: string; body: Uint8Array }[] = []
  const sender = sendWhileMaking(way, 'HOSPITAL')
  for (const [n, identity] of identities.entries()) {
    const study = makeStudy(way, n, true, identity)
    const objects = study.segmentation ? [...study.images, study.segmentation] : study.images
    const to = join(folder, String(n).padStart(4, '0'))
    if (n < cohort - byStow) {
      writeStudy(to, objects)
      await sender.add(to)
    } else sent.push(...objects.map((object) => ({ contentType: 'application/dicom', body: writeFile(object) })))
    way.planted.push(identity)
  }
  for (const [from, files] of Map.groupBy(way.data.extraDicom, (file) => dirname(file))) {
    const to = join(folder, `real-${basename(from)}`)
    mkdirSync(to, { recursive: true })
    for (const file of files) cpSync(file, join(to, basename(file)))
    await sender.add(to)
  }
  const records = identities.slice(0, -1).entries()
  // All ways in at once, as in a hospital: nobody there waits for the archive before a health record is sent.
  const [dimse, stow] = await Promise.all([
    sender.end(),
    stowInstances(`${loopback(way.platform.clinicUrl)}/dicomweb/studies?source=HOSPITAL`, sent, {
      headers: { authorization: `Bearer ${way.people.get('engineer')?.token}` },
    }),
    ...Array.from({ length: 4 }, () => postRecords(way, records)),
  ])
  if ('refused' in dimse) throw new CommandError(`The clinic turned the hospital away: ${dimse.refused}`, 1)
  if (!stow.ok) throw new CommandError(`STOW-RS failed: ${stow.problem.message}`, 1)
  rmSync(folder, { recursive: true, force: true })
  way.ids['patients'] = String(cohort - 1)
  way.ids['masks'] = String(cohort)
  const wanted = cohort + new Set(way.data.extraDicom.map((file) => dirname(file))).size
  const reception = await until('every study to be complete', 120, async () => {
    const now = await must(way, 'engineer', 'clinic', acquireEndpoints.reception, {})
    return now.open === 0 && now.arrived.studies >= wanted ? now : undefined
  })
  way.say(
    `   ${reception.arrived.studies} studies, ${reception.arrived.instances} objects (${dimse.stored} by C-STORE, ${sent.length} by STOW-RS), ${reception.arrived.healthRecords} health-record resources; age and sex are invented`,
  )
}

/** Health records one after the other, as long as there are some. */
async function postRecords(way: Way, records: Iterable<[number, Identity]>): Promise<void> {
  for (const [n, identity] of records) {
    const answer = await postBytes(
      way,
      'engineer',
      'clinic',
      acquireEndpoints.fhir,
      { query: { source: 'HOSPITAL' } },
      JSON.stringify(fhirBundle(identity, `${way.useCase.name}-${n}`)),
      'application/fhir+json',
    )
    if (!answer.ok) throw new CommandError(`A FHIR bundle was refused: ${(await answer.text()).slice(0, 300)}`, 1)
  }
}

/** The nth study of the case as the hospital holds it. */
export function makeStudy(
  way: Way,
  n: number,
  withMask: boolean,
  identity = danishIdentity(`${way.useCase.name} ${n}`),
) {
  const one = way.data.read(n)
  return identifiedStudy({
    seed: `${way.useCase.name} ${n}`,
    identity,
    image: one.image,
    ...(withMask ? { labels: one.labels } : {}),
    structures: way.useCase.structures,
    description: way.useCase.acquisition.description,
    bodyPart: way.useCase.acquisition.bodyPart,
  })
}
