import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type Dataset, writeFile } from '@clic/dicom'
import { danishIdentity, fhirBundle, identifiedStudy, phantomCase } from '../../../../testing/make-dicom/index.ts'

const script = fileURLToPath(new URL('../../../cli/src/demo/hospital.ts', import.meta.url))

export const structures = [
  { value: 1, name: 'rear part' },
  { value: 2, name: 'front part' },
] as const

/** The nth study of the walk as the hospital holds it: an invented person with a phantom in the head. */
export function hospitalStudy(n: number, withMask: boolean): Dataset[] {
  const { image, labels } = phantomCase(`walk ${n}`)
  const made = identifiedStudy({
    seed: `walk ${n}`,
    identity: danishIdentity(`walk ${n}`),
    image,
    ...(withMask ? { labels } : {}),
    structures,
    description: 'MR phantom T1',
    bodyPart: 'BRAIN',
  })
  return made.segmentation ? [...made.images, made.segmentation] : made.images
}

/** The health record of the same person. */
export function healthRecord(n: number): Record<string, unknown> {
  return fhirBundle(danishIdentity(`walk ${n}`), `walk-${n}`)
}

/** Sends objects by C-STORE from a process of its own, as the hospital's archive does. Returns how many were stored. */
export async function sendByDicom(
  folder: string,
  objects: readonly Dataset[],
  to: { aeTitle: string; port: number },
): Promise<number> {
  mkdirSync(folder, { recursive: true })
  for (const [n, object] of objects.entries())
    writeFileSync(join(folder, `${String(n).padStart(5, '0')}.dcm`), writeFile(object))
  const child = hospital(['send', folder, '127.0.0.1', String(to.port), 'HOSPITAL', to.aeTitle])
  let last: { stored?: number; refused?: string } = {}
  createInterface({ input: child.stdout }).on('line', (line) => {
    last = JSON.parse(line) as typeof last
  })
  await new Promise((resolve) => child.once('close', resolve))
  if (last.stored === undefined)
    throw new Error(`the hospital sent nothing: ${last.refused ?? 'it ended without a word'}`)
  return last.stored
}

export interface Archive {
  port: number
  /** SOP classes of what has come back. */
  received: string[]
  stop(): void
}

/** The hospital's archive, which results come back to. */
export function startArchive(folder: string): Promise<Archive> {
  const child = hospital(['receive', folder, 'HOSPITAL'])
  const received: string[] = []
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as { port?: number; failed?: string; received?: string }
      if (said.port) resolve({ port: said.port, received, stop: () => child.kill('SIGTERM') })
      else if (said.received) received.push(said.received)
      else reject(new Error(said.failed))
    })
  })
}

function hospital(args: string[]) {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
