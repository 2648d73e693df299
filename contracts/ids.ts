import { z } from 'zod'

/** Ids are `<kind>-<26 characters>`: sortable by time, safe in an address, and never derived from a person. */
export const idSchema = z.string().regex(/^[a-z]+(-[a-z]+)*-[0-9a-hjkmnp-tv-z]{26}$/)

export const uidSchema = z
  .string()
  .max(64)
  .regex(/^[0-9]+(\.[0-9]+)*$/)

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)
