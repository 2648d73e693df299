import { createHmac } from 'node:crypto'
import { type Result, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { LinkTables } from './tables.ts'

/** A mark by which an erased pseudonym is known again, and which tells nobody without the secret of this part what it was. */
export function erasureMark(context: PartContext, permitId: string, pseudonym: string): string {
  return createHmac('sha256', context.secret('erasure')).update(`${permitId}\n${pseudonym}`).digest('hex')
}

export async function wasErased(context: PartContext, permitId: string, pseudonym: string): Promise<boolean> {
  const row = await tables<LinkTables>(context.db)
    .selectFrom('link.erasure')
    .select('id')
    .where('permit_id', '=', permitId)
    .where('mark', '=', erasureMark(context, permitId, pseudonym))
    .executeTakeFirst()
  return row !== undefined
}

export function erasedBefore(): Extract<Result<never>, { ok: false }> {
  return refuse(410, {
    code: 'person-erased',
    title: 'Refused at the door',
    detail: 'The person was erased from this project.',
    next: 'The data engineer stops the extraction for this person in the clinic.',
  })
}
