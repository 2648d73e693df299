import type { AnyEndpoint } from '@clic/contracts'
import * as contracts from '@clic/contracts'
import { doorEndpoints } from '@clic/platform/doors'
import { openApiEndpoint } from '@clic/platform/http'

/** Every operation that is declared anywhere, whether a running zone offers it or not. */
export function everyEndpoint(): AnyEndpoint[] {
  const groups = Object.entries(contracts).flatMap(([name, value]) =>
    name.endsWith('Endpoints') ? [value as Record<string, AnyEndpoint>] : [],
  )
  return [...groups, doorEndpoints].flatMap((group) => Object.values(group)).concat(openApiEndpoint)
}
