import { ok, sharedPatientsEndpoints } from '@clic/contracts'
import { canonicalJson } from '@clic/ledger'
import { signDoorCall } from '@clic/platform/doors'
import { type Implementation, implement, implementRaw } from '@clic/platform/parts'
import type { Station } from '../station.ts'
import { approveAgreement, endAgreement, listAgreements, proposeAgreement } from './agreements.ts'
import { answerPartner, noteOutcome } from './answer-partner.ts'
import { startCount } from './count-with-partner.ts'
import { makeRequestFile } from './make-request-file.ts'
import { answerCall } from './partner-call.ts'
import { readPartnerFile } from './read-partner-file.ts'
import { listRuns } from './read-runs.ts'

const permitOfBody = {
  permitOf: ({ body }: { body: unknown }) => (body as { permitId?: string } | undefined)?.permitId,
}

export function sharedPatientsImplementations(station: Station): Implementation[] {
  const { keys, clock } = station.context
  return [
    implement(sharedPatientsEndpoints.agreements, async () => ok(await listAgreements(station))),
    implement(
      sharedPatientsEndpoints.propose,
      ({ body, person }) => proposeAgreement(station, body, person),
      permitOfBody,
    ),
    implement(sharedPatientsEndpoints.approve, ({ params, person }) =>
      approveAgreement(station, params.agreementId, person),
    ),
    implement(sharedPatientsEndpoints.end, ({ params, person }) => endAgreement(station, params.agreementId, person)),
    implement(sharedPatientsEndpoints.count, ({ body, person }) => startCount(station, body, person), permitOfBody),
    implement(
      sharedPatientsEndpoints.requestFile,
      ({ body, person }) => makeRequestFile(station, body, person),
      permitOfBody,
    ),
    implement(
      sharedPatientsEndpoints.readFile,
      ({ body, person }) => readPartnerFile(station, body, person),
      permitOfBody,
    ),
    implement(sharedPatientsEndpoints.runs, async () => ok(await listRuns(station))),
    // Both are called by a zone, not by a person: the signature is checked against the agreements.
    implementRaw(sharedPatientsEndpoints.answer, async ({ body, request }) => {
      const answer = await answerPartner(station, body, request)
      if (!answer.ok)
        return Response.json(answer.problem, {
          status: answer.problem.status,
          headers: { 'content-type': 'application/problem+json' },
        })
      const text = canonicalJson(answer.value)
      return new Response(text, {
        headers: {
          ...signDoorCall(answerCall(body.runId, text), keys.privateKey, clock.now()),
          'content-type': 'application/json',
        },
      })
    }),
    implement(sharedPatientsEndpoints.outcome, ({ body, request }) => noteOutcome(station, body, request)),
  ]
}
