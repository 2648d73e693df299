import { z } from 'zod'

/** RFC 9457 problem details, with the three things a person needs: what was refused, why, and what to do next. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  next: z.string().optional(),
  /** Gate refusals: which rules closed the gate. */
  findings: z
    .array(z.object({ rule: z.string(), reason: z.string(), citation: z.string(), who: z.string() }))
    .optional(),
})

export type Problem = z.infer<typeof problemSchema>

export interface ProblemInput {
  code: string
  title: string
  detail: string
  next?: string
  findings?: Problem['findings']
}

/** Builds a problem; `code` becomes the type URI `urn:clic:problem:<code>`. */
export function problem(status: number, input: ProblemInput): Problem {
  const { code, ...rest } = input
  return { type: `urn:clic:problem:${code}`, status, ...rest }
}

export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem }

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value }
}

export function refuse(status: number, input: ProblemInput): { ok: false; problem: Problem } {
  return { ok: false, problem: problem(status, input) }
}
