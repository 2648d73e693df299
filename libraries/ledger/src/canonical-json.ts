/** A value that JSON can carry. Members that are `undefined` are left out, as JSON.stringify does. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [member: string]: JsonValue | undefined }

/** Deeper nesting than this is refused: hostile input must not exhaust the stack. */
const MAX_DEPTH = 200

/**
 * Canonical JSON text by RFC 8785 (JCS): members sorted by UTF-16 code units, ECMAScript number text, no blanks.
 * Takes `unknown` so that typed records need no cast; throws TypeError, naming the place, for what JSON cannot carry
 * (NaN, infinities, bigint, functions, class instances such as Date, `undefined` in an array, lone surrogates).
 */
export function canonicalJson(value: unknown): string {
  return write(value, '$', 0)
}

function write(value: unknown, place: string, depth: number): string {
  if (depth > MAX_DEPTH) throw new TypeError(`canonical JSON: nested deeper than ${MAX_DEPTH} levels`)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return writeString(value, place)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`canonical JSON: ${place} is ${value}, which JSON cannot carry`)
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) {
    return `[${Array.from(value, (item: unknown, i) => write(item, `${place}[${i}]`, depth + 1)).join(',')}]`
  }
  if (typeof value === 'object' && isPlain(value)) {
    const members = Object.keys(value)
      .filter((name) => (value as Record<string, unknown>)[name] !== undefined)
      // RFC 8785 3.2.3: the default sort of ECMAScript is by UTF-16 code units, as required.
      .sort()
      .map((name) => {
        const member = write((value as Record<string, unknown>)[name], `${place}.${name}`, depth + 1)
        return `${writeString(name, place)}:${member}`
      })
    return `{${members.join(',')}}`
  }
  throw new TypeError(`canonical JSON: ${place} is a ${describe(value)}, which JSON cannot carry`)
}

function writeString(text: string, place: string): string {
  if (!text.isWellFormed()) throw new TypeError(`canonical JSON: ${place} holds a lone surrogate`)
  return JSON.stringify(text)
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function describe(value: unknown): string {
  return typeof value === 'object' && value !== null ? (value.constructor?.name ?? 'object') : typeof value
}

export type ParsedJson = { ok: true; value: JsonValue } | { ok: false; reason: string }

/**
 * Reads JSON bytes and accepts only the canonical text itself. One value has one text, so a changed blank, a doubled
 * member or another spelling of a number is refused.
 */
export function parseCanonicalJson(bytes: Uint8Array): ParsedJson {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    const value = JSON.parse(text) as JsonValue
    return canonicalJson(value) === text ? { ok: true, value } : { ok: false, reason: 'is JSON but not canonical JSON' }
  } catch (error) {
    return { ok: false, reason: `is not JSON in UTF-8 (${error instanceof Error ? error.name : 'unreadable'})` }
  }
}
