import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openApi } from '@clic/platform/http'
import { everyEndpoint } from './every-endpoint.ts'

export const openApiFile = fileURLToPath(new URL('../../docs/openapi.json', import.meta.url))

/** The text of docs/openapi.json: both zones in one description, each operation tagged with the zones that offer it. */
export function openApiText(): string {
  return `${JSON.stringify(openApi(everyEndpoint()), null, 2)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(openApiFile, openApiText())
