export interface MultipartType {
  boundary: string
  /** Media type of the parts (`type` parameter), lower case; empty when not said. */
  type: string
}

export type MultipartTypeResult =
  | { ok: true; multipart: MultipartType }
  | { ok: false; problem: { kind: 'not-multipart'; message: string } }

const TOKEN = /^\s*;\s*([!#$%&'*+.^_`|~\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))/

/** 1 to 70 characters, no space at the end (RFC 2046 5.1.1). */
const BOUNDARY = /^[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]$/

/** Reads `multipart/related; type="application/dicom"; boundary=…` (RFC 2387), quoted or not, in any order. */
export function parseMultipartType(contentType: string | null | undefined): MultipartTypeResult {
  const parameters = new Map<string, string>()
  const [, media = '', tail = ''] = /^\s*([^\s;]+)\s*(.*)$/s.exec(contentType ?? '') ?? []
  for (let rest = tail; ; ) {
    const found = TOKEN.exec(rest)
    if (!found) break
    const [whole, name = '', quoted, plain = ''] = found
    parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain)
    rest = rest.slice(whole.length)
  }
  const boundary = parameters.get('boundary') ?? ''
  if (media.toLowerCase() === 'multipart/related' && BOUNDARY.test(boundary)) {
    return { ok: true, multipart: { boundary, type: (parameters.get('type') ?? '').toLowerCase() } }
  }
  const message =
    'The content type is not multipart/related with a boundary. Send multipart/related; type="application/dicom".'
  return { ok: false, problem: { kind: 'not-multipart', message } }
}
