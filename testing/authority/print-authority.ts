import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Action, type Authority, authority, roles } from '@clic/contracts'
import { everyEndpoint } from '../openapi/every-endpoint.ts'

export const authorityFile = fileURLToPath(new URL('../../docs/authority.md', import.meta.url))

/** The text of docs/authority.md, from the table in contracts/authority.ts. */
export function authorityText(): string {
  const endpoints = everyEndpoint()
  const rows = (Object.entries(authority) as [Action, Authority][]).map(([action, entry]) => {
    const marks = roles.map((role) => (entry.roles.includes(role) ? '●' : ''))
    const operations = endpoints.filter((one) => one.action === action).map((one) => `\`${one.id}\``)
    return `| ${[action, ...marks, entry.states?.join(', ') ?? '', operations.join(' ')].join(' | ')} |`
  })
  const open = endpoints
    .filter((one) => one.action === 'public')
    .map((one) => `- \`${one.id}\` (${one.zones.join(', ')}): ${one.summary}`)
  return [
    '# Who may do what',
    '',
    'Printed from `contracts/authority.ts` by `node testing/authority/print-authority.ts`. What is not in the table is denied. Where permit states are',
    'named, the operation stands on a permit in one of them. Whether this permit and this person may do this step is decided after that by the step’s gate',
    '(`modules/govern/rules/`). Every line is tested against every operation, role and permit state (`testing/authority/matrix.int.test.ts`).',
    '',
    `| action | ${roles.join(' | ')} | permit states | operations |`,
    `|${'---|'.repeat(roles.length + 3)}`,
    ...rows,
    '',
    '## Without a person’s sign-in',
    '',
    'The operations of the door carry the signature of the other zone instead.',
    '',
    ...open,
    '',
  ].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(authorityFile, authorityText())
