import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type EdgeTable, readEdges } from './check-edges.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
export const architectureFile = fileURLToPath(new URL('../../ARCHITECTURE.md', import.meta.url))

/** The table of allowed edges as Markdown: one row a room. */
function edgesText(table: EdgeTable): string {
  const rows = table.rooms.map(
    ({ room, folder }) => `| ${room} | \`${folder}/\` | ${table.edges[room]?.join(', ') || 'nothing of ours'} |`,
  )
  return ['| room | folder | may import |', '|---|---|---|', ...rows].join('\n')
}

/** The text with the table between its markers; unchanged when it has none. */
export function withEdges(text: string, table: EdgeTable): string {
  return text.replace(
    /<!-- edges -->[\s\S]*<!-- \/edges -->/,
    () => `<!-- edges -->\n${edgesText(table)}\n<!-- /edges -->`,
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(architectureFile, withEdges(readFileSync(architectureFile, 'utf8'), readEdges(root)))
