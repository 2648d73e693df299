import { refuse, servicePerson } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { readHeader } from '@clic/platform/doors'
import type { ParcelReceiver, PartContext } from '@clic/platform/parts'
import { z } from 'zod'
import type { DeployTables } from './tables.ts'

const headerSchema = z.object({
  releaseId: z.string(),
  productName: z.string(),
  version: z.string(),
  // What does not say that it was made here was not.
  kind: z.enum(['home-made', 'bought']).default('bought'),
  mapSha256: z.string(),
  weightsSha256: z.string(),
  bundleName: z.string().nullable(),
  builders: z.array(z.string()),
  approvals: z.array(z.object({ role: z.string(), personId: z.string(), name: z.string(), at: z.string() })),
  intendedUse: z.object({
    summary: z.string(),
    modalities: z.array(z.string()),
    bodyPart: z.string(),
    structures: z.array(z.object({ value: z.number(), name: z.string() })),
  }),
  verdict: z.object({ verdict: z.string(), weightsValidated: z.string() }),
})

/** A release comes through the door: stored and shown, in operation only after the gate `release.deploy` of this zone. */
export function releaseReceiver(context: PartContext): ParcelReceiver {
  return {
    kind: 'release',
    async accept(parcel, change) {
      const header = readHeader(parcel, headerSchema, {
        code: 'release-header',
        title: 'Release refused',
        detail: (field) => `The release says too little about itself: ${field}.`,
        next: 'Send it again from Register.',
      })
      if (!header.ok) return header
      const stored = await context.files.put(parcel.content)
      if (stored.sha256 !== header.value.mapSha256)
        return refuse(422, {
          code: 'release-digest',
          title: 'Release refused',
          detail: 'The package is not the one that was registered.',
          next: 'Send it again from Register.',
        })
      const data = header.value
      const added = await tables<DeployTables>(change.db)
        .insertInto('deploy.release')
        .values({
          id: data.releaseId,
          product_name: data.productName,
          kind: data.kind,
          version: data.version,
          state: 'received',
          reason: null,
          map_sha256: stored.sha256,
          bundle_name: data.bundleName,
          weights_sha256: data.weightsSha256,
          weights_validated: data.verdict.weightsValidated,
          verdict: data.verdict.verdict,
          intended_use: JSON.stringify(data.intendedUse),
          approvals: JSON.stringify(data.approvals),
          builders: JSON.stringify(data.builders),
          permit_id: null,
          received_at: context.clock.now(),
          activated_at: null,
        })
        .onConflict((oc) => oc.doNothing())
        .returning('id')
        .executeTakeFirst()
      // What people activated must not change under its name: neither package nor verdict, approvals or intended use.
      if (!added)
        return refuse(409, {
          code: 'release-known',
          title: 'Release refused',
          detail: 'A release of this id has come already.',
          next: 'Register what changed as a new version.',
        })
      change.record({
        actor: servicePerson('door'),
        action: 'release.received',
        subject: { kind: 'release', id: data.releaseId },
        payload: { map: stored.sha256, weights: data.weightsSha256, parcel: parcel.id },
      })
      return { ok: true }
    },
  }
}
