/**
 * Says why a name must not stand in an archive, or undefined. Refused is whatever another tool could unpack outside of
 * its folder or onto another file: absolute names, `..`, backslashes, drive letters, control characters.
 */
export function zipNameFault(name: string): string | undefined {
  if (name === '' || Buffer.byteLength(name) > 512) return 'is empty or longer than 512 bytes'
  if (!name.isWellFormed() || name.normalize('NFC') !== name) return 'is not Unicode in composed form (NFC)'
  if (/[\u0000-\u001f\u007f\\:*?"<>|]/.test(name)) return 'holds a control character or one of \\ : * ? " < > |'
  const segments = name.split('/')
  if (segments.some((segment) => segment === '')) return 'is absolute, or has an empty part'
  if (segments.some((segment) => /^\.+$/.test(segment) || /[. ]$/.test(segment)))
    return 'has a part that leads elsewhere'
  return undefined
}

/** Two names that some file system takes for one have the same key. */
export function zipNameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}
