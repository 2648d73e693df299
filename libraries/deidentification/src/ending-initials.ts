import { nameWords } from './identity-words.ts'
import type { KnownIdentity } from './subject.ts'
import type { TextSpan } from './text-span.ts'

/** "Coxa vara VB", "14 mm - IK": two capitals by themselves are all that is left of a text. */
const atEnd = /(?<=\S{2}\s(?:[-–/]\s?)?)\p{Lu}{2}(?=\s*\.?\s*$)/u

/** Where a free text ends with the two initials of the patient or of staff of the header; where medicine writes the same letters they stay. */
export function endingInitials(text: string, known: KnownIdentity): TextSpan[] {
  // In a text all in capitals, capitals say nothing.
  const found = /[A-ZÀ-ÞĀ-\u{10ffff}]{2}\s*\.?\s*$/u.test(text) && /\p{Ll}{2}/u.test(text) ? atEnd.exec(text) : null
  if (!found || ofMedicine.has(found[0])) return []
  const people = [
    ...known.names.map(({ given, family }) => [given[0] ?? '', family]),
    ...known.staffNames.map((name) => {
      const [family = '', given = ''] = name.split('=')[0]!.split('^')
      return [given, family]
    }),
  ]
  const isTheirs = people.some(([given, family]) => {
    const [first, last] = [nameWords(given!)[0], nameWords(family!).at(-1)]
    return first !== undefined && last !== undefined && `${first[0]}${last[0]}`.toUpperCase() === found[0]
  })
  return isTheirs ? [{ start: found.index, end: found.index + 2, kind: 'known-value' }] : []
}

/** Two capitals that say a view, a side, a technique, a department, a measure, a number or a small word. */
const ofMedicine = new Set(
  'AP PA OD OS OU LL RL RR LR HS VS SS DS HØ VE DX SN IV IM SC PO CC ML LM XC CV AT BL BI SE GE FE EP TE TR TI TT IR FS FA PD PC WB NB NM CT MR UL US PT RT MG CR XA RF ES OT IO PX OP BD ED EF ET LV RV LA RA AO MI TA TP TB TH CP CM CH HF UE LE CE AC AD AX SA SG CO VR MP HR LD SD HD CK GK BV AK BK KK UK UT GD IA UA OB OK NO JA TV MF ST KL NR PR AF AV OM EN DE UD IN ON BY TO OF IS IT AS AM PM QD QC QA ID II VI IX XI XL XS XP NT WO CA CU HB CS TS LS BS GA GI GU GY KI LU ME MS NE OR PÆ RE UR ØN AI DL MM KG UG NG BQ HU HZ KV MA MV PH PE PF PN FX DR SV RO LO VA RH NY BC HC DM HT MB CF CD MD EV RM SI PS PI AR VM AL AF AA BB EE DD FF GG'.split(
    ' ',
  ),
)
