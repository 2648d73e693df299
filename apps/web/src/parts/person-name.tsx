import { type Person, sessionEndpoints } from '@clic/contracts'
import { useAsk } from '../api.ts'

/** Who is who, by id. In the research zone the accounts live elsewhere and the list is empty. */
export function useDirectory(): { people: Person[]; nameOf(id: string): string } {
  const { data } = useAsk(sessionEndpoints.directory, {})
  const names = new Map((data ?? []).map((one) => [one.id, one.name]))
  return { people: data ?? [], nameOf: (id) => names.get(id) ?? (id.startsWith('service:') ? id.slice(8) : id) }
}

export function PersonName({ id }: { id: string }) {
  const { nameOf } = useDirectory()
  return <span>{nameOf(id)}</span>
}
