import type { ParcelKind, ZoneName } from '@clic/contracts'
import type { DsseEnvelope } from '@clic/ledger'
import { z } from 'zod'

/** Which kind a zone sends its heads under, and who witnesses them. */
export const headKinds = {
  clinic: { kind: 'tree-head', other: 'research' },
  research: { kind: 'tree-head-research', other: 'clinic' },
} as const satisfies Record<ZoneName, { kind: ParcelKind; other: ZoneName }>

const envelopeSchema = z.object({
  payload: z.string(),
  payloadType: z.string(),
  signatures: z
    .array(z.object({ keyid: z.string(), sig: z.string() }))
    .min(1)
    .readonly(),
}) satisfies z.ZodType<DsseEnvelope>

/** Either a head to be witnessed, or a head of the receiver that the sender has witnessed: its signature comes home. */
export const witnessParcelSchema = z.union([
  z.object({
    offer: z.object({ head: envelopeSchema, from: z.number().int().nonnegative(), proof: z.array(z.string()) }),
  }),
  z.object({ coSigned: envelopeSchema }),
])

export type WitnessParcel = z.infer<typeof witnessParcelSchema>
