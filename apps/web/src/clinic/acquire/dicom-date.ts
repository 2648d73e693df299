import { date } from '../../words/format.ts'
import type { Language } from '../../words/make-words.ts'

/** A DICOM DA value (PS3.5 6.2, `YYYYMMDD`) as a person reads it; anything else as it stands. */
export function dicomDate(value: string, language: Language): string {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(value)
  return parts ? date(`${parts[1]}-${parts[2]}-${parts[3]}T12:00:00`, language) : value || '–'
}
