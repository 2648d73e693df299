import { z } from 'zod'

const megabyte = 1024 * 1024

export const acquireSettingsSchema = z.object({
  /** Port of the DICOM listener; 0 lets the operating system choose. */
  dicomPort: z.number().int().min(0).max(65535).default(11112),
  /** What senders must call us. */
  aeTitle: z.string().min(1).max(16).default('CLIC'),
  host: z.string().default('127.0.0.1'),
  /** A study without a new object for so long is complete, unless its association is still on it. */
  quietMs: z.number().int().min(50).default(1500),
  maxAssociations: z.number().int().min(1).default(16),
  maxInstanceBytes: z
    .number()
    .int()
    .positive()
    .default(4096 * megabyte),
  /** Bytes of one STOW-RS request, and parts in it. */
  maxStowBytes: z
    .number()
    .int()
    .positive()
    .default(4096 * megabyte),
  maxStowParts: z.number().int().positive().default(10_000),
  upload: z
    .object({
      maxBytes: z
        .number()
        .int()
        .positive()
        .default(1024 * megabyte),
      maxEntries: z.number().int().positive().default(20_000),
      maxEntryBytes: z
        .number()
        .int()
        .positive()
        .default(512 * megabyte),
      maxUnpackedBytes: z
        .number()
        .int()
        .positive()
        .default(4096 * megabyte),
      /** DICOM rarely deflates beyond 1:10; a bomb needs far more. */
      maxRatio: z.number().positive().default(100),
    })
    .prefault({}),
  /** Bytes of a FHIR bundle, after unpacking. */
  maxBundleBytes: z
    .number()
    .int()
    .positive()
    .default(32 * megabyte),
})

export type AcquireSettings = z.infer<typeof acquireSettingsSchema>
