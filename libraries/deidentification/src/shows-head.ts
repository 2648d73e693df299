import type { ObjectFacts } from './object-facts.ts'

/** Words for the head in Body Part Examined, descriptions and code meanings, English and Danish; a stem counts inside of a longer word. */
const headWords =
  /HEAD|BRAIN|SKULL|FACIAL|NECK|ORBIT|SINUS|HIPPOCAMP|CEREB|CRANI|KRANI|NEURO|PITUIT|WHOLE ?BODY|HOVED|HJERNE|ANSIGT|HALS|BIHULE|HYPOFYS|MANDIB|MAXILL|DENTAL|STROKE|APOPLEKSI|HELKROP/
/** Words that mean the head only when they stand alone. */
const headTokens = /(?<![A-ZÆØÅ])(?:FACE|EYES?|ØJNE?|EARS?|JAW|KÆBE|IAC|COW|TOF|MPRAGE|CNS)(?![A-ZÆØÅ])/
/** How the patient lies on the table is no part of the body. */
const position = /HEAD[ _-]?FIRST/g
/** SNOMED CT and its older form: head, brain, skull, face, neck, head and neck, whole body. */
const headCodes =
  /(?:^| )(?:69536005|12738006|89546000|89545001|45048000|774007|38266002|T-D1100|T-A0100|T-11100|T-D1200|T-D1600|T-D1000|T-D0010)(?: |$)/
/** Parts of the body that are no head. These let an object pass, so short ones count only when they stand alone. */
const otherWords =
  /CHEST|THORA|ABDOM|PELVI|BÆKKEN|PROSTAT|BREAST|MAMMA|BRYST|CARDI|HJERTE|SHOULDER|SKULDER|LUMBA|LÆND|EXTREMIT|EKSTREMIT|(?<![A-ZÆØÅ])(?:LUNGS?|LUNGE|LIVER|LEVER|KIDNEYS?|NYRER?|HEART|KNEES?|KNÆ|ELBOW|ALBUE|WRIST|HÅNDLED|HANDS?|HÅND|HIPS?|HOFTER?|ANKLE|ANKEL|FOOT|FOD|LEGS?|FEMUR)(?![A-ZÆØÅ])/

/** What CT, MR and PET objects say of the part of the body that they show. */
export type ShowsHead = 'head' | 'perhaps' | 'no'

/**
 * Whether a face could be drawn from the series that an object is of. Any word for the head anywhere counts; without one, a named other part
 * of the body is no head, and silence is perhaps one.
 */
export function showsHead(facts: Pick<ObjectFacts, 'modality' | 'bodyPart' | 'anatomyWords'>): ShowsHead {
  if (!['CT', 'MR', 'PT'].includes(facts.modality)) return 'no'
  const words = `${facts.bodyPart} ${facts.anatomyWords}`.toUpperCase().replace(position, '')
  if (headWords.test(words) || headTokens.test(words) || headCodes.test(words)) return 'head'
  return facts.bodyPart !== '' || otherWords.test(words) ? 'no' : 'perhaps'
}
