import { join } from 'node:path'
import type { PartsResult, Subject } from '@clic/deidentification'
import type { FileRow } from './file-row.ts'
import type { WorkedFile } from './process-file.ts'

export function judgedRow({ number }: WorkedFile, output: string, result: PartsResult): FileRow {
  return result.status === 'quarantined'
    ? { number, kind: 'dicom', ...result }
    : { number, status: 'released', output, proof: result.proof }
}

/** Whether it may leave after its pixels or its document were seen to. */
export function asksForLook(result: { status: string; code?: string }): boolean {
  return result.status === 'quarantined' && /^(?:look-|document-not-cleaned)/.test(result.code ?? '')
}

/** Where the output stands below the folder that is written to. */
export function outputOf(
  file: WorkedFile,
  subject: Subject,
  made: { sopInstanceUid: string; seriesInstanceUid: string },
): string {
  const name = `${made.sopInstanceUid}${file.repeat > 0 ? `-${file.repeat + 1}` : ''}.dcm`
  return join(subject.pseudonym, made.seriesInstanceUid || 'no-series', name)
}

/** What went wrong without anybody’s having judged the file. */
export function failedRow(number: number, error: unknown): FileRow {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'bug'
  const known: Record<string, string> = {
    ENOENT: 'The file is gone.',
    EACCES: 'The file may not be read or written.',
    ENOSPC: 'The disk is full.',
    ECHANGED: 'The file was changed while it was read.',
    EISDIR: 'It is a folder.',
  }
  return {
    number,
    status: 'failed',
    code,
    reason: known[code] ?? 'The program met something it was not made for.',
    next: known[code]
      ? 'Put it right and run again; finished files are written over with the same bytes.'
      : 'Report it with the code and the kind of object; do not send the object.',
  }
}
