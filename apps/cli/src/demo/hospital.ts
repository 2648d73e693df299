import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createDicomListener, openAssociation, part10Header, readFileMeta } from '@clic/dicom'

/**
 * The hospital's side of the demonstration, a process of its own: `hospital.ts send FOLDER HOST PORT CALLING CALLED` sends every
 * file below a folder by C-STORE; `hospital.ts receive FOLDER AE` listens for results and prints its port.
 */
const [command, ...args] = process.argv.slice(2)
if (command === 'send') await send(args)
else if (command === 'receive') await receive(args)
else process.exit(2)

async function send([folder, host, port, callingAe, calledAe]: string[]): Promise<void> {
  const files = filesBelow(folder as string)
  const contexts = new Map<string, { sopClassUid: string; transferSyntax: string }>()
  for (const file of files) {
    const meta = readFileMeta(readFileSync(file))
    if (meta.ok)
      contexts.set(`${meta.value.sopClassUid} ${meta.value.transferSyntax}`, {
        sopClassUid: meta.value.sopClassUid,
        transferSyntax: meta.value.transferSyntax,
      })
  }
  const opened = await openAssociation({
    host: host as string,
    port: Number(port),
    callingAe: callingAe as string,
    calledAe: calledAe as string,
    contexts: [...contexts.values()],
  })
  if (!opened.ok) {
    process.stdout.write(`${JSON.stringify({ refused: opened.problem.message })}\n`)
    process.exit(3)
  }
  let stored = 0
  for (const path of files) {
    const answer = await opened.association.store({ path })
    if (answer.ok) stored++
    if (stored % 500 === 0) process.stdout.write(`${JSON.stringify({ stored, of: files.length })}\n`)
  }
  await opened.association.release()
  process.stdout.write(`${JSON.stringify({ stored, of: files.length, done: true })}\n`)
}

async function receive([folder, aeTitle]: string[]): Promise<void> {
  mkdirSync(folder as string, { recursive: true })
  const listening = await createDicomListener({
    aeTitle: aeTitle as string,
    port: 0,
    onStore: ({ affectedSopClassUid: sopClassUid, affectedSopInstanceUid: sopInstanceUid, transferSyntax }) => {
      const chunks: Buffer[] = []
      return {
        write: (chunk) => {
          chunks.push(chunk)
          return undefined
        },
        commit: async () => {
          const path = join(folder as string, `${sopInstanceUid}.dcm`)
          writeFileSync(path, Buffer.concat([part10Header({ sopClassUid, sopInstanceUid, transferSyntax }), ...chunks]))
          process.stdout.write(`${JSON.stringify({ received: sopClassUid, at: new Date().toISOString(), path })}\n`)
          return { status: 0 }
        },
        abort: () => undefined,
      }
    },
  })
  process.stdout.write(
    `${JSON.stringify(listening.ok ? { port: listening.listener.port } : { failed: listening.problem.message })}\n`,
  )
  process.on('SIGTERM', () => process.exit(0))
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))
}
