import { z } from 'zod'

const megabyte = 1024 * 1024

export const deidentifySettingsSchema = z.object({
  /** Unix socket of the vault process; without it nothing leaves and the screen says why. */
  vaultSocket: z.string().optional(),
  vaultTimeoutMs: z.number().int().min(50).default(5000),
  /** How often a vault that was down is asked again. */
  vaultPollSeconds: z.number().positive().default(2),
  /** How often it is looked up what the other zone said of the parcels on their way. */
  followSeconds: z.number().positive().default(2),
  /** Profile of new assignments: the name of a released one. */
  profile: z.string().default('research'),
  /** Upper 95 % bound on the leak rate that no assignment of this zone may exceed; absent: each says its own, or none. */
  leakLimitAtMost: z.number().gt(0).lt(1).optional(),
  /** Counting patients that another region has as well. */
  sharedPatients: z
    .object({
      countsADay: z.number().int().min(0).max(100).default(3),
      /** Elements of the set that asks, and of the one that answers, filled up to whole hundreds. */
      mostAsking: z.number().int().min(100).max(50_000).default(10_000),
      mostAnswering: z.number().int().min(100).max(100_000).default(50_000),
    })
    .prefault({}),
  /** Studies at once in this process. */
  concurrency: z.number().int().min(1).max(16).default(2),
  /**
   * A parcel is closed when its objects have so many bytes: a bigger study leaves in several, so that memory is bounded at both
   * doors (about twice this for each study at once). One object that is bigger goes alone.
   */
  maxParcelBytes: z
    .number()
    .int()
    .positive()
    .default(128 * megabyte),
  /** An object is read and written as a whole; a bigger one goes to quarantine. */
  maxObjectBytes: z
    .number()
    .int()
    .positive()
    .max(2047 * megabyte)
    .default(1024 * megabyte),
})

export type DeidentifySettings = z.infer<typeof deidentifySettingsSchema>
