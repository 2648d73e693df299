import { abbreviations } from './abbreviations.ts'
import { evidence } from './name-evidence.ts'
import { familyNames, givenNames } from './name-lists.ts'
import { isPlainWord } from './plain-words.ts'
import { isCalling, isField } from './staff-words.ts'
import type { Word } from './text-words.ts'
import { endsIn, nouns } from './word-endings.ts'

/** Endings of the names of files. */
export const extensions =
  'pdf docx docm doc dotx odt ods odp rtf txt md html htm mht xml json ndjson jsonl csv tsv xlsx xlsm xls pptx ppt jpg jpeg jpe jfif png tif tiff bmp gif heic heif webp svg dcm dicom dic ima nii gz nrrd nhdr mha mhd mgz mnc zip 7z rar tar tgz iso mp4 m4v avi mov mpg mpeg wmv mkv mp3 wav m4a wma aac ogg msg eml vcf ics stl obj ply edf log bak tmp lnk svs ndpi mrxs scn sav dta sas7bdat rds mat npy npz h5 hdf5 par rec hl7 cda fhir key psd indd'.split(
    ' ',
  )

/**
 * Words that the names of files are made of in a hospital, and that none of the other lists has: Danish, English and a little German. The short ones
 * stand here all the same, for they are nobody's initials. Written from general knowledge.
 */
const own = new Set(
  `epikrise epikriser epicrisis udskrivning udskrivelse udskrevet indlæggelse brev brevet notat notater notatet journalen journaler journalnotat henviser henvisninger attest attester attesten lægeattest friattest erklæring
   indkaldelser tidsbestilling aftale aftaler aftalebrev kalender møde mødeindkaldelse referat dagsorden skema skemaer spørgeskema registreringsskema seddel formular bestilling rekvisition rekvisitioner ansøgning afgørelse klage sag
   sagen sager dokument dokumenter dokumentet fil filer filen filnavn mappe mapper vedhæftning vedlagt oversigter rapporter resultater prøver prøvesvar blodprøver blodprøvesvar laboratorie laboratoriesvar lab patologisvar biopsisvar
   genetik medicinliste medicinkort recept recepter fælles vaccination vaccinationer vaccinationskort planer genoptræningsplan behandlingsplan plejeplan operationer operationsbeskrivelse operationsnotat anæstesiskema øvelser øvelse
   øvelsesprogram træning vejledninger instruks retningslinje patientinformation patienter pt kvittering faktura regning nota tilbud ordre følgeseddel mail email beskeder fax telefon liste lister tabel tabeller graf figur figurer
   kurve kurver skitse tegning billedet billedmateriale fotografi fotografier sårfoto hudfoto videoer optagelse optagelser lyd lydfil skærmklip skærmdump scannet skannet skan indscannet kopier originaler kladde udkast endelig endeligt
   færdig rettet revideret revision ny nye nyt gammelt seneste sidste første tredje underskrift signeret godkendt anonym anonymiseret anonymt pseudonym pseudonymiseret prøvefil eksempel kursus undervisning præsentation konferencenotat
   oplæg forsøg studie studier protokoller projekt forskning datasæt eksport eksporteret import importeret overførsel arkiv arkiveret backup kopieret sikkerhedskopi statistik måling målinger kurv sygehistorie resumé sammendrag
   kontroller efterkontrol forløbsplan tilsyn konsultation samtalenotat ambulatorie praksis lægebrev sygepleje kommunen plejehjem mor far søn maj jan feb mar apr jun jul aug sep sept okt nov dec uge dag tid kl år morgen nat hø ve dxt
   dex dx sin sn før med og til fra af på i ved for hos om den det de en et nr no som se fw vs re sv vedr angående mht dit din min vores jeres her nu kan er har knæ hånd hænder hovede arm arme ben fod fødder tå tæer ryg hud sår
   hudlæsion øje øre mund lår bughule røntgenbillede røntgenbilleder ultralydsscanning ekg spirometri lungefunktion holter blodtryk hjemmeblodtryk smertedagbog dagbog kost kostplan væskeskema copy files folders upload uploads download
   downloads attachment attachments screenshot screenshots photos picture pictures img pic movie key letter letters referral referrals form forms questionnaire plans chart charts tables graph figure figures slides unsigned new old
   latest of exported imported archived anonymised anonymized anonymous anon deidentified pseudonymised example demo dummy tests fantom qa qc cal log logs errors readme lists invoice receipt statement agenda minutes meeting booking
   medications labs urine case cases project dataset temp tmp untitled unnamed blank master pages parts vol cd dvd usb disk ct mr mri pet us ul xr cr dr rtg rtx dxa spect ecg eeg emg bt op opr amb afd pdf dicomdir png nifti word excel
   zip raw rgb masks labels seg dsc dscn dscf pxl wa vid mvi pano mov rec captured ap pa lat lao rao obl tra cor ax iso mip mpr vrt dwi adc swi tof tse fse gre epi dti pd fs fatsat dixon fat pre km gd dyn sub ses run anat func
   rehabilitering astma nævus pigmenteret advis pjece gruppe svigt hjertesvigt pakke sygdomme betændelse sukkersyge migræne angst søvn søvnapnø ryger alkohol diæt sonde portovenøs faser liggende front forside bagside detalje
   oversigtsbillede nærbillede hel halv små mini stort rød gul blå undersøgelser beskrivelser erklæringer kommunal statslig sundhed sundhedsfaglig forsikring anmeldelse arbejdsskade sygemelding raskmelding mulighedserklæring dagpenge
   pension flexjob kørsel befordring tolkning hjælpemiddel hjælpemidler bandage skinne høreapparat briller syn synsprøve hørelse høreprøve audiogram kies panorama cephalogram profil okklusal foredrag poster artikel manuskript bog
   kapitel svarark facit tjekliste checkliste vagtplan skift ugeplan månedsplan årsplan ferie telefonliste opgave opgaver logbog ctpa le kram eortc qlq eq brandsår forbrænding tråd barnet barnets barnevogn modtagelse modtagelsen
   triage kapsel leukæmi anæmi myelom univ universitet kapselendoskopi stomi drop it helpdesk team teamet sekretariat sekretariatet everyone here dropbox teams onedrive outlook microsoft office adobe acrobat whatsapp messenger
   facetime iphone android ipad kamera programmer installer config licence license gy fx kv mas mm cm ml mg kg rt rtss rtplan rtdose rtstruct ptv gtv ctv oar v ver vers rev und der die das mit von bild bilder befund befunde brief
   arztbrief entlassbrief überweisung röntgen bericht kopie`
    .split(/\s+/)
    .filter(Boolean),
)

const lowerExtensions: ReadonlySet<string> = new Set(extensions)

/** A word of Danish, English or medicine by the lists, as it stands. */
export function isKnownWord(lower: string): boolean {
  return (
    own.has(lower) ||
    lowerExtensions.has(lower) ||
    isPlainWord(lower) ||
    abbreviations.has(lower.toUpperCase()) ||
    isCalling(lower) ||
    isField(lower)
  )
}

/** The word as typed, and as it reads where a keyboard without Danish letters wrote it: "knae", "hoefte". */
function readings(lower: string): string[] {
  const folded = lower.replaceAll('ae', 'æ').replaceAll('oe', 'ø').replaceAll('aa', 'å')
  return folded === lower ? [lower] : [lower, folded]
}

const inflected = /(?:s|e|r|er|en|et|n|t|erne|ene)$/u

/** Known as it stands, or but for its ending. */
function isWord(lower: string): boolean {
  if (isKnownWord(lower)) return true
  const end = inflected.exec(lower)
  return end !== null && end.index >= 4 && isKnownWord(lower.slice(0, end.index))
}

/** Two or three words that Danish writes as one, with an s or e between them: "dosisplan", "hjertesvigtsklinik". */
function isCompound(lower: string, parts = 2): boolean {
  const joins = (front: string) => isKnownWord(front) || (parts < 3 && front.length > 5 && isCompound(front, parts + 1))
  for (let at = 3; at <= lower.length - 3; at++) {
    const front = lower.slice(0, at)
    if (isWord(lower.slice(at)) && (joins(front) || (/[se]$/.test(front) && at > 3 && joins(front.slice(0, -1)))))
      return true
  }
  return false
}

/** Whether a word of a file's name is known to be none of somebody: by the lists, or as Danish makes its nouns where it is like no name. */
export function isFileWord(word: string): boolean {
  const lower = word.toLowerCase()
  const forms = readings(lower)
  if (forms.some(isKnownWord)) return true
  if (forms.some(isNamed)) return false
  return forms.some(
    (form) =>
      isWord(form) ||
      (form.length > 6 && (endsIn(nouns, form) || /(?:æmi|uri|plasi|tomi|lyse)$/.test(form))) ||
      isCompound(form),
  )
}

/** Two or three capitals that are no word: whose they are stands beside them. */
export function areInitials(text: string): boolean {
  return /^\p{Lu}{2,3}$/u.test(text) && !own.has(text.toLowerCase()) && !abbreviations.has(text)
}

/** Whether somebody is called this by the lists of frequent names. */
export function isFrequentName(word: string): boolean {
  return readings(word.toLowerCase()).some((form) => givenNames.has(form) || familyNames.has(form))
}

/** Whether a word is a name, or like one. */
export function isNamed(lower: string): boolean {
  const word: Word = { text: lower, lower, start: 0, end: lower.length, capital: false, shout: false }
  return evidence(word, false) > 0
}
