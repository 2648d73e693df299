import { createPublicKey } from 'node:crypto'
import {
  address,
  type Problem,
  problem,
  problemSchema,
  type SharedAnswer,
  type SharedOutcome,
  type SharedQuestion,
  sharedAnswerSchema,
  sharedPatientsEndpoints,
} from '@clic/contracts'
import { canonicalJson } from '@clic/ledger'
import { doorCallSigned, doorHeader, signDoorCall } from '@clic/platform/doors'
import type { PartContext } from '@clic/platform/parts'
import type { Agreement } from './agreements.ts'

/** Masked elements are 35 bytes; 150,000 of them in base64, and room. */
const mostAnswerBytes = 12 * 1024 * 1024

/** What an answer is signed over in place of its request line: the run that it answers. */
export function answerCall(runId: string, body: string) {
  return { method: 'ANSWER', url: `/door/shared-patients?run=${runId}`, body }
}

export async function askPartner(
  context: PartContext,
  agreement: Agreement,
  question: SharedQuestion,
): Promise<{ ok: true; value: SharedAnswer } | { ok: false; problem: Problem }> {
  const sent = await post(context, agreement, address(sharedPatientsEndpoints.answer, {}), question)
  if (!sent.ok) return sent
  const key = createPublicKey(agreement.public_key)
  const header = sent.value.header
  if (!doorCallSigned(header, answerCall(question.runId, sent.value.text), key, context.clock.now()))
    return unreadable('The answer is not signed by the partner’s key.')
  const answer = sharedAnswerSchema.safeParse(jsonOf(sent.value.text))
  return answer.success && answer.data.runId === question.runId
    ? { ok: true, value: answer.data }
    : unreadable('The answer is not one to this question.')
}

/** Throws when the partner does not take it: the job tries again. */
export async function tellOutcome(context: PartContext, agreement: Agreement, outcome: SharedOutcome): Promise<void> {
  const sent = await post(context, agreement, address(sharedPatientsEndpoints.outcome, {}), outcome)
  if (!sent.ok) throw new Error('the partner did not take the outcome')
}

async function post(
  context: PartContext,
  agreement: Agreement,
  path: string,
  body: SharedQuestion | SharedOutcome,
): Promise<{ ok: true; value: { text: string; header: string | null } } | { ok: false; problem: Problem }> {
  const text = canonicalJson(body)
  const url = `${agreement.url}${path}`
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        ...signDoorCall({ method: 'POST', url: path, body: text }, context.keys.privateKey, context.clock.now()),
        'content-type': 'application/json',
      },
      body: text,
      redirect: 'error',
      signal: AbortSignal.timeout(15 * 60_000),
    })
    const answer = await readText(response)
    if (answer === undefined) return unreadable('The answer is larger than any answer is.')
    if (response.ok) return { ok: true, value: { text: answer, header: response.headers.get(doorHeader) } }
    const said = problemSchema.safeParse(jsonOf(answer))
    return said.success
      ? { ok: false, problem: { ...said.data, detail: `The partner refused: ${said.data.detail.slice(0, 500)}` } }
      : unreadable(`The partner answered ${response.status}.`)
  } catch {
    return unreadable('The partner does not answer.')
  }
}

async function readText(response: Response): Promise<string | undefined> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.byteLength
    if (size > mostAnswerBytes) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function unreadable(detail: string): { ok: false; problem: Problem } {
  return {
    ok: false,
    problem: problem(502, {
      code: 'partner-answer',
      title: 'No answer from the partner',
      detail,
      next: 'Ask the partner; then count again.',
    }),
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
