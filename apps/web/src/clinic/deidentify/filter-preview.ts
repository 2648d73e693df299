import { elementName } from './profile-draft.ts'
import type { Preview } from './profile-preview.tsx'

type Row = Preview['rows'][number]

export const filters = ['differs', 'changed', 'removed', 'added', 'kept', 'all'] as const
export type Filter = (typeof filters)[number]

/** Rows of a kind whose element or value holds the search; small and capital letters are the same. */
export function shownRows(rows: readonly Row[], filter: Filter, search: string): Row[] {
  const wanted = search.trim().toLowerCase()
  const number = wanted.replace(/[(),\s]/g, '')
  return rows.filter((row) => {
    if (!isOf(row, filter)) return false
    if (wanted === '') return true
    const texts = [row.keyword, elementName(row.keyword), row.before?.text ?? '', row.after?.text ?? '']
    return row.tag.toLowerCase().includes(number) || texts.some((text) => text.toLowerCase().includes(wanted))
  })
}

function isOf(row: Row, filter: Filter): boolean {
  if (filter === 'all') return true
  // What is written about the de-identification itself is no change of what was there.
  if (filter === 'differs') return row.outcome !== 'kept' && row.outcome !== 'added'
  if (filter === 'changed') return row.outcome === 'changed' || row.outcome === 'emptied'
  return row.outcome === filter
}
