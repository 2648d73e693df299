import { createHash } from 'node:crypto'
import type { Identity } from '../make-dicom/index.ts'

/** A form in which an identifier could have crossed the wall; `of` says which identifier without saying it. */
export interface PlantedForm {
  of: string
  form: string
  bytes: Buffer
}

/** Every identifier of an invented patient, in every encoding in which a program might carry it along. */
export function plantedForms(identity: Identity, n: number): PlantedForm[] {
  const cpr = identity.cpr.replace('-', '')
  const given = identity.given.join(' ')
  const values: [string, string][] = [
    ['cpr', cpr],
    ['cpr with hyphen', identity.cpr],
    ['name', identity.name],
    ['name', `${given} ${identity.family}`],
    ['name', `${identity.family}, ${given}`],
    ['family name', identity.family],
    ['accession number', identity.accession],
    ['address', identity.address],
    ['telephone', identity.phone],
    ['e-mail', identity.email],
  ]
  return values.flatMap(([what, value]) =>
    encodings(value).map(([form, bytes]) => ({ of: `${what} of person ${n}`, form, bytes })),
  )
}

function encodings(value: string): [string, Buffer][] {
  const utf8 = Buffer.from(value, 'utf8')
  const latin1 = Buffer.from(value, 'latin1')
  const utf16 = Buffer.from(value, 'utf16le')
  const sha256 = [utf8, latin1].map((bytes) => createHash('sha256').update(bytes).digest())
  return [
    ['UTF-8', utf8],
    ['UTF-8, upper case', Buffer.from(value.toUpperCase(), 'utf8')],
    ['UTF-8, lower case', Buffer.from(value.toLowerCase(), 'utf8')],
    ['Latin-1', latin1],
    ['UTF-16 little endian', utf16],
    ['UTF-16 big endian', Buffer.from(utf16).swap16()],
    ['URL', Buffer.from(encodeURIComponent(value))],
    [
      'JSON escapes',
      Buffer.from(value.replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)),
    ],
    ...[utf8, latin1].flatMap((bytes) => base64Forms(bytes).map((form): [string, Buffer] => ['base64', form])),
    ['hexadecimal', Buffer.from(utf8.toString('hex'))],
    ...sha256.flatMap((digest): [string, Buffer][] => [
      ['SHA-256', digest],
      ['SHA-256 in hexadecimal', Buffer.from(digest.toString('hex'))],
      ['SHA-256 in base64', Buffer.from(digest.toString('base64').slice(0, 42))],
    ]),
  ]
}

/** Within a longer base64 text a value may begin at any of three places of a group; the letters at its borders depend on its neighbours. */
function base64Forms(bytes: Buffer): Buffer[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const firstSure = before === 0 ? 0 : before + 1
    const lastSure = Math.floor(((before + bytes.length) * 8) / 6)
    return Buffer.from(text.slice(firstSure, lastSure))
  })
}
