import type { PictureShape } from './native-pixels.ts'

/** Why a person, or a program that reads pixels, has to look at an object before it may leave. */
export interface LookRule {
  code: string
  reason: string
  next: string
  /** What the pixel step looks for and masks, so that the object may leave; without it only a person can decide. */
  pixels?: 'text' | 'text-and-faces'
  /** No look is needed: every pixel of it turns black. */
  blacken?: boolean
}

export interface Looked {
  sopClassUid: string
  modality: string
  /** (0028,0301) */
  burnedInAnnotation: string
  /** (0008,0008) values in capitals. */
  imageType: readonly string[]
  /** (0008,0064) */
  conversionType: string
  /** (0048,0010) Specimen Label in Image, in capitals. */
  labelInImage?: string
  /** (0020,0037) says how the picture lies in the patient. */
  orientated?: boolean
  shape?: PictureShape
}

const storage = '1.2.840.10008.5.1.4.1.1.'

/** SOP classes by the end of their UID. */
const byClass: [string[], LookRule][] = [
  [
    ['104.1'],
    {
      code: 'document-not-cleaned',
      reason: 'Encapsulated PDF: its pages may name the patient, and it was not cleaned.',
      next: 'Leave the document out, or let an authorised person redact it and send it again.',
    },
  ],
  [
    ['104.2', '104.3', '104.4', '104.5'],
    {
      code: 'document-not-cleaned',
      reason: 'Encapsulated document (CDA or a 3D model): it may name the patient, and it was not cleaned.',
      next: 'Leave the document out, or send its content by another way.',
    },
  ],
  [
    ['3', '3.1', '6', '6.1', '6.2', '6.3'],
    {
      code: 'look-ultrasound',
      reason: 'Ultrasound: scanners burn name and CPR number into the pixels.',
      next: 'An authorised person masks the text, or the pixel step is switched on for this series.',
      pixels: 'text',
    },
  ],
  [
    ['7', '7.1', '7.2', '7.3', '7.4'],
    {
      code: 'look-secondary-capture',
      reason: 'Secondary capture: screen shots and scanned papers often show the patient’s name.',
      next: 'An authorised person looks at it and masks the text, or it is left out.',
      pixels: 'text-and-faces',
    },
  ],
  [
    ['77.1.1', '77.1.1.1', '77.1.2.1', '77.1.4', '77.1.4.1', '77.1.7'],
    {
      code: 'look-photograph',
      reason: 'Photograph or endoscopy: the picture may show a face, a wristband or burned-in text.',
      next: 'An authorised person looks at it, or it is left out.',
      pixels: 'text-and-faces',
    },
  ],
  [
    ['77.1.5.1', '77.1.5.2', '77.1.5.4', '77.1.5.5', '77.1.5.6'],
    {
      code: 'look-ophthalmic',
      reason: 'Ophthalmic image: fundus cameras burn name and date into the margin.',
      next: 'An authorised person looks at it and masks the text.',
      pixels: 'text',
    },
  ],
  [
    ['1', '1.1', '1.1.1', '1.2', '1.2.1', '1.3', '1.3.1'],
    {
      code: 'look-radiograph',
      reason: 'Radiograph: plates, films and printed copies carry the patient’s name in a corner.',
      next: 'An authorised person looks at it and masks the text, or it is left out.',
      pixels: 'text',
    },
  ],
  [
    ['12.1', '12.1.1', '12.2', '12.2.1', '20'],
    {
      code: 'look-projection',
      reason: 'Angiography, fluoroscopy or scintigraphy: some systems burn the patient’s name into the picture.',
      next: 'An authorised person looks at it and masks the text, or it is left out.',
      pixels: 'text',
    },
  ],
  [
    ['481.1'],
    {
      code: 'look-rt-image',
      reason: 'RT image: portal images carry burned-in patient labels on some systems.',
      next: 'An authorised person looks at it and masks the text.',
      pixels: 'text',
    },
  ],
  [
    ['9.4.1', '9.4.2', '9.4.3'],
    {
      code: 'look-audio',
      reason: 'Audio waveform: a voice may say names.',
      next: 'An authorised person listens to it, or it is left out.',
    },
  ],
  [
    ['66'],
    {
      code: 'raw-data',
      reason: 'Raw data, in a form that only the vendor knows, may hold the whole header again.',
      next: 'Leave it out.',
    },
  ],
]

const rules = new Map(byClass.flatMap(([ends, rule]) => ends.map((end) => [storage + end, rule] as const)))

const byModality: Record<string, string> = {
  US: 'look-ultrasound',
  IVUS: 'look-ultrasound',
  ES: 'look-photograph',
  XC: 'look-photograph',
  GM: 'look-photograph',
  OP: 'look-ophthalmic',
  SC: 'look-secondary-capture',
  DOC: 'document-not-cleaned',
  RTIMAGE: 'look-rt-image',
}
const byCode = new Map([...rules.values()].map((rule) => [rule.code, rule]))

const burnedIn: LookRule = {
  code: 'look-burned-in',
  reason: 'The object itself says that identifying text is burned into its pixels (Burned In Annotation YES).',
  next: 'An authorised person masks the text, or it is left out.',
  pixels: 'text-and-faces',
}

const screen: LookRule = {
  code: 'look-screen-capture',
  reason: 'A screen capture, a scanned film or a scanned document: it may show the patient’s name.',
  next: 'An authorised person looks at it and masks the text, or it is left out.',
  pixels: 'text-and-faces',
}

const label: LookRule = {
  code: 'look-slide-label',
  reason: 'Label image of a slide: the label is in the picture.',
  next: 'Leave it out; the volume images of the slide can go alone.',
}

/** All that a slide's label image shows is its label. */
const slideLabel: LookRule = { ...label, blacken: true }

const slideOverview: LookRule = {
  code: 'look-slide-overview',
  reason: 'An image of a whole slide, with its label or without a word that it is not in the picture.',
  next: 'An authorised person masks the label, or it is left out; the volume images of the slide can go alone.',
}

export const nameless: LookRule = {
  code: 'look-no-class',
  reason: 'The object has no SOP Class UID: what its pixels may show is not known.',
  next: 'Ask the sender for a complete object, or switch the pixel step on.',
  pixels: 'text-and-faces',
}

const picture: LookRule = {
  code: 'look-picture',
  reason:
    'It calls itself a slice but is drawn as a picture (in colour, of eight bits, or nowhere in the body): reports and screens are stored so.',
  next: 'An authorised person looks at it and masks the text, or it is left out.',
  pixels: 'text',
}

const slideWithoutLabel: LookRule = {
  code: 'look-slide-overview',
  reason: 'An image of a whole slide: what is written on the glass may be in the picture.',
  next: 'An authorised person masks it, or the pixel step is switched on.',
  pixels: 'text',
}

/** Asked of the pixels themselves, of slices that may pass by all other rules. */
export const drawnSlice: LookRule = {
  code: 'look-drawn',
  reason:
    'A slice into which something is drawn, thin strokes of one bright value as letters have: it may be the patient’s name.',
  next: 'An authorised person looks at it and masks the text, or it is left out.',
  pixels: 'text',
}

/** Every rule there is. */
export const lookRules: readonly LookRule[] = [
  ...rules.values(),
  ...[burnedIn, screen, label, slideLabel, slideOverview, slideWithoutLabel, nameless, picture, drawnSlice],
]

/** The first rule that asks for a look; undefined when the pixels may pass unseen. */
export function lookNeeded(object: Looked): LookRule | undefined {
  if (object.sopClassUid === '') return nameless
  const found = rules.get(object.sopClassUid)
  // Of a document it says that the patient stands on its pages, which are cleaned; it has no pixels.
  if (object.burnedInAnnotation === 'YES' && found?.code !== 'document-not-cleaned') return burnedIn
  // That nothing is burned in is what a device says of all it makes, whatever somebody wrote on the plate.
  if (found && !(found.code === 'look-projection' && showsNoLine(object))) return found
  if (object.sopClassUid === `${storage}77.1.6` || object.modality === 'SM') return slideRule(object)
  if (object.imageType.includes('LABEL')) return label
  if (
    object.imageType.some((one) =>
      /SCREEN|CAPTURE|DISPLAY|REPORT|DOSE_?INFO|SNAPSHOT|PROTOCOL|(?:^|[ _])PROT(?:$|[ _])/.test(one),
    )
  )
    return screen
  if (['DV', 'DF', 'SD', 'SI', 'DRW'].includes(object.conversionType)) return screen
  const byName = byModality[object.modality]
  return (byName ? byCode.get(byName) : undefined) ?? (isPicture(object) ? picture : undefined)
}

/** Classes of slices, in one frame and in many (PS3.4 B.5): CT, MR and PET. */
const sliceClasses = new Set(['2', '2.1', '2.2', '4', '4.1', '4.4', '128', '128.1', '130'].map((end) => storage + end))

/** Whether its pixels are asked for letters though no rule wants it looked at: grey slices of 16 bits. */
export function mayBeDrawnInto(object: Looked): boolean {
  const { shape, sopClassUid } = object
  return sliceClasses.has(sopClassUid) && shape?.samples === 1 && shape.bits === 16 && !showsNoLine(object)
}

/** Slices by the end of their class: CT, MR and PET. */
const slices = new Set(['2', '4', '128'].map((end) => storage + end))

/** Whether a slice has what only a drawn picture has: a slice says how it lies (PS3.3 C.7.6.2) and has more than 256 values. */
function isPicture(object: Looked): boolean {
  const { sopClassUid, shape, orientated } = object
  if (!slices.has(sopClassUid) || !shape || showsNoLine(object)) return false
  return shape.samples > 1 || shape.bits <= 8 || !orientated
}

/** Rows of the smallest picture with a line of text, of letters some eight pixels high with a border around. */
const leastRead = 24

/** Too small for a name to be read in it; what says no size shows nothing. */
function showsNoLine({ shape }: Looked): boolean {
  return shape !== undefined && (shape.rows < leastRead || shape.columns < 2 * leastRead)
}

/**
 * Images of a slide (PS3.3 C.8.12.4): a label turns black as a whole; an overview or thumbnail goes after a look when it says that the label
 * is not in it; a volume image comes from the scanner's objective, and what does not say what it is goes after a look. Whatever says that the label is in the picture stays.
 */
function slideRule(object: Looked): LookRule | undefined {
  const has = (...flavours: string[]) => flavours.some((one) => object.imageType.includes(one))
  if (has('LABEL')) return slideLabel
  if (object.labelInImage === 'YES') return slideOverview
  if (has('OVERVIEW', 'THUMBNAIL')) return object.labelInImage === 'NO' ? slideWithoutLabel : slideOverview
  return has('VOLUME') ? undefined : slideWithoutLabel
}
