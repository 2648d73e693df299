import { type Person, permitEndpoints, sessionEndpoints } from '@clic/contracts'
import { useAsk } from '../api.ts'
import { useSession } from '../session.tsx'

/**
 * Who is who, by id. The research zone has no accounts, so `people` is empty there; the names of those who asked for permits or
 * approved them are on the permits, and one's own is known.
 */
export function useDirectory(): { people: Person[]; nameOf(id: string): string } {
  const { zone, person } = useSession()
  const { data } = useAsk(sessionEndpoints.directory, {})
  const permits = useAsk(permitEndpoints.list, {}, { enabled: zone.zone !== 'clinic' && person !== undefined })
  const names = new Map<string, string>()
  for (const one of permits.data ?? [])
    for (const who of [one.proposedBy, one.approvedBy]) if (who) names.set(who.id, who.name)
  for (const one of [...(data ?? []), ...(person ? [person] : [])]) names.set(one.id, one.name)
  return {
    people: data ?? [],
    nameOf: (id) => names.get(id) ?? (id.startsWith('service:') ? id.slice(8) : id),
  }
}

export function PersonName({ id }: { id: string }) {
  const { nameOf } = useDirectory()
  return <span>{nameOf(id)}</span>
}
