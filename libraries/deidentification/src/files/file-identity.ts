import { findShapes } from '../danish/find-identifiers.ts'
import { kinInFront } from '../danish/kin-words.ts'
import { notNames } from '../danish/name-lists.ts'
import { type KnownIdentity, nobody } from '../subject.ts'
import { cdaIdentity } from './cda-identity.ts'
import { fhirIdentity } from './fhir-identity.ts'
import type { FileKind } from './file-kind.ts'
import { gunzipHead } from './gunzip-bounded.ts'
import { readPdf } from './pdf-reading.ts'
import { wideText } from './wide-text.ts'

/** Whom a file names, as far as it has places for that: CDA and FHIR in their elements, other files by the CPR numbers in their texts. */
export async function identityInFile(kind: FileKind, input: Uint8Array): Promise<KnownIdentity> {
  switch (kind) {
    case 'cda':
      return cdaIdentity(input)
    case 'fhir':
      return withOnlyNumber(fhirIdentity(input), input)
    case 'pdf': {
      const read = await readPdf(input)
      return 'refusal' in read ? nobody() : identityInText(read.words)
    }
    case 'jpeg':
    case 'png':
    case 'tiff':
    case 'nifti':
      return identityInHead(input)
    case 'nifti-gz':
      return identityInText(printable(gunzipHead(input.subarray(0, 1 << 16), 1 << 16)))
    default:
      return nobody()
  }
}

/** Capitalised words behind the label, on its line; "von" and the like between them. Case counts: else any word would do for a capitalised one. */
const label =
  /(?:[Pp]atient(?:ens [Nn]avn|[Nn]avn)?|PATIENT(?:NAVN)?|[Nn]avn|NAVN|[Pp]atient [Nn]ame|PATIENT NAME|[Nn]ame|NAME)[ \t]*[:=][ \t]*(\p{Lu}[\p{L}'’-]+(?:(?:[ ,^]+|[ ](?:von|van|van der|de|de la|der|den|af|el|al|bin) )\p{Lu}[\p{L}'’-]+){1,4})/gu

/** By the words in front of a picture; the first bytes of a file are enough. */
export function identityInHead(head: Uint8Array): KnownIdentity {
  return identityInText(printable(head))
}

/**
 * Where FHIR says nowhere whose it is by a number, the one CPR number in what it tells that is not said to be a relative's: in a narrative, whose tags
 * may cut it, or an answer.
 */
function withOnlyNumber(known: KnownIdentity, input: Uint8Array): KnownIdentity {
  if (known.patientIds.length > 0) return known
  const told = Buffer.from(input)
    .toString('utf8')
    .replace(/"data"\s*:\s*"[^"]*"/g, '')
    .replace(/<\/?(?:b|i|u|em|strong|small|span|a|tt|font|sub|sup)\b[^<>]*>/gi, '')
    .replace(/<[^<>]*>/g, '\n')
  const [only, ...others] = new Set(cprNumbers(told, (before) => !ofKin(before)))
  if (only === undefined || others.length > 0) return known
  return { ...known, patientIds: [{ issuer: '', value: only }] }
}

const kin = [...kinInFront, ...'mother father sister brother daughter son wife husband aunt uncle cousin'.split(' ')]

/** "Moster (cpr", "hendes mor, cpr-nr."; "62-årig mand, cpr" is the patient. */
function ofKin(before: string): boolean {
  const word = `(?<!\\p{L})(?<!(?:årige?t?|year[- ]old|y/o)\\s)(?:${kin.join('|')})(?!\\p{L})`
  return new RegExp(`${word}(?:[^\\n.;]|\\.(?!\\s+\\p{Lu})){0,60}$`, 'iu').test(before)
}

function cprNumbers(text: string, counts: (before: string) => boolean = () => true): string[] {
  return findShapes(text)
    .filter((span) => span.kind === 'cpr' && counts(text.slice(Math.max(0, span.start - 100), span.start)))
    .map((span) => text.slice(span.start, span.end).replace(/\D/g, ''))
    .filter((digits) => digits.length === 10)
}

/** CPR numbers, and names that stand behind "Navn:". */
function identityInText(text: string): KnownIdentity {
  const numbers = cprNumbers(text)
  const names = Array.from(text.matchAll(label), (found) => {
    const words = found[1]!.split(/[ ,^]+/).filter((word) => !notNames.has(word.toLowerCase()))
    return { family: words.at(-1) ?? '', given: words.slice(0, -1) }
  })
  return { ...nobody(), patientIds: [...new Set(numbers)].map((value) => ({ issuer: '', value })), names }
}

/** The words in front of the picture, in one and in two bytes a letter. */
function printable(input: Uint8Array): string {
  const head = Buffer.from(input.buffer, input.byteOffset, Math.min(input.length, 256 << 10))
  const runs = (text: string) => (text.match(/[\x20-\x7e\xa0-\xff]{6,}/g) ?? []).join('\n')
  return `${runs(head.toString('latin1'))}\n${runs(wideText(head))}`
}
