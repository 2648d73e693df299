import { createHmac } from 'node:crypto'
import { cleanFreeText, cleanKeptText } from '../clean-text.ts'
import { generalisedYears } from '../danish/generalise-ages.ts'
import type { Refusal } from '../object-checks.ts'
import { replaceUid } from '../replace-uid.ts'
import { shiftDate } from '../shift-date.ts'
import { cleanTogether } from './clean-together.ts'
import { embeddedFile } from './embedded-file.ts'
import { enclosedWords } from './enclosed-text.ts'
import { type FileJob, fired } from './file-result.ts'
import { numbersSomebody } from './numbers-somebody.ts'
import { localName, type XmlElement } from './xml-tree.ts'

/** An embedded file may not leave, so the document may not. */
export class CdaRefusal extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

const hl7 = 'urn:hl7-org:v3'
/** Of these nothing is left but that they are masked. */
const masked = new Set(['name', 'addr', 'telecom', 'desc', 'signatureText'])
/** What has a name that is no person's and no place's. */
const named = new Set(['manufacturedMaterial', 'manufacturedLabeledDrug', 'labeledDrug', 'manufacturedDrug'])
const removed = new Set([
  'birthplace',
  'religiousAffiliationCode',
  'raceCode',
  'ethnicGroupCode',
  'maritalStatusCode',
  'guardian',
  'languageCommunication',
  'providerOrganization',
  'lotNumberText',
])
const times = new Set([
  'effectiveTime',
  'time',
  'low',
  'high',
  'center',
  'birthTime',
  'availabilityTime',
  'activityTime',
])
/** Attributes of the standard whose values are terms of the standard or numbers, by shape. */
const plain: Record<string, RegExp> = Object.fromEntries([
  ...'classCode moodCode typeCode determinerCode contextControlCode nullFlavor operator use mediaType representation partType qualifier compression styleCode align valign listType'
    .split(' ')
    .map((name) => [name, /^[\w/+.\- ]{1,60}$/] as const),
  ...'negationInd inversionInd contextConductionInd institutionSpecified independentInd inclusive unsorted'
    .split(' ')
    .map((name) => [name, /^(?:true|false)$/] as const),
  ...'colspan rowspan span border cellpadding cellspacing width'
    .split(' ')
    .map((name) => [name, /^\d{1,5}%?$/] as const),
  ['type', /^[\w:]{1,40}$/],
  ['code', /^[\w.:/\-+* ]{1,64}$/],
  ['codeSystem', /^[\d.]{1,64}$/],
  ['codeSystemVersion', /^[\w.\- ]{1,32}$/],
  ['unit', /^[\w.%/*[\]{}'^+-]{1,40}$/],
  ['language', /^[\w-]{1,20}$/],
])
/** Elements of a narrative between which a reader sees a new line. */
const lines = new Set('paragraph item tr thead tbody title caption list table br section text'.split(' '))
/** Elements of a narrative that stand in the line of the text around them; of all others each says something of its own. */
const inline = new Set([
  'content',
  'sub',
  'sup',
  'linkHtml',
  'footnote',
  'footnoteRef',
  'renderMultiMedia',
  'reference',
])
/** Cells stand beside each other. */
const cells = new Set(['td', 'th'])
/** Values that are names, addresses and ways to reach somebody. */
const valuesOfWhom = /^(?:PN|EN|ON|TN|AD|TEL|IVL_TEL)$/

/** The cleaned copy of the tree. */
export async function cleanCda(root: XmlElement, job: FileJob): Promise<XmlElement> {
  const cleaned = await element(root, [], job, root.name.includes(':') ? root.name.split(':')[0]! : '')
  const words = pieces(cleaned)
  const { texts, found } = cleanTogether(words, job.cleaning)
  words.forEach((piece, i) => {
    piece.parent.children[piece.index] = texts[i]!
  })
  for (const [kind, count] of Object.entries(found)) fired(job, `text-${kind}`, count)
  return cleaned
}

async function element(given: XmlElement, path: readonly string[], job: FileJob, prefix: string): Promise<XmlElement> {
  const name = localName(given)
  const parent = path.at(-1) ?? ''
  const made: XmlElement = { name: given.name, attributes: new Map(), children: [] }
  if (masked.has(name) && !(name === 'name' && named.has(parent))) {
    fired(job, 'name-or-address-removed')
    made.attributes.set('nullFlavor', 'MSK')
    return made
  }
  const type = given.attributes.get('xsi:type')
  if (type !== undefined && valuesOfWhom.test(type)) {
    fired(job, 'name-or-address-removed')
    made.attributes.set('xsi:type', type).set('nullFlavor', 'MSK')
    return made
  }
  if (name === 'id' || name === 'setId') return keyedId(given, path, job)
  attributes(given, made, path, job)
  if (given.attributes.get('representation') === 'B64') {
    await embedded(given, made, job)
    return made
  }
  for (const child of given.children) {
    if (typeof child === 'string') made.children.push(child)
    else if (!ofHl7(child, prefix) || removed.has(localName(child))) fired(job, 'element-removed')
    else made.children.push(await element(child, [...path, name], job, prefix))
  }
  return made
}

/** Extensions of other name spaces say what this does not know of. */
function ofHl7(child: XmlElement, prefix: string): boolean {
  const own = child.name.includes(':') ? child.name.split(':')[0] : ''
  const space = child.attributes.get('xmlns')
  return own === prefix && (space === undefined || space === hl7)
}

function keyedId(given: XmlElement, path: readonly string[], job: FileJob): XmlElement {
  const made: XmlElement = { name: given.name, attributes: new Map(), children: [] }
  const [root, extension] = [given.attributes.get('root') ?? '', given.attributes.get('extension') ?? '']
  if (root === '' && extension === '') {
    made.attributes.set('nullFlavor', 'MSK')
    return made
  }
  fired(job, 'id-keyed')
  const { uidKey, pseudonym } = job.terms.subject
  made.attributes.set('root', replaceUid(uidKey, `cda ${root}`))
  if (path.at(-1) === 'patientRole') made.attributes.set('extension', pseudonym)
  else if (extension !== '') made.attributes.set('extension', keyed(job, `${root} ${extension}`))
  return made
}

function keyed(job: FileJob, text: string): string {
  return createHmac('sha256', job.terms.subject.uidKey).update(`cda ${text}`).digest('hex').slice(0, 24)
}

function attributes(given: XmlElement, made: XmlElement, path: readonly string[], job: FileJob): void {
  const name = localName(given)
  const template = name === 'templateId' || name === 'typeId'
  const type = given.attributes.get('xsi:type') ?? ''
  for (const [key, value] of given.attributes) {
    const local = key.slice(key.indexOf(':') + 1)
    const shape = plain[local]
    if (key === 'xmlns' || key.startsWith('xmlns:')) {
      if (/^(?:urn:hl7-org:v3|urn:hl7-org:sdtc|http:\/\/www\.w3\.org\/[\w/.-]+)$/.test(value))
        made.attributes.set(key, value)
    } else if (template && (key === 'root' || key === 'extension')) {
      if (/^[\w.-]{1,64}$/.test(value)) made.attributes.set(key, swept(value, job))
    } else if (key === 'value') attributeValue(given, made, value, name, type, path, job)
    else if (key === 'ID' || key === 'IDREF' || key === 'referencedObject')
      made.attributes.set(
        key,
        value
          .split(/\s+/)
          .map((one) => `i${keyed(job, one)}`)
          .join(' '),
      )
    else if (shape?.test(value) && job.sweep.find(value).length === 0) made.attributes.set(key, value)
    else if (key === 'displayName' || key === 'codeSystemName') made.attributes.set(key, swept(value, job))
    else fired(job, 'attribute-removed')
  }
}

function attributeValue(
  given: XmlElement,
  made: XmlElement,
  value: string,
  name: string,
  type: string,
  path: readonly string[],
  job: FileJob,
): void {
  const number = /^[-+]?\d{1,12}(?:\.\d{1,12})?(?:[eE][-+]?\d{1,3})?$/.test(value)
  if (name === 'birthTime') {
    const year = /^(\d{4})/.exec(value)?.[1]
    fired(job, 'birth-date-reduced')
    if (year && path.includes('patient') && job.profile.options.retainPatientCharacteristics)
      made.attributes.set('value', year)
    else made.attributes.set('nullFlavor', 'MSK')
  } else if (name === 'reference') {
    if (/^#[\w.:-]{1,128}$/.test(value)) made.attributes.set('value', `#i${keyed(job, value.slice(1))}`)
    else fired(job, 'attribute-removed')
  } else if (
    !given.attributes.has('unit') &&
    !/^(?:INT|REAL|PQ|MO|IVL_PQ|IVL_INT)$/.test(type) &&
    (times.has(name) || /TS$/.test(type))
  ) {
    const moved = movedTime(value, job)
    if (moved === '') made.attributes.set('nullFlavor', 'MSK')
    else made.attributes.set('value', moved)
  } else if (number && numbersSomebody(value, job)) made.attributes.set('nullFlavor', 'MSK')
  else if ((number || /^(?:true|false)$/.test(value)) && job.sweep.find(value).length === 0)
    made.attributes.set('value', isOldAge(value, given) ? '90' : value)
  else made.attributes.set('value', swept(value, job))
}

function isOldAge(value: string, given: XmlElement): boolean {
  return generalisedYears(Number(value), given.attributes.get('unit') ?? '') !== Number(value)
}

/** HL7 TS: YYYYMMDD and what follows; of a month alone the year stays. */
function movedTime(value: string, job: FileJob): string {
  const { dates } = job.cleaning
  if (dates === 'keep') return /^\d{4,14}(?:\.\d{1,4})?(?:[+-]\d{4})?$/.test(value) ? value : ''
  if (dates === 'remove') return ''
  fired(job, 'date-shifted')
  const found = /^(\d{8})((?:\d{2}){0,3}(?:\.\d{1,4})?(?:[+-]\d{4})?)$/.exec(value)
  if (found) {
    const day = shiftDate(found[1]!, dates)
    return day === '' ? '' : day + found[2]!
  }
  return /^\d{4}(?:\d{2})?$/.test(value) ? value.slice(0, 4) : ''
}

function swept(value: string, job: FileJob): string {
  const cleaned = cleanKeptText(value, job.cleaning)
  for (const [kind, count] of Object.entries(cleaned.found)) fired(job, `text-${kind}`, count)
  return cleaned.text
}

async function embedded(given: XmlElement, made: XmlElement, job: FileJob): Promise<void> {
  const packed = given.children.filter((one) => typeof one === 'string').join('')
  const input = Buffer.from(packed, 'base64')
  const compressed = given.attributes.has('compression')
  const words = compressed ? undefined : enclosedWords(input, given.attributes.get('mediaType') ?? '')
  const result =
    words === undefined ? await embeddedFile(input, job) : { ok: true as const, bytes: cleanedWords(words, job) }
  if (!result.ok) throw new CdaRefusal(result.refusal)
  if (words !== undefined) made.attributes.set('mediaType', 'text/plain')
  // Words of another kind that are cleaned once more would no longer be base64, so it goes in after the cleaning of words.
  made.attributes.set('representation', 'B64')
  made.attributes.delete('compression')
  made.children.push({ name: '', attributes: new Map(), children: [result.bytes.toString('base64')] })
}

function cleanedWords(words: string, job: FileJob): Buffer {
  const { text, found } = cleanFreeText(words, job.cleaning)
  for (const [kind, count] of Object.entries(found)) fired(job, `text-${kind}`, count)
  return Buffer.from(text)
}

interface Piece {
  parent: XmlElement
  index: number
  text: string
  between: string
}

/** Every text of the tree in order. */
function pieces(root: XmlElement): Piece[] {
  const found: Piece[] = []
  let between = ''
  const walk = (one: XmlElement) => {
    const name = localName(one)
    // A name in one value does not run on into the next.
    const apart = inline.has(name) || cells.has(name) ? '' : lines.has(name) ? '\n' : '\n\n\n\n'
    if (apart.length > between.length) between = apart
    // A row of cells is no line that goes on with the next.
    else if (between.trim() === '' && !between.includes('\n') && cells.has(name)) between = '\t'
    one.children.forEach((child, index) => {
      if (typeof child !== 'string') {
        // Base64 of an embedded file that has been cleaned on its own.
        if (child.name !== '') walk(child)
      } else if (child.trim() !== '') {
        found.push({ parent: one, index, text: child, between })
        between = ''
      } else if (between === '') between = ' '
    })
    if (apart.length > between.length) between = apart
  }
  walk(root)
  return found
}
