import { ok, type Result, refuse } from '@clic/contracts'
import type { z } from 'zod'
import type { Parcel } from '../parts/index.ts'

/** What the refusal of a header says; `detail` is given the path of the first field that is wrong, e.g. `objects.0.sha256`. */
export interface UnreadableHeader {
  code: string
  title?: string
  detail?: (field: string) => string
  next: string
}

/** The header of a parcel in its kind's form, or the refusal (422) that the receiver answers with. */
export function readHeader<S extends z.ZodType>(
  parcel: Parcel,
  schema: S,
  { code, title = 'Refused', detail, next }: UnreadableHeader,
): Result<z.output<S>> {
  const read = schema.safeParse(parcel.header)
  if (read.success) return ok(read.data)
  const field = read.error.issues[0]?.path.join('.') ?? ''
  return refuse(422, { code, title, detail: detail?.(field) ?? 'The parcel’s header is not readable.', next })
}
