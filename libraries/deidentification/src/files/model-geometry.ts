import { createHmac } from 'node:crypto'
import { type FileJob, fired } from './file-result.ts'

/**
 * A 3D model with its geometry only. Names in OBJ and MTL, by which the two find each other, are keyed; comments, headers and file names
 * go. Undefined when it holds anything else.
 */
export function plainModel(form: 'stl' | 'obj' | 'mtl', bytes: Buffer, job: FileJob): Buffer | undefined {
  fired(job, 'faces-not-removed')
  if (form !== 'stl') return lines(bytes, form === 'obj' ? objLine : mtlLine, job)
  if (bytes.length >= 84 && 84 + 50 * bytes.readUInt32LE(80) === bytes.length) return plainFacets(bytes)
  return /^\s*solid/.test(bytes.toString('latin1', 0, 40)) ? lines(bytes, stlLine, job) : undefined
}

/** Corners and normals; not the 80 bytes in front, nor the two behind each facet that programs use as they like. */
function plainFacets(bytes: Buffer): Buffer {
  const made = Buffer.from(bytes)
  made.fill(0, 0, 80)
  for (let at = 84 + 48; at < made.length; at += 50) made.fill(0, at, at + 2)
  return made
}

type LineRule = (line: string, key: (name: string) => string) => string | '' | undefined

/** `''` drops a line, undefined refuses the model. */
function lines(bytes: Buffer, rule: LineRule, job: FileJob): Buffer | undefined {
  const key = (name: string) =>
    `n${createHmac('sha256', job.terms.subject.uidKey).update(`model ${name}`).digest('hex').slice(0, 12)}`
  const made: string[] = []
  for (const line of bytes
    .toString('latin1')
    .replace(/\0+$/, '')
    .split(/\r\n|\n|\r/)) {
    const kept = line.trim() === '' ? '' : rule(line.trim(), key)
    if (kept === undefined) return undefined
    if (kept === '' && line.trim() !== '') fired(job, 'header-text-removed')
    if (kept !== '') made.push(kept)
  }
  return Buffer.from(`${made.join('\n')}\n`, 'latin1')
}

const number = String.raw`[-+]?(?:\d{1,9}(?:\.\d{0,12})?|\.\d{1,12})(?:[eE][-+]?\d{1,3})?`
const numbers = String.raw`(?:\s+${number}){1,8}`
const stl = new RegExp(`^(?:(?:facet normal|vertex)${numbers}|outer loop|endloop|endfacet)$`)
const obj = new RegExp(
  String.raw`^(?:v|vt|vn|vp|s)${numbers}$|^s off$|^[flp](?:\s+-?\d{1,10}(?:\/-?\d{0,10}){0,2}){1,64}$`,
)
const mtl = new RegExp(`^(?:Ka|Kd|Ks|Ke|Ns|Ni|Tr|Tf|d|illum|Pr|Pm|Ps|Pc|Pcr|aniso|anisor)${numbers}$`)

const stlLine: LineRule = (line) =>
  stl.test(line)
    ? line
    : /^solid\b/.test(line)
      ? 'solid model'
      : /^endsolid\b/.test(line)
        ? 'endsolid model'
        : undefined

const objLine: LineRule = (line, key) => {
  if (obj.test(line)) return line
  const named = /^(o|g|usemtl)\s+(.{1,200})$/.exec(line)
  if (named) return `${named[1]} ${key(named[2]!)}`
  return /^(?:#|mtllib\b|g$)/.test(line) ? '' : undefined
}

const mtlLine: LineRule = (line, key) => {
  if (mtl.test(line)) return line
  const named = /^newmtl\s+(.{1,200})$/.exec(line)
  if (named) return `newmtl ${key(named[1]!)}`
  return /^(?:#|map_|bump\b|disp\b|decal\b|refl\b|norm\b)/.test(line) ? '' : undefined
}
