import { z } from 'zod'

/**
 * How drift is judged. The first `referenceRuns` runs are the reference; each further `windowRuns` are one window.
 * An alarm needs both: an index above `psi`, and a Kolmogorov–Smirnov p below `p` divided by the number of signals (Bonferroni),
 * because the index alone is large by chance in small windows.
 */
export const settingsSchema = z.object({
  referenceRuns: z.number().int().min(5).default(20),
  windowRuns: z.number().int().min(3).default(10),
  bins: z.number().int().min(2).default(4),
  psi: z.number().positive().default(0.2),
  p: z.number().positive().default(0.01),
})

export type Settings = z.infer<typeof settingsSchema>
