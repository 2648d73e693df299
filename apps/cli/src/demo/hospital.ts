import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createDicomListener, type OpenResult, openAssociation, part10Header, readFileMeta } from '@clic/dicom'

/**
 * The hospital's side of the demonstration, a process of its own: `hospital.ts send FOLDER HOST PORT CALLING CALLED` sends every
 * file below a folder by C-STORE; with `-` the folders come as lines, and several associations carry them, as an archive does that has
 * much to send. `hospital.ts receive FOLDER AE` listens for results and prints its port, until its standard input closes.
 */
const atOnce = 4
const [command, ...args] = process.argv.slice(2)
if (command === 'send') await send(args)
else if (command === 'receive') await receive(args)
else process.exit(2)

async function send([folder, host, port, callingAe, calledAe]: string[]): Promise<void> {
  const to: Peer = {
    host: host as string,
    port: Number(port),
    callingAe: callingAe as string,
    calledAe: calledAe as string,
  }
  const told = folder === '-'
  const folders = told ? createInterface({ input: process.stdin })[Symbol.asyncIterator]() : [folder as string].values()
  const counted = { stored: 0, of: 0 }
  await Promise.all(Array.from({ length: told ? atOnce : 1 }, () => sendFolders(to, folders, counted)))
  process.stdout.write(`${JSON.stringify({ ...counted, done: true })}\n`)
}

type Peer = { host: string; port: number; callingAe: string; calledAe: string }
type Context = { sopClassUid: string; transferSyntax: string }
type Opened = { association: Extract<OpenResult, { ok: true }>['association']; contexts: Set<string> }

/** One association for as long as what is to be sent fits what it was opened for. */
async function sendFolders(
  to: Peer,
  folders: AsyncIterator<string> | Iterator<string>,
  counted: { stored: number; of: number },
): Promise<void> {
  let open: Opened | undefined
  for (let next = await folders.next(); !next.done; next = await folders.next()) {
    const files = filesBelow(next.value)
    counted.of += files.length
    const contexts = contextsOf(files)
    if (open && [...contexts.keys()].some((one) => !open?.contexts.has(one))) {
      await open.association.release()
      open = undefined
    }
    open ??= await opened(to, contexts)
    for (const path of files) {
      const answer = await open.association.store({ path })
      if (answer.ok) counted.stored++
      if (counted.stored % 500 === 0) process.stdout.write(`${JSON.stringify(counted)}\n`)
    }
  }
  await open?.association.release()
}

async function opened(to: Peer, contexts: Map<string, Context>): Promise<Opened> {
  const answer = await openAssociation({ ...to, contexts: [...contexts.values()] })
  if (answer.ok) return { association: answer.association, contexts: new Set(contexts.keys()) }
  process.stdout.write(`${JSON.stringify({ refused: answer.problem.message })}\n`)
  process.exit(3)
}

function contextsOf(files: string[]): Map<string, Context> {
  const contexts = new Map<string, Context>()
  for (const file of files) {
    const meta = readFileMeta(readFileSync(file))
    if (!meta.ok) continue
    const { sopClassUid, transferSyntax } = meta.value
    contexts.set(`${sopClassUid} ${transferSyntax}`, { sopClassUid, transferSyntax })
  }
  return contexts
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
  // Nothing is ever written there: it ends when who started this is gone, also by a kill that nobody can catch.
  process.stdin.resume().once('close', () => process.exit(0))
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))
}
