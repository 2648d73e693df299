import * as contracts from '@clic/contracts'

/** Every operation of every module, by id. */
export function allEndpoints(): contracts.AnyEndpoint[] {
  const groups = Object.entries(contracts).filter(([name]) => name.endsWith('Endpoints'))
  const found = groups.flatMap(([, group]) => Object.values(group as Record<string, contracts.AnyEndpoint>))
  return found.sort((a, b) => (a.id < b.id ? -1 : 1))
}
