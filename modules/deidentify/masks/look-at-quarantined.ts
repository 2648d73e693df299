import { type maskEndpoints, ok, type Person, problem, type ReplyOf, type Result, refuse } from '@clic/contracts'
import { type FrameMask, findBoxes, maskObject, PixelReaderFailed } from '@clic/pixels'
import { tables } from '@clic/platform/db'
import { framesOf } from '../frame-of-object.ts'
import { drawnMasks } from '../pixel-step.ts'
import type { Station } from '../station.ts'
import type { DeidentifyTables } from '../tables.ts'
import { lookedAtObject, maskableObject } from './quarantined-object.ts'

/** Opens an object for one person. The look is in the ledger before anything is shown. */
export async function lookAtQuarantined(
  station: Station,
  id: string,
  person: Person,
): Promise<Result<ReplyOf<typeof maskEndpoints.look>>> {
  const found = await maskableObject(station, id)
  if (!found.ok) return found
  const { row, input } = found.value
  await station.context.transact(async (change) => {
    await tables<DeidentifyTables>(change.db)
      .insertInto('deidentify.quarantine_look')
      .values({ quarantined_id: id, person_id: person.id, first_at: station.context.clock.now(), looks: 1 })
      .onConflict((oc) =>
        oc
          .columns(['quarantined_id', 'person_id'])
          .doUpdateSet((eb) => ({ looks: eb('deidentify.quarantine_look.looks', '+', 1) })),
      )
      .execute()
    change.record({
      actor: person,
      action: 'object.looked-at',
      subject: { kind: 'study', id: row.study_id },
      payload: { permitId: row.permit_id, object: row.input_sha256, was: row.code },
    })
  })
  const frames = await framesOf(input)
  const { code, reason, next, modality } = row
  return ok({
    id,
    studyId: row.study_id,
    permitId: row.permit_id,
    modality,
    code,
    reason,
    next,
    pixels: frames.ok ? frames.value.about : null,
    masks: (await drawnMasks(station, row.permit_id, [row.input_sha256])).get(row.input_sha256) ?? [],
  })
}

/** What the reader finds on one frame, for a person to keep, move or take away. */
export async function findOnFrame(
  station: Station,
  id: string,
  frame: number,
  person: Person,
): Promise<Result<ReplyOf<typeof maskEndpoints.find>>> {
  const found = await lookedAtObject(station, id, person)
  if (!found.ok) return found
  const reader = await station.pixels.reader()
  if (!reader) return noReader
  try {
    const seen = await findBoxes(found.value.input, reader, frame)
    if (seen.ok) return ok({ boxes: seen.boxes, remains: seen.remains })
    const { code, reason, next } = seen
    return refuse(409, { code, title: 'The pixels cannot be read', detail: reason, next })
  } catch (error) {
    if (error instanceof PixelReaderFailed) return noReader
    throw error
  }
}

/** One frame, as it was received or, with boxes, as it would leave. */
export async function quarantinedFrame(
  station: Station,
  ask: { id: string; frame: number; masks?: readonly FrameMask[] },
  person: Person,
): Promise<Response> {
  const found = await lookedAtObject(station, ask.id, person)
  if (!found.ok) return asResponse(found.problem)
  // Boxes of other frames change nothing of this one.
  const masks = (ask.masks ?? []).filter((mask) => mask.from <= ask.frame + 1 && ask.frame + 1 <= mask.to)
  const masked = masks.length > 0 ? await maskObject(found.value.input, masks) : undefined
  if (masked && !masked.ok) return asResponse(problem(409, { ...masked, title: 'Not masked', detail: masked.reason }))
  const frames = await framesOf(masked?.bytes ?? found.value.input)
  const frame = frames.ok ? await frames.value.frame(ask.frame) : undefined
  if (!frame)
    return asResponse(
      problem(404, {
        code: 'no-such-frame',
        title: 'No such frame',
        detail: frames.ok ? `There is no frame ${ask.frame}.` : frames.reason,
      }),
    )
  return new Response(Buffer.from(frame), { headers: { 'content-type': 'application/octet-stream' } })
}

const noReader = refuse(503, {
  code: 'no-reader',
  title: 'Nothing here reads pixels now',
  detail: 'The reader of text and faces could not be started, or ended while it looked.',
  next: 'Try again, or draw the boxes by hand.',
})

function asResponse(refused: { status: number }): Response {
  return Response.json(refused, { status: refused.status, headers: { 'content-type': 'application/problem+json' } })
}
