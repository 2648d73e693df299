import { z } from 'zod'

/** Where Python and the code stand; `environmentLock` and `codeCommit` are bound into every candidate. */
export const settingsSchema = z.object({
  python: z.string().default('python3'),
  runtimeFolder: z.string().default('runtime'),
  environmentLock: z.string().default(''),
  codeCommit: z.string().default(''),
})

export type Settings = z.infer<typeof settingsSchema>
