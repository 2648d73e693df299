import { abbreviations } from './danish/abbreviations.ts'
import { isFileWord } from './danish/file-words.ts'
import { foldText } from './fold-text.ts'
import { nameWords } from './identity-words.ts'
import { knownPeople } from './known-people.ts'
import type { KnownIdentity } from './subject.ts'
import type { TextSpan } from './text-span.ts'

/** "LAUR_1", "tlaur_CTV": a word that a low line joins to another or to a number. */
const joined = /(?<![\p{L}\p{M}\d])\p{L}{4,}(?=_[\p{L}\d])|(?<=[\p{L}\d]_)\p{L}{4,}(?![\p{L}\p{M}\d])/gu
/** "TL1959", "DP0808", "LAU140259", "140259LAU": letters and a day. */
const lettersAndDay =
  /(?<![\p{L}\p{M}\d])(?:(\p{L}{2,5})(\d{4}|\d{6}|\d{8})|(\d{6}|\d{8})(\p{L}{2,5}))(?![\p{L}\p{M}\d])/gu

const shortest = 4
/** What a label shortens besides: a beginning of one of these is no name's. */
const bodies =
  'abdomen adrenal albue ankel anterior aorta arcus axilla biopsi blære boost brachium bronkie bryst bronchus carina carotis caudal cavum cerebellum cerebrum cervix chiasma clavicula cochlea colon columna contour cor coronar costa couch cranium cricoid dorsal duodenum external femur fibula ganglion glandula glottis hals hepar hippocampus hjerte hofte hoved humerus hypofyse hænder jejunum kidney knoglemarv kontur larynx lens lever liver ligament lumbal lunge lung lymfeknude lymph mamma mandibula marker maske mask mediastinum medulla metastase mediast mund muskel nasal nerve nyre opticus oralcavity orbita organ ovarie pancreas parotis pelvis penis pharynx plexus posterior prostata prostate pulmo radius rectum reirradiation renal residual ribs sacrum scapula seminal sigmoid skulder spinal spleen stent sternum stomach submandibularis target temporal testis thorax thyreoidea tibia tonsil trachea tumor ulna urinary uterus vagina ventral ventrikel vertebra vesica vulva ydre øsofagus esophagus'.split(
    ' ',
  )

/**
 * Where a label has the beginning of the patient's family name for it, alone or behind the first letter of a given name; or letters of the
 * name and the year or the day of birth: plans, beams and outlines of radiotherapy are called so.
 */
export function knownLabels(known: KnownIdentity): (text: string) => TextSpan[] {
  const patients = { ...known, staffNames: [] }
  let made: { families: string[]; initials: Set<string>; fronts: string[]; days: Set<string> } | undefined
  return (text) => {
    if (text.length < shortest + 2 || text.length > longest) return []
    const spans: TextSpan[] = []
    const hasLine = text.includes('_')
    const hasDay = /\d{4}/.test(text)
    if (!hasLine && !hasDay) return spans
    made ??= prepared(patients)
    const { families, initials, fronts, days } = made
    if (hasLine && families.length > 0)
      for (const { 0: word, index } of text.matchAll(joined))
        if (isBeginning(word, families, initials))
          spans.push({ start: index, end: index + word.length, kind: 'known-name' })
    if (hasDay && days.size > 0)
      for (const { 0: whole, 1: lead, 2: behind, 3: front, 4: tail, index } of text.matchAll(lettersAndDay)) {
        const [letters, day] = [foldText(lead ?? tail ?? '').folded, behind ?? front ?? '']
        if (!days.has(day) || abbreviations.has((lead ?? tail)!.toUpperCase())) continue
        if (fronts.includes(letters)) spans.push({ start: index, end: index + whole.length, kind: 'known-name' })
      }
    return spans
  }
}

/** Longer texts are no labels. */
const longest = 64

function prepared(known: KnownIdentity) {
  const people = knownPeople(known)
  const fold = (word: string) => foldText(word).folded
  const families = [...new Set(known.names.flatMap(({ family }) => nameWords(family)).map(fold))]
  const initials = new Set(people.flatMap(({ given }) => given.map((word) => fold(word)[0]!)))
  const pairs = people.flatMap(({ given, family }) =>
    family.flatMap((last) => {
      const [first, end] = [fold(given[0]!)[0]!, fold(last)[0]!]
      const all = given.map((word) => fold(word)[0]!).join('')
      return [first + end, end + first, all + end, end + all]
    }),
  )
  const cut = [...families, ...people.map(({ given }) => fold(given[0]!))].flatMap((word) =>
    [3, 4, 5].map((length) => word.slice(0, length)),
  )
  const days = known.birthDates.flatMap((date) => {
    const [, year = '', month = '', day = ''] = /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(date) ?? []
    if (year === '') return []
    const short = year.slice(2)
    return [year, day + month, day + month + short, short + month + day, day + month + year, year + month + day]
  })
  return { families, initials, fronts: [...new Set([...pairs, ...cut])], days: new Set(days) }
}

/** A beginning of four letters and more of the family name, but not of what else is shortened, nor a word. */
function isBeginning(word: string, families: readonly string[], initials: ReadonlySet<string>): boolean {
  const { folded } = foldText(word)
  if (abbreviations.has(word.toUpperCase()) || isFileWord(word)) return false
  if (bodies.some((body) => foldText(body).folded.startsWith(folded))) return false
  return families.some(
    (family) =>
      (folded.length < family.length && family.startsWith(folded)) ||
      (folded.length > shortest && initials.has(folded[0]!) && family.startsWith(folded.slice(1))),
  )
}
