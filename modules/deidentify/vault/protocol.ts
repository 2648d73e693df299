import { idSchema, problemSchema, reidentificationSchema } from '@clic/contracts'
import { z } from 'zod'

/**
 * What can be asked of the vault: `POST /<operation>` with JSON over its Unix socket. There is no operation that lists patients,
 * and none that gives a patient for a pseudonym without two people.
 */
export const vaultOperations = {
  health: { ask: z.object({}), reply: z.object({ keyVersion: z.number() }) },
  subject: {
    ask: z.object({ permitId: idSchema, patientKey: z.string().min(1).max(80) }),
    reply: z.object({
      pseudonym: z.string(),
      /** Whole days, −365 to −1. */
      dateShiftDays: z.number().int(),
      /** 32 bytes in base64. */
      uidKey: z.string(),
      keyVersion: z.number(),
    }),
  },
  'subject.find': {
    ask: z.object({ permitId: idSchema, patientKey: z.string().min(1).max(80) }),
    reply: z.object({ pseudonym: z.string().nullable() }),
  },
  'subject.forget': {
    ask: z.object({ permitId: idSchema, patientKey: z.string().min(1).max(80), erasureId: idSchema }),
    /** False when the vault knew nothing of the patient in this project. */
    reply: z.object({ forgotten: z.boolean() }),
  },
  'reidentification.request': {
    ask: z.object({
      permitId: idSchema,
      pseudonym: z.string().min(4).max(64),
      reason: z.string().min(10).max(500),
      personId: z.string().min(1).max(200),
    }),
    reply: reidentificationSchema,
  },
  'reidentification.approve': {
    ask: z.object({ id: idSchema, personId: z.string().min(1).max(200) }),
    reply: reidentificationSchema.extend({ patientKey: z.string() }),
  },
  'reidentification.list': { ask: z.object({}), reply: z.array(reidentificationSchema) },
} as const

export type VaultOperation = keyof typeof vaultOperations
export type AskOf<O extends VaultOperation> = z.infer<(typeof vaultOperations)[O]['ask']>
export type AnswerOf<O extends VaultOperation> = z.infer<(typeof vaultOperations)[O]['reply']>

/** Every answer of the vault, also of a refused one. */
export const vaultAnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), problem: problemSchema }),
])
