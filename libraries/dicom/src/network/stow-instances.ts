import { type Failed, failed } from './association-problem.ts'
import { readStowResponse, type StowOutcome } from './read-stow-response.ts'
import { type PartsToWrite, writeMultipart } from './write-multipart.ts'

export type StowProblem =
  | { kind: 'not-reached'; code: string; message: string }
  | { kind: 'timeout'; message: string }
  | { kind: 'http-status'; status: number; message: string }
  | { kind: 'unreadable-answer'; status: number; message: string }

export type StowResult = ({ ok: true; status: number } & StowOutcome) | Failed<StowProblem>

/** The codes under which an archive says what became of each instance (PS3.18 10.5.3). */
const ANSWERED = new Set([200, 202, 409])

function notReached(error: unknown, timeoutMs: number): StowProblem {
  if (error instanceof Error && error.name === 'TimeoutError') {
    const message = `The archive did not answer within ${timeoutMs} ms. Send fewer instances at once, or raise the limit.`
    return { kind: 'timeout', message }
  }
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined
  const code = typeof cause?.code === 'string' ? cause.code : 'unknown'
  const message = `The archive cannot be reached (${code}). Check the address and that it is up.`
  return { kind: 'not-reached', code, message }
}

/**
 * Sends instances to `…/studies` or `…/studies/{study}` of a DICOMweb archive (STOW-RS, PS3.18 10.5), streaming: the parts are
 * read as fast as the archive takes them. `ok` means that the archive answered for each instance; look at `failed`.
 * Problems: `not-reached`, `timeout`, `http-status`, `unreadable-answer`. A redirect is a problem, because a stream cannot be sent twice.
 * @param parts each with contentType `application/dicom` and the bytes of a Part 10 file
 */
export async function stowInstances(
  url: string,
  parts: PartsToWrite,
  options: { headers?: Record<string, string>; timeoutMs?: number } = {},
): Promise<StowResult> {
  const { headers, timeoutMs = 600_000 } = options
  const { contentType, body } = writeMultipart(parts, 'application/dicom')
  const init = {
    method: 'POST',
    headers: { Accept: 'application/dicom+json', ...headers, 'Content-Type': contentType },
    body,
    duplex: 'half' as const,
    redirect: 'manual' as const,
    signal: AbortSignal.timeout(timeoutMs),
  }
  let status: number
  let answer: string
  try {
    const response = await fetch(url, init)
    status = response.status
    answer = await response.text()
  } catch (error) {
    return failed(notReached(error, timeoutMs))
  }
  const read = readStowResponse(answer)
  if (ANSWERED.has(status) && read.ok) return { ok: true, status, ...read.value }
  if (ANSWERED.has(status) && !read.ok) {
    const message = `The archive answered ${status}, but ${read.detail}. Look up there whether the instances arrived.`
    return failed({ kind: 'unreadable-answer', status, message })
  }
  const message = `The archive refused the request with HTTP ${status}. Check the address, the credentials and its log.`
  return failed({ kind: 'http-status', status, message })
}
