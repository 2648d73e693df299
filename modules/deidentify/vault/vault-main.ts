import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { systemClock } from '@clic/platform/clock'
import { migrate, openDatabase } from '@clic/platform/db'
import { createLog } from '@clic/platform/log'
import { settleAfterStart } from '@clic/platform/settle'
import { z } from 'zod'
import { addKeyVersion } from './key-file.ts'
import { openVault } from './open-vault.ts'
import { serveVault } from './serve-vault.ts'

const configSchema = z.object({
  /** Path of the Unix socket; its folder decides who may come near it. */
  socket: z.string().max(100),
  /** A database and a role of the vault's own. */
  databaseUrl: z.string(),
  keyFile: z.string(),
})

// The vault's process: `node vault-main.ts CONFIG` prints one JSON line when it answers. With `--new-key` it adds a key version
// that projects begun from the next start on stand on, and ends.
const [file, option] = process.argv.slice(2)
try {
  if (!file) throw new Error('Give the vault’s configuration file: node vault-main.ts CONFIG')
  const config = configSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  if (option === '--new-key') {
    process.stdout.write(`${JSON.stringify({ keyVersion: addKeyVersion(config.keyFile) })}\n`)
    process.exit(0)
  }
  const log = createLog({ clock: systemClock, zone: 'vault' })
  const { db, close: closeDatabase } = openDatabase(config.databaseUrl, 3)
  await migrate(db, [{ owner: 'vault', folder: fileURLToPath(new URL('./migrations', import.meta.url)) }])
  const vault = await openVault({ db, clock: systemClock, keyFile: config.keyFile })
  const server = await serveVault(vault, {
    socket: config.socket,
    // The name of an error and nothing of its message: a message can repeat what was asked.
    failed: (operation, error) =>
      log.error('vault.failed', { operation, error: error instanceof Error ? error.name : 'unknown' }),
  })
  process.stdout.write(`${JSON.stringify({ ready: true, pid: process.pid, keyVersion: vault.keys.current })}\n`)
  const stop = () => {
    server
      .close()
      .then(closeDatabase)
      .then(
        () => process.exit(0),
        () => process.exit(1),
      )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  settleAfterStart()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
