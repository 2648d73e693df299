import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

export interface LineRules {
  file: string
  content: string
  /** PostgreSQL schema → its owner, and the tables of each that migrations make. */
  owners: { schema: string; owner: string; tables: string[] }[]
}

interface Finding {
  rule: string
  detail: string
}

const environmentReaders = ['platform/config/', 'apps/cli/', 'apps/web/test/', 'testing/', 'bench/']
/** Folders whose code runs in a server: many zones and requests share it, so nothing outside a function may change. */
const stateless = /^(modules|platform|contracts|apps\/server)\//
const timeless = /^(modules|platform|libraries|contracts|apps\/server)\//

/** Rules that hold for every line that is no test. */
export function checkLine({ file, content, owners }: LineRules): Finding[] {
  const found: Finding[] = []
  if (/\bprocess\.env\b/.test(content) && !environmentReaders.some((folder) => file.startsWith(folder)))
    found.push({ rule: 'environment', detail: 'only platform/config reads the environment' })
  if (/\bDate\.now\(\)|\bnew Date\(\)/.test(content) && timeless.test(file) && !file.startsWith('platform/clock/'))
    found.push({ rule: 'clock', detail: 'only platform/clock reads the time' })
  if (
    stateless.test(file) &&
    /^(export )?(let|var) |^(export )?const \w+(: [^=]+)? = new (Map|Set|WeakMap|WeakSet)(<.*>)?\(\)/.test(content)
  )
    found.push({ rule: 'state', detail: 'what can change lives in a function that makes it, not in the module' })
  const own = ownerOf(file)
  const comment = /^\s*(\*|\/\/|\/\*)/.test(content)
  if (own && !comment)
    for (const schema of foreignSchemas(content, own, owners))
      found.push({ rule: 'schema', detail: `${own} names the schema “${schema}” of another` })
  return found
}

/** The owner whose SQL a file may hold: its module, or its room of the platform. Other folders hold none of ours to check. */
function ownerOf(file: string): string | undefined {
  const [folder, name] = file.split('/')
  return folder === 'modules' || folder === 'platform' ? `${folder}/${name}` : undefined
}

/** Schemas of others that a line names in SQL, in a query builder, or as a table's quoted name. */
function foreignSchemas(line: string, own: string, owners: LineRules['owners']): string[] {
  return owners
    .filter((one) => one.owner !== own)
    .filter(({ schema, tables }) => {
      const sql = new RegExp(
        `\\b(?:from|into|update|join|table|truncate|references)\\s+["\`']?${schema}["\`']?\\.[a-z_]+`,
        'i',
      )
      const builder = new RegExp(
        `(?:selectFrom|insertInto|updateTable|deleteFrom|[jJ]oin|table)\\(\\s*\\[?['"\`]${schema}\\.`,
      )
      const quoted = tables.some((table) => new RegExp(`['"\`]${schema}\\.${table}(?: as \\w+)?['"\`]`).test(line))
      return sql.test(line) || builder.test(line) || quoted
    })
    .map(({ schema }) => schema)
}

/** Who owns which schema: each module its own name, and rooms of the platform theirs. */
export function schemaOwners(root: string): LineRules['owners'] {
  const modules = foldersIn(join(root, 'modules')).map((name) => ({
    schema: name,
    owner: `modules/${name}`,
    folder: join(root, 'modules', name, 'migrations'),
  }))
  const platform = [
    { schema: 'ledger', owner: 'platform/record' },
    { schema: 'doors', owner: 'platform/doors' },
    { schema: 'jobs', owner: 'platform/jobs' },
    { schema: 'identity', owner: 'platform/auth' },
    { schema: 'platform', owner: 'platform/db' },
  ].map((one) => ({ ...one, folder: join(root, one.owner, 'migrations') }))
  return [...modules, ...platform].map(({ folder, ...one }) => ({ ...one, tables: tablesOf(folder) }))
}

function tablesOf(folder: string): string[] {
  if (!existsSync(folder)) return []
  const sql = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  return sql.flatMap((text) =>
    [...text.matchAll(/create table(?: if not exists)? \w+\.(\w+)/gi)].map((match) => match[1] as string),
  )
}

function foldersIn(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder).filter((name) => name !== 'node_modules' && statSync(join(folder, name)).isDirectory())
    : []
}
