import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

/** Every value of every table of a database, each as the bytes it stands for; `where` names table and column. */
export async function* databaseBytes(url: string): AsyncGenerator<{ bytes: Buffer; where: string }> {
  const client = new pg.Client({
    connectionString: url,
    types: { getTypeParser: () => (text: string) => text } as unknown as pg.CustomTypesConfig,
  })
  await client.connect()
  try {
    const tables = await client.query<{ schema: string; name: string }>(
      "select table_schema as schema, table_name as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')",
    )
    for (const { schema, name } of tables.rows) {
      const rows = await client.query<Record<string, string | null>>(
        `select * from ${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`,
      )
      for (const row of rows.rows) {
        for (const [column, value] of Object.entries(row)) {
          if (value === null) continue
          const bytes = value.startsWith('\\x') ? Buffer.from(value.slice(2), 'hex') : Buffer.from(value, 'utf8')
          yield { bytes, where: `${schema}.${name}.${column}` }
        }
      }
    }
  } finally {
    await client.end()
  }
}

/** Every file below a folder: objects, logs, settings, and what a database keeps on disk. */
export function* fileBytes(folder: string): Generator<{ bytes: Buffer; where: string }> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* fileBytes(path)
    else if (entry.isFile()) {
      yield { bytes: Buffer.from(path), where: 'the name of a file' }
      yield { bytes: readFileSync(path), where: path }
    }
  }
}
