import {
  ok,
  type Person,
  type previewObjectSchema,
  type profilePreviewSchema,
  type ReceivedObject,
  type Result,
  refuse,
} from '@clic/contracts'
import { type PreviewRow, prepareProfile, prepareSweep, previewObject, profileHash } from '@clic/deidentification'
import { sopClassName } from '@clic/dicom'
import type { z } from 'zod'
import { askSubject } from './ask-subject.ts'
import { deidentifyLooking, drawnMasks } from './pixel-step.ts'
import { facesOf } from './series-face.ts'
import { noSource, type Station } from './station.ts'
import { fitting } from './write-profile.ts'

type Preview = z.infer<typeof profilePreviewSchema>
type ObjectChoice = z.infer<typeof previewObjectSchema>

/** An object is held a few times at once; bigger ones are tried where there is a command line. */
const mostBytes = 512 * 1024 * 1024
/** Of an object with very many elements the kept ones are left out, the others are always told of. */
const mostRows = 4000

/** What can be chosen of a study: nothing that names anybody. */
export async function previewObjects(station: Station, studyId: string): Promise<Result<ObjectChoice[]>> {
  const study = await station.received()?.studies.study(studyId)
  if (!study) return studyUnknown(studyId)
  const series = [...new Set(study.objects.map((one) => one.seriesInstanceUid))]
  const seen = new Map<string, number>()
  return ok(
    study.objects.map((one) => {
      const number = (seen.get(one.seriesInstanceUid) ?? 0) + 1
      seen.set(one.seriesInstanceUid, number)
      return {
        sha256: one.sha256,
        modality: one.modality,
        kind: sopClassName(one.sopClassUid) ?? one.sopClassUid,
        bytes: one.size,
        series: series.indexOf(one.seriesInstanceUid) + 1,
        number,
      }
    }),
  )
}

/**
 * Runs the real rules over a real object of this zone, with the patient's own pseudonym and everything known of the patient. Recorded
 * before anything is read: what the ledger cannot record is not shown. Nothing of it is kept.
 */
export async function previewProfile(
  station: Station,
  ask: { document: Record<string, unknown>; permitId: string; studyId: string; sha256?: string | undefined },
  person: Person,
): Promise<Result<Preview>> {
  const { context } = station
  const read = fitting(ask.document)
  if (!read.ok) return read
  const received = station.received()
  if (!received)
    return refuse(409, {
      code: 'no-study-source',
      title: 'No studies here',
      detail: noSource.reason,
      next: noSource.next,
    })
  if ((await station.permits.read(ask.permitId))?.terms.kind !== 'project') return notAProject
  const study = await received.studies.study(ask.studyId)
  const object = ask.sha256 ? study?.objects.find((one) => one.sha256 === ask.sha256) : study?.objects[0]
  if (!study || !object) return studyUnknown(ask.studyId)
  if (object.size > Math.min(mostBytes, station.settings.maxObjectBytes)) return tooBig(object)
  const hash = profileHash(read.value)
  await context.transact(async (change) =>
    change.record({
      actor: person,
      action: 'profile.previewed',
      subject: { kind: 'study', id: ask.studyId },
      payload: { permitId: ask.permitId, profile: hash, object: object.sha256 },
    }),
  )
  const subject = await askSubject(station, ask.permitId, study.patientKey)
  if (!subject.ok)
    return refuse(503, {
      code: 'vault-down',
      title: 'The vault does not answer',
      detail: subject.reason,
      next: subject.next,
    })
  const faceOf = facesOf(station, study.objects)
  const { sha256 } = object
  const masks = (await drawnMasks(station, ask.permitId, [sha256])).get(sha256)
  const seen = await previewObject(
    await context.files.get(sha256),
    {
      profile: prepareProfile(read.value),
      subject: subject.value,
      sweep: prepareSweep(await received.studies.identity(study.patientKey)),
    },
    (input, terms) => deidentifyLooking(station, { input, sha256, faceOf, masks }, terms),
  )
  const about = { hash, object: { sha256, modality: object.modality, bytes: object.size } }
  if (seen.status === 'quarantined') {
    const { code, reason, next } = seen
    return ok({
      ...about,
      status: 'quarantined',
      kept: { code, reason, next },
      rows: [],
      counts: countsOf([]),
      leftOut: 0,
      whole: [],
      outputSha256: null,
    })
  }
  const rows = fewest(seen.rows)
  return ok({
    ...about,
    status: 'released',
    kept: null,
    rows,
    counts: countsOf(seen.rows),
    leftOut: seen.rows.length - rows.length,
    whole: seen.whole,
    outputSha256: seen.proof.outputSha256,
  })
}

function fewest(rows: PreviewRow[]): PreviewRow[] {
  if (rows.length <= mostRows) return rows
  const telling = rows.filter((row) => row.outcome !== 'kept').length
  let room = Math.max(0, mostRows - telling)
  return rows.filter((row) => row.outcome !== 'kept' || room-- > 0)
}

function countsOf(rows: readonly PreviewRow[]): Preview['counts'] {
  const counts = { kept: 0, changed: 0, emptied: 0, removed: 0, added: 0 }
  for (const row of rows) counts[row.outcome] += 1
  return counts
}

function studyUnknown(studyId: string) {
  return refuse(404, {
    code: 'study-unknown',
    title: 'No such study',
    detail: `There is no study ${studyId} with such an object in this zone.`,
    next: 'Choose one of the list.',
  })
}

function tooBig(object: ReceivedObject) {
  return refuse(409, {
    code: 'too-big',
    title: 'Too big to be shown',
    detail: `The object has ${object.size} bytes; at most ${mostBytes} are tried here.`,
    next: 'Choose a smaller object of the study.',
  })
}

const notAProject = refuse(409, {
  code: 'permit-kind',
  title: 'Not a project',
  detail: 'Studies leave under the permit of a project; a standing permit covers reception or operation only.',
  next: 'Choose the permit of a project, or ask for one under Govern.',
})
