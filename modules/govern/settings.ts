import { z } from 'zod'

export const governSettingsSchema = z.object({
  /** A head is offered to the other zone after so many events; its own posting makes a few, so keep it well above ten. */
  witnessEvery: z.number().int().positive().default(64),
  /** How often the growth of the log is looked at, seconds. */
  witnessPollSeconds: z.number().positive().default(5),
})
