import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { endpoint, idSchema, ok, refuse, sha256Schema } from '@clic/contracts'
import { canonicalJson } from '@clic/ledger'
import { z } from 'zod'
import { type AnyDatabase, tables } from '../db/index.ts'
import type { Files } from '../files/index.ts'
import { readAtMost } from '../http/read-at-most.ts'
import { type Implementation, implement, implementRaw } from '../parts/index.ts'
import { doorCallSigned, doorHeader } from './call-signature.ts'
import { type Receipt, type ReceiveInput, receiveParcel } from './receive-parcel.ts'
import type { SignedParcel } from './signature.ts'
import type { DoorTables } from './tables.ts'

const id = z.object({ id: idSchema })
const signedSchema = z.object({
  id: idSchema,
  kind: z.string(),
  from: z.string(),
  permitId: z.string(),
  header: z.record(z.string(), z.unknown()),
  sha256: sha256Schema,
  size: z.number().int().nonnegative(),
  signature: z.string(),
})
const receiptSchema = z.object({
  id: idSchema,
  state: z.enum(['accepted', 'refused', 'damaged']),
  reason: z.string().optional(),
})

/**
 * The research side of the door. It only answers: the clinic zone dials in both directions. These operations carry the
 * zone's own signature instead of a person's sign-in, so their action is `public` and `doorCallSigned` checks the caller.
 */
export const doorEndpoints = {
  progress: endpoint({
    id: 'door.progress',
    zones: ['research'],
    method: 'GET',
    path: '/door/inbox/:id',
    summary: 'How much of a parcel has arrived',
    action: 'public',
    params: id,
    reply: z.object({ received: z.number() }),
  }),
  content: endpoint({
    id: 'door.content',
    zones: ['research'],
    method: 'PUT',
    path: '/door/inbox/:id/content',
    summary: 'Bytes of a parcel from an offset on',
    action: 'public',
    params: id,
    query: z.object({ offset: z.coerce.number().int().nonnegative() }),
    media: 'application/json',
  }),
  complete: endpoint({
    id: 'door.complete',
    zones: ['research'],
    method: 'POST',
    path: '/door/inbox/:id',
    summary: 'The signed statement that ends a parcel',
    action: 'public',
    params: id,
    body: signedSchema,
    reply: receiptSchema,
  }),
  outbox: endpoint({
    id: 'door.outbox',
    zones: ['research'],
    method: 'GET',
    path: '/door/outbox',
    summary: 'Parcels that wait to be fetched',
    action: 'public',
    reply: z.array(signedSchema),
  }),
  fetch: endpoint({
    id: 'door.fetch',
    zones: ['research'],
    method: 'GET',
    path: '/door/outbox/:id/content',
    summary: 'Bytes of a waiting parcel from an offset on',
    action: 'public',
    params: id,
    query: z.object({ offset: z.coerce.number().int().nonnegative() }),
    media: 'application/octet-stream',
  }),
  receipt: endpoint({
    id: 'door.receipt',
    zones: ['research'],
    method: 'POST',
    path: '/door/outbox/:id/receipt',
    summary: 'What became of a fetched parcel',
    action: 'public',
    params: id,
    body: receiptSchema,
    reply: z.object({ noted: z.boolean() }),
  }),
} as const

/** Bytes of one call, and of one parcel. */
const maxChunkBytes = 8 * 1024 ** 2
const maxParcelBytes = 4 * 1024 ** 3

async function isBooked(db: AnyDatabase, parcelId: string): Promise<boolean> {
  const row = await tables<DoorTables>(db)
    .selectFrom('doors.inbox')
    .select('id')
    .where('id', '=', parcelId)
    .executeTakeFirst()
  return row !== undefined
}

export function implementDoor(
  input: ReceiveInput & { files: Files; folder: string; zoneName: string },
): Implementation[] {
  mkdirSync(input.folder, { recursive: true, mode: 0o700 })
  const partial = (parcelId: string) => join(input.folder, parcelId)
  const size = (parcelId: string) => (existsSync(partial(parcelId)) ? statSync(partial(parcelId)).size : 0)
  const signed = ({ method, url, headers }: Request, body: Uint8Array | string = '') =>
    doorCallSigned(headers.get(doorHeader), { method, url, body }, input.trusted().get('clinic'), input.clock.now())
  const shut = () =>
    refuse(401, {
      code: 'door-signature',
      title: 'The door stays shut',
      detail: 'The call is not signed by a zone that this one trusts.',
      next: 'Pair the zones again.',
    })
  const other = () =>
    refuse(400, {
      code: 'door-parcel',
      title: 'Another parcel',
      detail: 'The statement names another parcel than the address does.',
    })
  return [
    implement(doorEndpoints.progress, async ({ params, request }) =>
      signed(request) ? ok({ received: size(params.id) }) : shut(),
    ),
    implementRaw(doorEndpoints.content, async ({ params, query, request }) => {
      const chunk = await readAtMost(request, maxChunkBytes)
      if (!chunk) return Response.json({ received: size(params.id) }, { status: 413 })
      if (!signed(request, chunk)) return Response.json(shut().problem, { status: 401 })
      const sent = Response.json({ received: query.offset + chunk.byteLength })
      // Its bytes are not needed again. The sender may have lost the answer to its statement, which comes next.
      if (await isBooked(input.db, params.id)) return sent
      // An offset that is not the end means that an earlier call half succeeded: the caller asks again where to go on.
      if (query.offset !== size(params.id)) return Response.json({ received: size(params.id) }, { status: 409 })
      if (query.offset + chunk.byteLength > maxParcelBytes)
        return Response.json({ received: size(params.id) }, { status: 413 })
      appendFileSync(partial(params.id), chunk, { mode: 0o600 })
      // A call of a sender that was killed may be read after the parcel of its next life was booked: nobody would take these bytes away.
      if (await isBooked(input.db, params.id)) rmSync(partial(params.id), { force: true })
      return sent
    }),
    implement(doorEndpoints.complete, async ({ params, body, request }) => {
      if (!signed(request, canonicalJson(body))) return shut()
      if (body.id !== params.id) return other()
      const content = existsSync(partial(params.id)) ? readFileSync(partial(params.id)) : new Uint8Array()
      const receipt = await receiveParcel(input, body as SignedParcel, content)
      rmSync(partial(params.id), { force: true })
      return ok(receipt)
    }),
    implement(doorEndpoints.outbox, async ({ request }) =>
      signed(request) ? ok(await waiting(input.db, input.zoneName)) : shut(),
    ),
    implementRaw(doorEndpoints.fetch, async ({ params, query, request }) => {
      if (!signed(request)) return Response.json(shut().problem, { status: 401 })
      const row = await tables<DoorTables>(input.db)
        .selectFrom('doors.outbox')
        .selectAll()
        .where('id', '=', params.id)
        .executeTakeFirst()
      if (!row) return Response.json({}, { status: 404 })
      return new Response(Buffer.from((await input.files.get(row.sha256)).subarray(query.offset)))
    }),
    implement(doorEndpoints.receipt, async ({ params, body, request }) => {
      if (!signed(request, canonicalJson(body))) return shut()
      if (body.id !== params.id) return other()
      await markDelivered(input.db, params.id, body, input.clock.now())
      return ok({ noted: true })
    }),
  ]
}

export async function waiting(db: AnyDatabase, zone: string): Promise<SignedParcel[]> {
  const rows = await tables<DoorTables>(db)
    .selectFrom('doors.outbox')
    .selectAll()
    .where('state', '=', 'waiting')
    .orderBy('seq')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    from: zone,
    permitId: row.permit_id,
    header: row.header as Record<string, unknown>,
    sha256: row.sha256,
    size: row.size,
    signature: row.signature,
  }))
}

export async function markDelivered(
  db: AnyDatabase,
  parcelId: string,
  receipt: { state: Receipt['state']; reason?: string },
  at: Date,
): Promise<void> {
  if (receipt.state === 'damaged') return
  await tables<DoorTables>(db)
    .updateTable('doors.outbox')
    .set({
      state: receipt.state === 'accepted' ? 'delivered' : 'refused',
      reason: receipt.reason ?? null,
      sent_at: at,
      // Delivered, it says no longer of whom it was.
      header: JSON.stringify({}),
    })
    .where('id', '=', parcelId)
    // What became of a parcel is said once.
    .where('state', '=', 'waiting')
    .execute()
}
