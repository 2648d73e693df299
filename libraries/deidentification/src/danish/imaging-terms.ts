/** Terms of examinations and their series in English and Danish, none of which names anybody or anywhere. Written from general knowledge. */
export const imagingTerms: ReadonlySet<string> = new Set(
  `abdomen adrenal ankle aorta arm artery axilla bladder bone bowel brain breast calcaneus carotid cerebrum cervical chest clavicle coccyx colon cranium ear elbow extremity eye face femur finger foot forearm gallbladder hand head heart hip humerus intestine jaw joint kidney knee larynx leg liver lumbar lung lungs mandible maxilla mediastinum nasal neck orbit ovary pancreas patella pelvis penis pharynx prostate rectum retroperitoneum ribs sacrum scapula scrotum shoulder sinus skull spine spleen sternum stomach testis thigh thorax thumb thyroid tibia toe trachea ureter urethra uterus vagina vein vertebra wrist
 bækken bækkenet hofte hofter hals hoved håndled knæ lever lunger mave nyrer ryg skulder tænder urinveje
 axial coronal sagittal oblique transverse lateral frontal helical spiral sequence sequential routine scout topogram localizer contrast enhanced arterial venous portal delayed phase native perfusion diffusion angiography upper lower left right bilateral thin thick slice slices soft tissue standard reconstruction recon kernel lossless image images series study examination screening whole body high resolution low dose with without and
 aksial aksialt koronal koronalt sagittalt kontrast uden med og serie`
    .split(/\s+/)
    .filter(Boolean),
)

/**
 * Whether nothing in a text can point at anybody: it is made of terms of imaging alone ("HELICAL CHEST"), or of three digits at most and no letter
 * ("/1.3:1"). So are most texts of a header, and to make ready all that looks for names takes a process's first text longer than the
 * rest of its header.
 */
export function isOfTermsAlone(text: string): boolean {
  if (text.length > mostLetters) return false
  if (!/[^\d\s./:()+*x=,-]/.test(text)) return (text.match(/\d/g)?.length ?? 0) < 4
  // Behind a blank a stroke leads to initials.
  if (/[^A-Za-zÆØÅæøå /+^_(),-]|(?:^|[^A-Za-zÆØÅæøå])\/|\/$/.test(text)) return false
  return text
    .toLowerCase()
    .split(/[ /+^_(),-]+/)
    .every((word) => word === '' || imagingTerms.has(word))
}

const mostLetters = 64
