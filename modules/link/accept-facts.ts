import { type LinkedPerson, refuse, servicePerson } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { jsonContent } from '@clic/platform/doors'
import { type GateKeeper, type PermitView, refusal } from '@clic/platform/gates'
import type { ParcelReceiver, PartContext } from '@clic/platform/parts'
import { z } from 'zod'
import { erasedBefore, wasErased } from './erasure.ts'
import { identifierInFacts } from './inspect-facts.ts'
import type { LinkTables } from './tables.ts'

const headerSchema = z.object({ permitId: z.string(), pseudonym: z.string().min(4) })

/** Only what is listed here is read; a name or an identifier in a resource closes the door. */
const resourceSchema = z.looseObject({
  resourceType: z.enum(['Patient', 'Condition', 'Observation']),
  id: z.string().optional(),
  meta: z.looseObject({ tag: z.array(z.looseObject({ code: z.string().optional() })).optional() }).optional(),
  gender: z.enum(['female', 'male', 'other', 'unknown']).optional(),
  birthDate: z.string().optional(),
  age: z.number().optional(),
  code: z
    .looseObject({
      coding: z
        .array(
          z.looseObject({ system: z.string().optional(), code: z.string().optional(), display: z.string().optional() }),
        )
        .optional(),
    })
    .optional(),
  valueQuantity: z.looseObject({ value: z.number().optional(), unit: z.string().optional() }).optional(),
  recordedDate: z.string().optional(),
  effectiveDateTime: z.string().optional(),
})

type Resource = z.infer<typeof resourceSchema>

/** Takes pseudonymised facts of one person; gate `person.link` over the kinds that the permit allows. */
export function factsReceiver(context: PartContext): ParcelReceiver {
  return {
    kind: 'facts',
    async accept(parcel, change) {
      const header = headerSchema.safeParse(parcel.header)
      const content = z.object({ resources: z.array(resourceSchema) }).safeParse(jsonContent(parcel.content))
      if (!header.success || !content.success)
        return refuse(422, {
          code: 'facts-unreadable',
          title: 'Facts refused',
          detail: 'The parcel does not hold facts of the kinds Patient, Condition and Observation.',
          next: 'The clinic posts it again.',
        })
      const { resources } = content.data
      const found = resources.map((one) => identifierInFacts(one)).find((one) => one !== undefined)
      if (found)
        return refuse(422, {
          code: 'identifier-found',
          title: 'Facts refused at the door',
          detail: `A resource still holds ${found}.`,
          next: 'The data engineer corrects the profile; nothing was kept here.',
        })
      const decision = await context.port<GateKeeper>('govern.gates').decide({
        gate: 'person.link',
        facts: {
          ...(await context.port<PermitView>('govern.permits').facts(parcel.permitId)),
          pseudonymKnown: header.data.permitId === parcel.permitId,
          columns: [...new Set(resources.map((one) => one.resourceType))],
        },
        subject: { kind: 'parcel', id: parcel.id },
        actor: servicePerson('link'),
      })
      if (!decision.open) return { ok: false, problem: refusal(decision) }
      if (await wasErased(context, parcel.permitId, header.data.pseudonym)) return erasedBefore()
      const db = tables<LinkTables>(change.db)
      const key = { permit_id: parcel.permitId, pseudonym: header.data.pseudonym }
      const patient = resources.find((one) => one.resourceType === 'Patient')
      const about = {
        sex: patient?.gender ?? ('unknown' as const),
        birth_year: yearOf(patient),
        age: patient?.age ?? null,
        invented: isInvented(patient),
      }
      await db
        .insertInto('link.person')
        .values({ ...key, ...about, arrived_at: context.clock.now() })
        .onConflict((oc) => oc.columns(['permit_id', 'pseudonym']).doUpdateSet(about))
        .execute()
      const facts = resources.flatMap((one, i) =>
        one.resourceType === 'Patient'
          ? []
          : [
              {
                ...key,
                resource_id: `${one.resourceType}/${one.id ?? i}`,
                kind: one.resourceType,
                fact: JSON.stringify(factOf(one)),
              },
            ],
      )
      if (facts.length > 0)
        await db
          .insertInto('link.fact')
          .values(facts)
          .onConflict((oc) =>
            oc
              .columns(['permit_id', 'pseudonym', 'resource_id'])
              .doUpdateSet((eb) => ({ fact: eb.ref('excluded.fact') })),
          )
          .execute()
      change.record({
        actor: servicePerson('link'),
        action: 'person.linked',
        subject: { kind: 'parcel', id: parcel.id },
        payload: { permitId: parcel.permitId, facts: facts.length, decision: decision.id },
      })
      await change.emit('person.linked', { permitId: parcel.permitId })
      return { ok: true }
    },
  }
}

function yearOf(patient: Resource | undefined): number | null {
  const year = Number(patient?.birthDate?.slice(0, 4))
  return Number.isInteger(year) && year > 1800 ? year : null
}

function isInvented(patient: Resource | undefined): boolean {
  return (patient?.meta?.tag ?? []).some((tag) => tag.code === 'invented' || tag.code === 'HTEST')
}

function factOf(one: Resource): LinkedPerson['facts'][number] {
  const coding = one.code?.coding?.[0]
  const date = one.recordedDate ?? one.effectiveDateTime
  return {
    kind: one.resourceType as 'Condition' | 'Observation',
    system: coding?.system ?? '',
    code: coding?.code ?? '',
    display: coding?.display ?? '',
    ...(one.valueQuantity?.value === undefined ? {} : { value: one.valueQuantity.value }),
    ...(one.valueQuantity?.unit ? { unit: one.valueQuantity.unit } : {}),
    ...(date ? { date } : {}),
  }
}
