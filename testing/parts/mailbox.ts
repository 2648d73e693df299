import type { ParcelKind, Problem } from '@clic/contracts'
import { definePart, type Parcel, type Part } from '@clic/platform/parts'

/** A part for tests of doors and composition: it keeps the parcels that it is given, or refuses them. */
export function mailbox(
  kinds: ParcelKind[],
  answer: (parcel: Parcel) => Problem | undefined = () => undefined,
): { part: Part; received: Parcel[] } {
  const received: Parcel[] = []
  const part = definePart({
    name: 'mailbox',
    zones: ['clinic', 'research'],
    needs: [],
    create: () => ({
      parcels: kinds.map((kind) => ({
        kind,
        accept: async (parcel) => {
          const refused = answer(parcel)
          if (refused) return { ok: false, problem: refused }
          received.push(parcel)
          return { ok: true }
        },
      })),
    }),
  })
  return { part, received }
}
