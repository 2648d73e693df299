import type { profileTagSchema } from '@clic/contracts'
import { annexRows, overrideProblem } from '@clic/deidentification'
import { dictionaryEntry, dictionaryTags } from '@clic/dicom'
import type { z } from 'zod'

type Tag = z.infer<typeof profileTagSchema>

/**
 * Elements of the standard whose number, keyword or name holds the search: `0010,0010`, `(0010,0010)`, `PatientName`, `patient name`.
 * What begins with it stands first.
 */
export function findTags(search: string, limit: number): Tag[] {
  const wanted = search.toLowerCase().replace(/[^a-z0-9]/g, '')
  if (wanted === '') return []
  const digits = /^[0-9a-f]{2,8}$/.test(wanted) && /\d/.test(wanted)
  const codes = new Map(annexRows().map((row) => [row.tag, row.basic]))
  const found: { tag: Tag; rank: number }[] = []
  for (const number of dictionaryTags()) {
    const tag = number.toString(16).toUpperCase().padStart(8, '0')
    const entry = dictionaryEntry(number)
    if (!entry || number >>> 16 < 2) continue
    const name = entry.keyword.toLowerCase()
    const byNumber = digits && tag.toLowerCase().startsWith(wanted)
    if (!byNumber && !name.includes(wanted)) continue
    const fixed = overrideProblem(tag, 'remove', { retainLongModifiedDates: false }) ?? null
    const rank = name === wanted ? 0 : byNumber ? 1 : name.startsWith(wanted) ? 2 : 3
    found.push({ tag: { tag, keyword: entry.keyword, vr: entry.vr, code: codes.get(tag) ?? null, fixed }, rank })
  }
  return found
    .sort((a, b) => a.rank - b.rank || (a.tag.tag < b.tag.tag ? -1 : 1))
    .slice(0, limit)
    .map((one) => one.tag)
}
