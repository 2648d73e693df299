import { readFileSync } from 'node:fs'
import { zoneNames } from '@clic/contracts'
import { z } from 'zod'
import { limitNames } from '../sandbox/limits.ts'

/** What one zone's server is started with. Written by `clic up` into the zone's own folder, readable by the zone's user only. */
export const zoneConfigSchema = z.object({
  zone: z.enum(zoneNames),
  folder: z.string(),
  host: z.string().default('127.0.0.1'),
  port: z.number().int().min(0).max(65535),
  databaseUrl: z.string(),
  /** Modules to start; `govern` is always there. */
  modules: z.array(z.string()),
  settings: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  /** Address of the other zone as this server reaches it; only the clinic zone dials. */
  otherUrl: z.string().optional(),
  /** Address of the other zone for a person's browser. */
  otherPublicUrl: z.string().optional(),
  publicUrl: z.string().optional(),
  identity: z.object({
    /** `host`: accounts live in this zone. `trust`: the other zone's sign-in counts. */
    mode: z.enum(['host', 'trust']),
    issuer: z.string().default('clic'),
  }),
  /** Seconds for which a sign-in counts in the zone without the accounts after it last heard from the zone with them. */
  signInFreshSeconds: z.number().positive().default(300),
  /** Built web application to serve, if any. */
  web: z.string().optional(),
  isolation: z.string().default('not stated'),
  /** How packages that others made are run; see `@clic/platform/sandbox`. */
  foreign: z
    .object({
      exchange: z.string().optional(),
      rests: z.object({ bell: z.string(), fence: z.enum(['user-namespace', 'root', 'limits-only']) }).optional(),
      demanded: z.boolean().default(false),
      programs: z.array(z.string()).default([]),
      limits: z.partialRecord(z.enum(limitNames), z.number().positive()).default({}),
    })
    .default({ demanded: false, programs: [], limits: {} }),
  pollSeconds: z.number().positive().default(2),
  /** Where the processes that this server starts keep the code that Node made of their TypeScript. */
  codeCache: z.string().optional(),
})

export type ZoneConfig = z.infer<typeof zoneConfigSchema>
export type ZoneConfigInput = z.input<typeof zoneConfigSchema>

export function readZoneConfig(file: string): ZoneConfig {
  return zoneConfigSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** The only reader of environment variables. */
export function environment(name: string): string | undefined {
  const value = process.env[name]
  return value === '' ? undefined : value
}

/** For processes started from here on; this one goes on without. */
export function letChildrenKeepCode(folder: string): void {
  process.env['NODE_COMPILE_CACHE'] = folder
}
