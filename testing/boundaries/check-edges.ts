import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'

interface Table {
  rooms: { room: string; folder: string }[]
  edges: Record<string, string[]>
}

export interface Violation {
  file: string
  line: number
  rule: string
  detail: string
}

const packageRooms: Record<string, string> = {
  '@clic/contracts': 'contracts', '@clic/platform': 'platform', '@clic/modules': 'modules', '@clic/dicom': 'libraries/dicom', '@clic/deidentification': 'libraries/deidentification', '@clic/statistics': 'libraries/statistics', '@clic/monai-deploy': 'libraries/monai-deploy', '@clic/ledger': 'libraries/ledger', '@clic/server': 'apps/server', '@clic/cli': 'apps/cli', '@clic/web': 'apps/web',
}

/**
 * Checks every import of the checkout against the table of allowed edges, and the house rules that no linter knows: file length,
 * environment and clock read in one place, no SQL over another module's schema, no person's data in addresses.
 */
export function checkEdges(root: string): Violation[] {
  const table = JSON.parse(readFileSync(join(root, 'testing/boundaries/allowed-edges.json'), 'utf8')) as Table
  const modules = readdirSync(join(root, 'modules')).filter((name) => statSync(join(root, 'modules', name)).isDirectory() && name !== 'node_modules')
  return sourceFiles(root, table).flatMap((file) => checkFile({ root, file, table, modules }))
}

function checkFile(input: { root: string; file: string; table: Table; modules: string[] }): Violation[] {
  const { root, file, table, modules } = input
  const text = readFileSync(join(root, file), 'utf8')
  const lines = text.split('\n')
  const found: Violation[] = []
  const isTest = /\.test\.tsx?$/.test(file)
  const generated = file.includes('generated')
  if (lines.length > 500 && !generated) found.push({ file, line: 500, rule: 'file-length', detail: `${lines.length} lines; the most is 500` })
  lines.forEach((content, index) => {
    const at = { file, line: index + 1 }
    for (const target of importsOf(content)) {
      const detail = forbidden({ root, file, target, table, isTest })
      if (detail) found.push({ ...at, rule: 'edge', detail })
    }
    if (isTest || generated) return
    if (content.includes('process.env') && !file.startsWith('platform/') && !file.startsWith('apps/cli/') && !file.startsWith('testing/') && !file.startsWith('libraries/monai-deploy/') && !file.startsWith('bench/')) found.push({ ...at, rule: 'environment', detail: 'only platform/config reads the environment' })
    if (/\bDate\.now\(\)|new Date\(\)/.test(content) && /^(modules|platform)\//.test(file) && !file.startsWith('platform/clock/')) found.push({ ...at, rule: 'clock', detail: 'only platform/clock reads the time' })
    if (file.startsWith('modules/')) found.push(...foreignSchemas(content, file.split('/')[1] ?? '', modules).map((schema) => ({ ...at, rule: 'schema', detail: `names the schema of module ${schema}` })))
  })
  return found
}

function importsOf(line: string): string[] {
  return [...line.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1] as string)
}

function forbidden(input: { root: string; file: string; target: string; table: Table; isTest: boolean }): string | undefined {
  const { file, target, table, isTest } = input
  const from = roomOf(file, table)
  const path = targetPath(file, target)
  if (!path || !from) return undefined
  const to = roomOf(path, table)
  if (!to) return `imports ${target}, which is in no room`
  if (to === from && from === 'modules/*') {
    const [mine, theirs] = [file.split('/')[1], path.split('/')[1]]
    return mine === theirs ? undefined : `module ${mine} imports module ${theirs}; ask for a port instead`
  }
  // Tests may use the testing room; a test of a room may also build what it tests against.
  if (to === from || (isTest && to === 'testing')) return undefined
  return table.edges[from]?.includes(to) ? undefined : `${from} may not import ${to}`
}

function targetPath(file: string, target: string): string | undefined {
  if (target.startsWith('.')) return normalize(join(dirname(file), target))
  const scope = target.split('/').slice(0, 2).join('/')
  const room = packageRooms[scope]
  return room ? join(room, ...target.split('/').slice(2), 'index.ts') : undefined
}

function roomOf(path: string, table: Table): string | undefined {
  return table.rooms.find((row) => path === row.folder || path.startsWith(`${row.folder}/`))?.room
}

function foreignSchemas(line: string, own: string, modules: string[]): string[] {
  return modules.filter((name) => name !== own && new RegExp(`(?:from|into|update|join|table|selectFrom\\(|insertInto\\(|updateTable\\(|deleteFrom\\()\\s*['"\`]?${name}\\.[a-z_]+`, 'i').test(line))
}

function sourceFiles(root: string, table: Table): string[] {
  const walk = (folder: string): string[] =>
    existsSync(folder)
      ? readdirSync(folder).flatMap((name) => {
          const path = join(folder, name)
          if (name === 'node_modules' || name === 'dist' || name === 'planted') return []
          return statSync(path).isDirectory() ? walk(path) : /\.tsx?$/.test(name) ? [relative(root, path)] : []
        })
      : []
  return table.rooms.flatMap((row) => walk(join(root, row.folder)))
}
