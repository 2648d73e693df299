import rows from './generated/sop-classes.json' with { type: 'json' }

/** Name of a storage SOP class (or of the media directory); undefined for one that the standard does not know. */
export function sopClassName(uid: string): string | undefined {
  return Object.hasOwn(rows, uid) ? (rows as Record<string, string>)[uid] : undefined
}
