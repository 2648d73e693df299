import { createHash } from 'node:crypto'
import { refuse, servicePerson } from '@clic/contracts'
import { tag, text } from '@clic/dicom'
import { tables } from '@clic/platform/db'
import { readHeader } from '@clic/platform/doors'
import { type GateKeeper, type PermitView, refusal } from '@clic/platform/gates'
import { newId } from '@clic/platform/ids'
import type { ParcelReceiver, PartContext } from '@clic/platform/parts'
import { z } from 'zod'
import { erasedBefore, wasErased } from './erasure.ts'
import { identifierIn } from './inspect-object.ts'
import type { LinkTables } from './tables.ts'

const headerSchema = z.object({
  permitId: z.string(),
  pseudonym: z.string().min(4),
  studyInstanceUid: z.string(),
  objects: z
    .array(
      z.object({
        sopInstanceUid: z.string(),
        sopClassUid: z.string(),
        seriesInstanceUid: z.string(),
        modality: z.string(),
        sha256: z.string(),
        offset: z.number().int(),
        size: z.number().int(),
      }),
    )
    .min(1),
})

/** Files that wait for the disk together. */
const atOnce = 16

async function keepEach(context: PartContext, waiting: Iterable<Uint8Array>): Promise<void> {
  for (const bytes of waiting) await context.files.put(bytes)
}

/** Takes one de-identified study: gate, digests, second look for identifiers, rows. */
export function studyReceiver(context: PartContext): ParcelReceiver {
  return {
    kind: 'deidentified-study',
    async accept(parcel, change) {
      const read = readHeader(parcel, headerSchema, {
        code: 'study-header',
        title: 'Study refused',
        detail: (field) => `The parcel’s header is not readable: ${field}.`,
        next: 'The clinic posts it again.',
      })
      if (!read.ok) return read
      const header = read.value
      const permits = context.port<PermitView>('govern.permits')
      const facts = await permits.facts(parcel.permitId)
      const decision = await context.port<GateKeeper>('govern.gates').decide({
        gate: 'person.link',
        facts: { ...facts, pseudonymKnown: header.permitId === parcel.permitId, columns: [] },
        subject: { kind: 'parcel', id: parcel.id },
        actor: servicePerson('link'),
      })
      if (!decision.open) return { ok: false, problem: refusal(decision) }
      const known = await tables<LinkTables>(context.db)
        .selectFrom('link.study')
        .select('pseudonym')
        .where('permit_id', '=', parcel.permitId)
        .where('study_instance_uid', '=', header.studyInstanceUid)
        .executeTakeFirst()
      if (known && known.pseudonym !== header.pseudonym)
        return refuse(409, {
          code: 'other-person',
          title: 'Study refused',
          detail: 'The study is here already, under another pseudonym.',
          next: 'The data engineer looks at how the patient was identified in the clinic.',
        })
      if (await wasErased(context, parcel.permitId, header.pseudonym)) return erasedBefore()
      const descriptions = new Map<string, string>()
      const taken: Uint8Array[] = []
      let studyDescription = ''
      for (const object of header.objects) {
        const bytes = parcel.content.subarray(object.offset, object.offset + object.size)
        if (createHash('sha256').update(bytes).digest('hex') !== object.sha256)
          return refuse(422, {
            code: 'object-digest',
            title: 'Study refused',
            detail: 'An object is not the one that its proof names.',
            next: 'The clinic posts the study again.',
          })
        const inspected = identifierIn(bytes, header.pseudonym)
        if (!inspected.ok)
          return refuse(422, {
            code: 'identifier-found',
            title: 'Study refused at the door',
            detail: `${inspected.reason}.`,
            next: 'The data engineer corrects the profile; nothing was kept here.',
          })
        descriptions.set(object.seriesInstanceUid, text(inspected.dataset, tag('SeriesDescription')) ?? '')
        studyDescription ||= text(inspected.dataset, tag('StudyDescription')) ?? ''
        taken.push(bytes)
      }
      // Only now: of a refused study no byte is kept.
      const waiting = taken.values()
      await Promise.all(Array.from({ length: atOnce }, () => keepEach(context, waiting)))
      const db = tables<LinkTables>(change.db)
      const study = await db
        .insertInto('link.study')
        .values({
          id: newId('study', context.clock),
          permit_id: parcel.permitId,
          pseudonym: header.pseudonym,
          study_instance_uid: header.studyInstanceUid,
          description: studyDescription,
          modalities: '[]',
          arrived_at: context.clock.now(),
          parcel_id: parcel.id,
        })
        // More objects of a study that came before: it grows.
        .onConflict((oc) => oc.columns(['permit_id', 'study_instance_uid']).doUpdateSet({ parcel_id: parcel.id }))
        .returning('id')
        .executeTakeFirstOrThrow()
      await db
        .insertInto('link.object')
        .values(
          header.objects.map((one) => ({
            study_id: study.id,
            sop_instance_uid: one.sopInstanceUid,
            sop_class_uid: one.sopClassUid,
            series_instance_uid: one.seriesInstanceUid,
            series_description: descriptions.get(one.seriesInstanceUid) ?? '',
            modality: one.modality,
            sha256: one.sha256,
            size: one.size,
          })),
        )
        .onConflict((oc) => oc.doNothing())
        .execute()
      const objects = await db
        .selectFrom('link.object')
        .select('modality')
        .distinct()
        .where('study_id', '=', study.id)
        .orderBy('modality')
        .execute()
      await db
        .updateTable('link.study')
        .set({ modalities: JSON.stringify(objects.map((one) => one.modality)) })
        .where('id', '=', study.id)
        .execute()
      change.record({
        actor: servicePerson('link'),
        action: 'study.linked',
        subject: { kind: 'study', id: study.id },
        payload: {
          parcel: parcel.id,
          permitId: parcel.permitId,
          objects: header.objects.length,
          decision: decision.id,
        },
      })
      await change.emit('study.linked', { studyId: study.id, permitId: parcel.permitId })
      return { ok: true }
    },
  }
}
