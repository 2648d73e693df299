import { randomUUID } from 'node:crypto'
import { type Person, type Problem, problem } from '@clic/contracts'
import {
  type DicomJson,
  FAILURE_REASON,
  type MultipartPart,
  MultipartProblem,
  parseMultipartType,
  splitMultipart,
  stowResponse,
} from '@clic/dicom'
import { decideReception } from './decide-reception.ts'
import { openIncoming } from './incoming-file.ts'
import { BodyTooLarge, bodyChunks } from './read-body.ts'
import { type ObjectReceipt, type Receiving, receiveObject } from './receive-object.ts'
import type { AcquireSettings } from './settings.ts'

/** STOW-RS (PS3.18 10.5): each part is one instance; those that are stored stay stored when a later one is refused. */
export async function receiveStow(
  receiving: Receiving,
  settings: AcquireSettings,
  given: { request: Request; person: Person; source?: string; studyUid?: string },
): Promise<Response> {
  const { context } = receiving
  const type = parseMultipartType(given.request.headers.get('content-type'))
  if (!type.ok)
    return answer(problem(415, { code: 'not-multipart', title: 'Not a STOW-RS request', detail: type.problem.message }))
  if (type.multipart.type !== '' && type.multipart.type !== 'application/dicom') {
    return answer(
      problem(415, {
        code: 'not-dicom-parts',
        title: 'Only DICOM parts',
        detail: 'The parts are not application/dicom.',
        next: 'Send Part 10 files as multipart/related; type="application/dicom".',
      }),
    )
  }
  const reception = await decideReception(context, {
    title: given.source ?? given.person.id,
    way: 'stow',
    peer: given.person.id,
    actor: given.person,
  })
  if (!reception.ok) return answer(reception.problem)
  const carrier = randomUUID()
  const receipts: ObjectReceipt[] = []
  const parts = splitMultipart(bodyChunks(given.request, settings.maxStowBytes), {
    boundary: type.multipart.boundary,
    maxPartBytes: settings.maxInstanceBytes,
    maxParts: settings.maxStowParts,
  })
  try {
    for await (const part of parts)
      receipts.push(
        await receivePart(receiving, part, {
          source: reception.source.title,
          carrier,
          position: receipts.length + 1,
          onlyStudy: given.studyUid,
        }),
      )
  } catch (error) {
    const cut = cutShort(error)
    if (!cut) throw error
    // What was whole before stays; the sender hears that the rest did not come.
    if (receipts.length === 0) return answer(cut)
    receipts.push({ ok: false, code: 'truncated', reason: cut.detail, next: cut.next ?? '' })
  } finally {
    receiving.arrivals.ended(carrier, 'quiet')
  }
  if (receipts.length === 0)
    return answer(
      problem(400, {
        code: 'no-parts',
        title: 'Nothing to store',
        detail: 'The request has no parts.',
        next: 'Send at least one instance.',
      }),
    )
  return stowAnswer(receipts)
}

async function receivePart(
  receiving: Receiving,
  part: MultipartPart,
  origin: { source: string; carrier: string; position: number; onlyStudy?: string },
): Promise<ObjectReceipt> {
  const file = openIncoming(receiving.context.files)
  try {
    for await (const chunk of part.body) file.write(chunk)
  } catch (error) {
    file.discard()
    throw error
  }
  return receiveObject(receiving, file, { ...origin, way: 'stow' })
}

function cutShort(error: unknown): Problem | undefined {
  if (error instanceof BodyTooLarge)
    return problem(413, {
      code: 'too-large',
      title: 'Too large',
      detail: 'The request is larger than this operation accepts.',
      next: 'Send fewer instances at once.',
    })
  if (error instanceof MultipartProblem)
    return problem(error.kind === 'part-too-large' ? 413 : 400, {
      code: `multipart-${error.kind}`,
      title: 'The request is not whole',
      detail: error.message,
      next: 'Send it again.',
    })
  // The peer went away: nobody reads an answer, and what was whole before stays.
  if (error instanceof Error && (error.name === 'AbortError' || (error as NodeJS.ErrnoException).code === 'ECONNRESET'))
    return problem(400, {
      code: 'cut-off',
      title: 'The request is not whole',
      detail: 'The connection ended in the middle.',
      next: 'Send it again.',
    })
  return undefined
}

function stowAnswer(receipts: ObjectReceipt[]): Response {
  const refused = receipts.filter((one) => !one.ok)
  const made = stowResponse({
    stored: receipts.flatMap((one) =>
      one.ok ? [{ sopClassUid: one.sopClassUid, sopInstanceUid: one.sopInstanceUid }] : [],
    ),
    failed: refused.map((one) => ({
      sopClassUid: one.sopClassUid ?? '',
      sopInstanceUid: one.sopClassUid ? (one.sopInstanceUid ?? '') : '',
      failureReason: failureOf(one.code),
    })),
  })
  return Response.json(withWords(made.body, refused), {
    status: made.status,
    headers: { 'content-type': 'application/dicom+json' },
  })
}

/** The standard's answer holds numbers only; Error Comment (0000,0902) adds the words, in the order of the items. */
function withWords(body: DicomJson, refused: (ObjectReceipt & { ok: false })[]): DicomJson {
  const named = refused.filter((one) => one.sopClassUid && one.sopInstanceUid)
  const unnamed = refused.filter((one) => !named.includes(one))
  const add = (tag: string, reasons: { reason: string; next: string }[]) =>
    (body[tag]?.Value ?? []).forEach((item, i) => {
      if (typeof item === 'object')
        item['00000902'] = { vr: 'LO', Value: [`${reasons[i]?.reason ?? ''} ${reasons[i]?.next ?? ''}`.trim()] }
    })
  add('00081198', named)
  add('0008119A', unnamed)
  return body
}

function failureOf(code: string): number {
  if (code === 'encoding') return FAILURE_REASON.transferSyntaxNotSupported
  if (code === 'other-bytes' || code === 'other-patient' || code === 'other-study' || code === 'other-instance')
    return FAILURE_REASON.dataSetDoesNotMatchSopClass
  return FAILURE_REASON.cannotUnderstand
}

/** A problem as an HTTP answer, for operations that do not speak JSON otherwise. */
export function answer(value: Problem): Response {
  return Response.json(value, { status: value.status, headers: { 'content-type': 'application/problem+json' } })
}
