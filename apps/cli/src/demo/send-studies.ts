import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type Dataset, text, writeFile } from '@clic/dicom'
import { CommandError } from '../command-error.ts'
import type { Way } from './way.ts'

const script = fileURLToPath(new URL('./hospital.ts', import.meta.url))

/** Writes objects as Part 10 files, a folder a study, as a modality would export them. */
export function writeStudy(folder: string, objects: readonly Dataset[]): void {
  mkdirSync(folder, { recursive: true })
  for (const [n, object] of objects.entries())
    writeFileSync(join(folder, `${String(n).padStart(4, '0')}-${text(object, 0x00080060)}.dcm`), writeFile(object))
}

type Sent = { stored: number } | { refused: string }

/** Sends everything below a folder by C-STORE from a process of its own. Returns how many were stored, or why it was turned away. */
export function sendFolder(way: Way, folder: string, callingAe: string): Promise<Sent> {
  return startSender(way, folder, callingAe).ended
}

/** The same over several associations, of folders that are made while others are under way already. */
export function sendWhileMaking(way: Way, callingAe: string) {
  const { child, ended } = startSender(way, '-', callingAe)
  return {
    /** A study that is whole on disk. Gives way, so that its name leaves this process before the next study is made. */
    add: async (folder: string) => {
      child.stdin?.write(`${folder}\n`)
      await new Promise((resolve) => setImmediate(resolve))
    },
    /** No more come; resolves when all are sent. */
    end: () => {
      child.stdin?.end()
      return ended
    },
  }
}

function startSender(way: Way, folder: string, callingAe: string): { child: ChildProcess; ended: Promise<Sent> } {
  const { dicom } = way.platform
  const child: ChildProcess = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      script,
      'send',
      folder,
      '127.0.0.1',
      String(dicom.port),
      callingAe,
      dicom.aeTitle,
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  // It may have been turned away and be gone while studies are still made.
  child.stdin?.on('error', () => undefined)
  const ended = new Promise<Sent>((resolve, reject) => {
    let last: { stored?: number; of?: number; refused?: string } = {}
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      last = JSON.parse(line)
      if (last.stored !== undefined) way.progress(`${last.stored} of ${last.of} objects sent`)
    })
    child.once('error', reject)
    child.once('close', () => {
      if (last.refused !== undefined) resolve({ refused: last.refused })
      else if (last.stored !== undefined) resolve({ stored: last.stored })
      else reject(new CommandError('The sending process ended without a word.', 1))
    })
  })
  return { child, ended }
}

export interface ResultReceiver {
  port: number
  received: { received: string; at: string; path: string }[]
  stop(): void
}

/** The hospital's own archive, to which SEG and SR come back. It ends with this process, however that ends. */
export function startReceiver(folder: string, aeTitle: string): Promise<ResultReceiver> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', script, 'receive', folder, aeTitle],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    )
    const received: ResultReceiver['received'] = []
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const said = JSON.parse(line) as { port?: number; failed?: string } & ResultReceiver['received'][number]
      if (said.port) resolve({ port: said.port, received, stop: () => child.kill('SIGTERM') })
      else if (said.received) received.push(said)
      else reject(new CommandError(`The hospital’s archive did not start: ${said.failed}`, 1))
    })
    child.once('error', reject)
  })
}
