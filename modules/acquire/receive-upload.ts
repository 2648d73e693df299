import { randomUUID } from 'node:crypto'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type Person, type Problem, problem, type uploadReportSchema } from '@clic/contracts'
import type { z } from 'zod'
import { decideReception } from './decide-reception.ts'
import { openIncoming } from './incoming-file.ts'
import { BodyTooLarge, bodyChunks } from './read-body.ts'
import { readZipDirectory, readZipEntry, type ZipEntry } from './read-zip.ts'
import { type Receiving, receiveObject } from './receive-object.ts'
import { answer } from './receive-stow.ts'
import { noteRefusedReception } from './refused-receptions.ts'
import type { AcquireSettings } from './settings.ts'

type Report = z.infer<typeof uploadReportSchema>

/** A zip file of DICOM files. A hostile one is refused from its directory, before anything is unpacked. */
export async function receiveUpload(
  receiving: Receiving,
  settings: AcquireSettings,
  given: { request: Request; person: Person; source?: string },
): Promise<Response> {
  const { context } = receiving
  const title = given.source ?? given.person.id
  const reception = await decideReception(context, { title, way: 'upload', peer: given.person.id, actor: given.person })
  if (!reception.ok) return answer(reception.problem)
  const path = join(context.folder, `upload-${randomUUID()}.zip`)
  const handle = openSync(path, 'wx+', 0o600)
  try {
    let size = 0
    for await (const chunk of bodyChunks(given.request, settings.upload.maxBytes)) {
      writeSync(handle, chunk, 0, chunk.byteLength, size)
      size += chunk.byteLength
    }
    const directory = readZipDirectory(handle, size, settings.upload)
    if (!directory.ok)
      return answer(
        await refused(
          receiving,
          title,
          given.person,
          problem(422, {
            code: directory.problem.code,
            title: 'The upload is refused',
            detail: directory.problem.reason,
            next: directory.problem.next,
          }),
        ),
      )
    return Response.json(await receiveEntries(receiving, handle, directory.entries.filter(isFile), title))
  } catch (error) {
    if (error instanceof BodyTooLarge)
      return answer(
        await refused(
          receiving,
          title,
          given.person,
          problem(413, {
            code: 'too-large',
            title: 'Too large',
            detail: `An upload has at most ${settings.upload.maxBytes} bytes.`,
            next: 'Send smaller files, or send by DICOM or STOW-RS.',
          }),
        ),
      )
    throw error
  } finally {
    closeSync(handle)
    rmSync(path, { force: true })
  }
}

async function receiveEntries(
  receiving: Receiving,
  handle: number,
  entries: ZipEntry[],
  source: string,
): Promise<Report> {
  const carrier = randomUUID()
  const report: Report = { entries: entries.length, stored: 0, duplicates: 0, refused: [], studies: [] }
  const studies = new Set<string>()
  for (const entry of entries) {
    const unpacked = readZipEntry(handle, entry)
    if (!unpacked.ok) {
      report.refused.push({ position: entry.position, ...unpacked.problem })
      continue
    }
    const file = openIncoming(receiving.context.files)
    file.write(unpacked.bytes)
    const receipt = await receiveObject(receiving, file, { source, way: 'upload', carrier, position: entry.position })
    if (!receipt.ok)
      report.refused.push({ position: entry.position, code: receipt.code, reason: receipt.reason, next: receipt.next })
    else {
      studies.add(receipt.studyId)
      if (receipt.state === 'stored') report.stored++
      else report.duplicates++
    }
  }
  // The archive is a whole: what it brought is complete.
  receiving.arrivals.ended(carrier, 'complete')
  return { ...report, studies: [...studies] }
}

/** Folders, the packing system's own files and the media directory are no objects. */
function isFile(entry: ZipEntry): boolean {
  const name = entry.name.split('/').at(-1) ?? ''
  return !entry.name.endsWith('/') && !entry.name.startsWith('__MACOSX/') && name !== '.DS_Store' && name !== 'DICOMDIR'
}

async function refused(receiving: Receiving, title: string, person: Person, value: Problem): Promise<Problem> {
  await noteRefusedReception(receiving.context, {
    way: 'upload',
    callingAe: title,
    calledAe: '',
    peer: person.id,
    reason: value.detail,
    next: value.next ?? '',
  })
  return value
}
