import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { checkLine, type LineRules, schemaOwners } from './house-rules.ts'

export interface EdgeTable {
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
  '@clic/contracts': 'contracts',
  '@clic/platform': 'platform',
  '@clic/modules': 'modules',
  '@clic/dicom': 'libraries/dicom',
  '@clic/deidentification': 'libraries/deidentification',
  '@clic/statistics': 'libraries/statistics',
  '@clic/monai-deploy': 'libraries/monai-deploy',
  '@clic/ledger': 'libraries/ledger',
  '@clic/server': 'apps/server',
  '@clic/cli': 'apps/cli',
  '@clic/web': 'apps/web',
}

export function readEdges(root: string): EdgeTable {
  return JSON.parse(readFileSync(join(root, 'testing/boundaries/allowed-edges.json'), 'utf8')) as EdgeTable
}

/**
 * Checks every import of the checkout against the table of allowed edges, and the house rules that no linter knows: file length,
 * environment and clock read in one place, no SQL over another's schema, no state outside functions.
 */
export function checkEdges(root: string): Violation[] {
  const table = readEdges(root)
  const owners = schemaOwners(root)
  return sourceFiles(root, table).flatMap((file) => checkFile({ root, file, table, owners }))
}

function checkFile(input: { root: string; file: string; table: EdgeTable; owners: LineRules['owners'] }): Violation[] {
  const { root, file, table, owners } = input
  const lines = readFileSync(join(root, file), 'utf8').split('\n')
  const found: Violation[] = []
  const isTest = /\.test\.tsx?$/.test(file)
  const generated = file.includes('generated')
  if (lines.length > 500 && !generated)
    found.push({ file, line: 500, rule: 'file-length', detail: `${lines.length} lines; the most is 500` })
  lines.forEach((content, index) => {
    const at = { file, line: index + 1 }
    for (const target of importsOf(content)) {
      const detail = forbidden({ file, target, table, isTest })
      if (detail) found.push({ ...at, rule: 'edge', detail })
    }
    if (!isTest && !generated) found.push(...checkLine({ file, content, owners }).map((one) => ({ ...at, ...one })))
  })
  return found
}

/** What a line imports: static, dynamic, re-exported, required, or named by an address relative to the file. */
function importsOf(line: string): string[] {
  const named = [...line.matchAll(/(?:\bfrom|\bimport|\brequire|\bresolve)\s*\(?\s*['"`]([^'"`$]+)['"`]/g)]
  const addressed = [...line.matchAll(/new URL\(\s*['"`](\.{1,2}\/[^'"`$]+)['"`]/g)].filter(
    (match) => !/\/(node_modules|migrations|runtime|docs|tests?)(\/|$)/.test(match[1] as string),
  )
  return [...named, ...addressed].map((match) => match[1] as string)
}

function forbidden(input: { file: string; target: string; table: EdgeTable; isTest: boolean }): string | undefined {
  const { file, target, table, isTest } = input
  const from = roomOf(file, table)
  const path = targetPath(file, target)
  if (!path || !from) return undefined
  const to = roomOf(path, table)
  // An address may name a folder that is no room (the whole checkout, the Python runtime); an import may not.
  if (!to) return /\.tsx?$/.test(path) ? `imports ${target}, which is in no room` : undefined
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

function roomOf(path: string, table: EdgeTable): string | undefined {
  return table.rooms.find((row) => path === row.folder || path.startsWith(`${row.folder}/`))?.room
}

function sourceFiles(root: string, table: EdgeTable): string[] {
  const walk = (folder: string): string[] =>
    existsSync(folder)
      ? readdirSync(folder).flatMap((name) => {
          const path = join(folder, name)
          if (name === 'node_modules' || name === 'dist' || name === 'planted') return []
          return statSync(path).isDirectory() ? walk(path) : /\.tsx?$/.test(name) ? [relative(root, path)] : []
        })
      : []
  // A room can lie inside another.
  return [...new Set(table.rooms.flatMap((row) => walk(join(root, row.folder))))]
}
