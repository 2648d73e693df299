import { keyword } from '@clic/dicom'
import { alsoIdentifying, namespaces } from './also-identifying.ts'
import type { Action, ProfileOptions } from './profile.ts'

/** An element that is not in the table of PS3.15, as it is written out. */
interface Unlisted {
  tag: number
  vr: string
  raw: Uint8Array
}

const long = new Set(['LT', 'ST', 'UT'])
const codeMeaning = 0x00080104
const longCodeValue = 0x00080119
/** UI elements that name a class, an encoding or a scheme, never an instance. */
const classUids = new Set([
  0x00080016, 0x0008001a, 0x0008001b, 0x00080062, 0x0008040e, 0x00081150, 0x0008115a, 0x00083002, 0x00340003,
  0x04000010, 0x04000510, 0x30100052, 0x30100053,
])
/** UI elements that name a scheme of codes or where one is written down: a public one, or that of a house. */
const schemeUids = new Set([0x0008010c, 0x00080117, 0x00080118])
/** DICOM’s own, those of HL7’s register, of IHE and of PixelMed, whose schemes many use, and of ISO. */
const publicRoot = /^(?:1\.2\.840\.10008|2\.16\.840\.1\.113883|1\.3\.6\.1\.4\.1\.(?:19376|5962)|1\.0)\./
/** URL of a coding scheme, without a person's name or a key in it; and the code itself as a URN. */
const publicUrl = /^(?:https?:\/\/[\w.-]+(?:\/[\w./#-]*)?|urn:(?:oid|iso|lex|ietf):[\w.:-]+)$/i
/** Radiation Machine Name of RT Image, which must be there: Treatment Machine Name, the same of a plan, is in the table. */
const radiationMachine = 0x30020020

/** What to do where the table says nothing: kept when nothing in it can name a person, and swept; otherwise not. */
export function unlistedAction(leaf: Unlisted, options: ProfileOptions): Action {
  const { tag, vr, raw } = leaf
  if (keyword(tag) === undefined || alsoIdentifying.has(tag)) return 'remove'
  // One of the two must be there wherever they stand.
  if (namespaces.has(tag)) return options.retainInstitutionIdentity ? 'keep' : 'dummy'
  if (tag === radiationMachine) return options.retainDeviceIdentity ? 'keep' : 'empty'
  if (vr === 'PN') return 'dummy'
  if (vr === 'DA' || vr === 'DT')
    return options.retainLongModifiedDates ? 'date' : options.retainLongFullDates ? 'keep' : 'empty'
  if (vr === 'UI') return options.retainUids || classUids.has(tag) || isPublicScheme(leaf) ? 'keep' : 'uid'
  // Addresses of servers carry UIDs and numbers; only those of coding schemes are public.
  if (vr === 'UR') return (tag === 0x0008010e || tag === 0x00080120) && publicUrl.test(latin1(raw)) ? 'keep' : 'remove'
  return long.has(vr) || (raw.length >= 6 && isTyped(leaf)) ? 'redact' : 'keep'
}

/** Whether somebody may have written it in words of their own. */
function isTyped({ tag, vr, raw }: Unlisted): boolean {
  if (vr === 'UC') return tag !== longCodeValue
  if (!short.has(vr)) return false
  const word = keyword(tag)!
  if (typed.has(tag) || describing.test(word) || tellsOfStaff(tag, raw)) return true
  return vr === 'LO' && tag !== codeMeaning && !made.test(word) && inWords.test(latin1(raw))
}

function isPublicScheme({ tag, raw }: Unlisted): boolean {
  return schemeUids.has(tag) && publicRoot.test(latin1(raw))
}

const short = new Set(['LO', 'SH'])
/** Elements in which somebody describes in words of their own; models, versions and sequences are named by their makers. */
const describing = /Descri|Comment|Explanation|Label|Reason|Rationale|Purpose/
/** What is named by who made it: machines, programs, schemes and what is chosen from a list. */
const made =
  /Manufacturer|Model|Version|Creator|Nomenclature|Algorithm|Kernel|Registry|Type|Mode$|Method|Font|DataElement|Identification|MIME|Code$|CodeValue|Selector|Mapping|Indicator/
/** Two words at least. */
const inWords = /[a-z\xc0-\xff]{2}[^a-z\xc0-\xff]+[a-z\xc0-\xff]{2}/i
/** Contrast and how it was given, drugs, and what is noted of a transducer: typed by hand as often as chosen. */
const typed = new Set([0x00180010, 0x00181040, 0x00181070, 0x00180031, 0x00180034, 0x00185010])
/** A short text that says by whom is a free text, whatever its element is for: "IV injektion v. bioanalytiker ...". */
const staff =
  /l\xe6ge|l\xc3\xa6ge|sygepl|bioanal|radiograf|radiolog|sonograf|kirurg|sekret|fysiker|tekniker|\bdr\.|(?: af| v\.?| by| ved|\bmvh\.?)[: ]|(?:optaget|sign\w{0,5}|operat\w{0,3}): /i

function tellsOfStaff(tag: number, raw: Uint8Array): boolean {
  return tag !== codeMeaning && staff.test(latin1(raw))
}

function latin1(raw: Uint8Array): string {
  return Buffer.from(raw.buffer, raw.byteOffset, raw.length)
    .toString('latin1')
    .replace(/[ \0]+$/, '')
}
