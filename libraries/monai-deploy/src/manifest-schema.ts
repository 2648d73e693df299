import { z } from 'zod'

/** Packagers write `"[\"python3\",\"/opt/holoscan/app\"]"`, a string that holds JSON; the prose shows plain arrays too. */
const commandSchema = z.union([z.string(), z.array(z.string())]).transform((command, context) => {
  if (typeof command !== 'string') return command
  if (!command.trim().startsWith('[')) return command.trim().split(/\s+/).filter(Boolean)
  try {
    return z.array(z.string()).parse(JSON.parse(command))
  } catch {
    context.addIssue({ code: 'custom', message: 'is neither a command nor a JSON array of strings' })
    return z.NEVER
  }
})

/** The specification says `formats`, some packagers `format`; a single one is seen as a bare string. */
const placeSchema = z
  .looseObject({
    path: z.string().optional(),
    formats: z.union([z.array(z.unknown()), z.string()]).nullish(),
    format: z.union([z.array(z.unknown()), z.string()]).nullish(),
  })
  .transform(({ path, formats, format }) => ({ path: path ?? '', formats: [formats ?? format ?? []].flat() }))

const probeSchema = z.looseObject({ type: z.string().optional() }).nullish()

export const appManifestSchema = z.looseObject({
  apiVersion: z.string(),
  command: commandSchema.refine((c) => c.length > 0, 'is empty'),
  environment: z.record(z.string(), z.coerce.string()).nullish(),
  input: placeSchema.nullish(),
  output: placeSchema.nullish(),
  readiness: probeSchema,
  liveness: probeSchema,
  sdk: z.string().nullish(),
  sdkVersion: z.string().nullish(),
  timeout: z.number().nonnegative().nullish(),
  version: z.coerce.string(),
  workingDirectory: z.string().nullish(),
  type: z.string().nullish(),
})

/** The specification has an array of {name, path}, the packager an object from name to path. */
const modelsSchema = z
  .union([z.array(z.looseObject({ name: z.string(), path: z.string() })), z.record(z.string(), z.string())])
  .transform((models) =>
    Array.isArray(models)
      ? models.map(({ name, path }) => ({ name, path }))
      : Object.entries(models).map(([name, path]) => ({ name, path })),
  )

/** "1Gi" and "1024MiB" and 4 are all seen; kept as written, with memory also read as MiB (see `memoryMib`). */
const resourcesSchema = z.looseObject({
  cpu: z.coerce.number().nullish(),
  gpu: z.coerce.number().nullish(),
  memory: z.coerce.string().nullish(),
  gpuMemory: z.coerce.string().nullish(),
})

export const packageManifestSchema = z.looseObject({
  apiVersion: z.string(),
  applicationRoot: z.string().nullish(),
  modelRoot: z.string().nullish(),
  models: modelsSchema.nullish(),
  resources: resourcesSchema.nullish(),
  version: z.coerce.string().nullish(),
  platformConfig: z.string().nullish(),
})

export type AppManifest = z.infer<typeof appManifestSchema>
export type PackageManifest = z.infer<typeof packageManifestSchema>

/** MiB of "1Gi", "2GiB", "512Mi", "512 MiB" or bytes; null when it cannot be read. */
export function memoryMib(text: string | null | undefined): number | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(?:([kmgt])i?b?)?\s*$/i.exec(text ?? '')
  if (!match) return null
  const power = { k: -1, m: 0, g: 1, t: 2 }[match[2]?.toLowerCase() ?? ''] ?? -2
  return Number(match[1]) * 1024 ** power
}
