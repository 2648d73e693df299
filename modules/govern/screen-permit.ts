import { ok, type Permit, type PermitTerms, type Person, type Result, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import { permitFromRow } from './permit.ts'
import type { GovernTables } from './tables.ts'

interface ScreeningFinding {
  rule: string
  ok: boolean
  reason: string
  citation: string
}

/** What a machine can say of a request before a person reads it. Pure. @internal */
export function screenTerms(terms: PermitTerms, now: Date): ScreeningFinding[] {
  const identifiers = [
    'PatientName',
    'PatientID',
    'PatientAddress',
    'PatientTelephoneNumbers',
    'OtherPatientIDs',
    'AccessionNumber',
  ]
  const direct = terms.columns.filter((column) => identifiers.includes(column))
  const phases = terms.phases.map((one) => one.phase)
  const research = phases.some((phase) => phase === 'develop' || phase === 'validate' || phase === 'retrain')
  const care = terms.phases.filter((one) => one.phase === 'operate')
  const found = (rule: string, holds: boolean, yes: string, no: string, citation: string) => ({
    rule,
    ok: holds,
    reason: holds ? yes : no,
    citation,
  })
  return [
    found(
      'minimised',
      direct.length === 0,
      'no direct identifier is asked for',
      `direct identifiers are asked for: ${direct.join(', ')}`,
      'GDPR Art. 5(1)(c)',
    ),
    found(
      'phases-once',
      new Set(phases).size === phases.length && phases.length > 0,
      'each phase is named once',
      'a phase is missing or named twice',
      'GDPR Art. 6 and 9',
    ),
    found(
      'in-the-future',
      Date.parse(terms.expiresAt) > now.getTime(),
      'the end lies ahead',
      'the end lies in the past',
      'GDPR Art. 5(1)(e)',
    ),
    found(
      'people-named',
      terms.kind !== 'project' || terms.people.length > 0,
      'the people are named',
      'nobody is named on a project',
      'GDPR Art. 29',
    ),
    found(
      'ethics',
      terms.secondaryFindings === 'not-possible' || Boolean(terms.ethicsDecision),
      'ethics is answered',
      'secondary findings are possible but no ethics decision is named',
      'Komitéloven § 2 no. 4',
    ),
    found(
      'research-basis',
      !research ||
        terms.phases.every((one) => one.phase === 'operate' || one.phase === 'monitor' || one.article9 !== '9(2)(h)'),
      'the research phases do not lean on the basis for care',
      'care (9(2)(h)) is no basis for development',
      'Datatilsynet 2023-212-0015',
    ),
    found(
      'care-basis',
      care.every((one) => one.article9 === '9(2)(h)' || one.article9 === '9(2)(a)' || one.article9 === '9(2)(i)'),
      'operation leans on a basis for care',
      'research (9(2)(j)) is no basis for operation',
      'Datatilsynet 2023-212-0015',
    ),
  ]
}

export async function screenPermit(context: PartContext, permitId: string, person: Person): Promise<Result<Permit>> {
  return context.transact(async (change) => {
    const db = tables<GovernTables>(change.db)
    const row = await db
      .selectFrom('govern.permit')
      .selectAll()
      .where('id', '=', permitId)
      .forUpdate()
      .executeTakeFirst()
    if (!row)
      return refuse(404, {
        code: 'permit-unknown',
        title: 'No such permit',
        detail: `This zone knows no permit ${permitId}.`,
        next: 'See the list under Govern.',
      })
    if (row.state !== 'submitted')
      return refuse(409, {
        code: 'permit-state',
        title: 'Not now',
        detail: `Permit ${permitId} is ${row.state}.`,
        next: 'Only a submitted permit is screened.',
      })
    const screening = screenTerms(row.terms, context.clock.now())
    const after = await db
      .updateTable('govern.permit')
      .set({ state: 'screened', screening: JSON.stringify(screening) })
      .where('id', '=', permitId)
      .returningAll()
      .executeTakeFirstOrThrow()
    change.record({
      actor: person,
      action: 'permit.screened',
      subject: { kind: 'permit', id: permitId },
      payload: { failed: screening.filter((one) => !one.ok).map((one) => one.rule) },
    })
    return ok(permitFromRow(after, context.clock.now()))
  })
}
