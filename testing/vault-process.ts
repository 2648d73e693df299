import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testDatabase } from './database.ts'
import { endNode, startNode } from './server-process.ts'

export interface VaultProcess {
  /** For the setting `deidentify.vaultSocket`. */
  socket: string
  keyFile: string
  /** As `vault-main.ts` is started with it. */
  configFile: string
  databaseUrl: string
  start(): Promise<void>
  stop(): Promise<void>
  kill(): Promise<void>
  close(): Promise<void>
}

/** The vault as a process of its own with its own database, so that a test can take its life. Not started yet. */
export async function vaultProcess(): Promise<VaultProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'clic-vault-'))
  const database = await testDatabase('vault')
  const [socket, keyFile, configFile] = [
    join(folder, 'vault.sock'),
    join(folder, 'vault.key'),
    join(folder, 'vault.json'),
  ]
  writeFileSync(configFile, JSON.stringify({ socket, databaseUrl: database.url, keyFile }), { mode: 0o600 })
  let child: ChildProcess | undefined
  const end = async (signal: NodeJS.Signals) => {
    if (child) await endNode(child, signal)
    child = undefined
  }
  return {
    socket,
    keyFile,
    configFile,
    databaseUrl: database.url,
    async start() {
      child ??= (await startNode('modules/deidentify/vault/vault-main.ts', configFile)).child
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async close() {
      await end('SIGKILL')
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
