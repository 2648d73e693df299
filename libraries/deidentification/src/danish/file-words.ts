import { abbreviations } from './abbreviations.ts'
import { isOfMedicine } from './borne-names.ts'
import { everydayWords } from './everyday-words.ts'
import { evidence } from './name-evidence.ts'
import { familyNames, givenNames, notNames } from './name-lists.ts'
import { isCalling, isField } from './staff-words.ts'
import type { Word } from './text-words.ts'
import { endsIn, nouns } from './word-endings.ts'

/** Endings of the names of files. */
export const extensions =
  'pdf docx docm doc dotx odt ods odp rtf txt md html htm mht xml json ndjson jsonl csv tsv xlsx xlsm xls pptx ppt jpg jpeg jpe jfif png tif tiff bmp gif heic heif webp svg dcm dicom dic ima nii gz nrrd nhdr mha mhd mgz mnc zip 7z rar tar tgz iso mp4 m4v avi mov mpg mpeg wmv mkv mp3 wav m4a wma aac ogg msg eml vcf ics stl obj ply edf log bak tmp lnk svs ndpi mrxs scn sav dta sas7bdat rds mat npy npz h5 hdf5 par rec hl7 cda fhir key psd indd'.split(
    ' ',
  )

/** Words that the names of files are made of in a hospital, beside those of reports: Danish, English and a little German. Written from general knowledge. */
const own = new Set(
  `epikrise epikriser epicrisis udskrivning udskrivningsbrev udskrivelse udskrevet indlæggelse brev brevet breve svar svarbrev notat notater notatet journal journalen journaler journalnotat henvisning henviser henvisninger henvist attest attester attesten
   lægeattest friattest fuldmagt samtykke samtykkeerklæring erklæring indkaldelse indkaldelser tidsbestilling aftale aftaler aftalebrev kalender møde mødeindkaldelse referat dagsorden skema skemaer spørgeskema registreringsskema seddel blanket formular bestilling rekvisition rekvisitioner ansøgning afgørelse klage sag sagen sager anmodning
   dokument dokumenter dokumentet fil filer filen filnavn mappe mapper bilag vedhæftet vedhæftning vedlagt oversigt oversigter rapport rapporter resultat resultater prøve prøver prøvesvar blodprøve blodprøver blodprøvesvar laboratorie laboratoriesvar lab mikrobiologi patologi patologisvar biopsisvar biopsi genetik
   medicin medicinliste medicinkort recept recepter fælles kort vaccination vaccinationer vaccinationskort plan planer genoptræning genoptræningsplan behandling behandlingsplan plejeplan operation operationer operationsbeskrivelse operationsnotat anæstesi anæstesiskema øvelser øvelse øvelsesprogram træning vejledning vejledninger instruks retningslinje information
   patientinformation patient patienter pt borger kvittering faktura regning nota tilbud ordre følgeseddel mail email besked beskeder fax telefon liste lister tabel tabeller graf figur figurer kurve kurver skitse tegning billede billeder billedet billedmateriale foto fotos fotografi fotografier sårfoto hudfoto video videoer film optagelse
   optagelser lyd lydfil skærmbillede skærmklip skærmdump scan scanning scanninger scannet skannet skan skanning indscannet kopi kopier original originaler kladde udkast endelig endeligt final færdig rettet revideret revision version ny nye nyt gammel gamle gammelt seneste sidste første anden tredje underskrevet underskrift signeret
   godkendt anonym anonymiseret anonymt pseudonym pseudonymiseret test prøvefil eksempel kursus undervisning præsentation konference konferencenotat oplæg forsøg studie studier protokol protokoller projekt forskning data datasæt udtræk eksport eksporteret import importeret overførsel arkiv arkiveret backup kopieret sikkerhedskopi statistik
   dosis dosisplan stråleplan stråler måling målinger kurv sygehistorie status resume resumé sammendrag konklusion vurdering udredning kontrol kontroller efterkontrol opfølgning forløb forløbsplan visitation tilsyn konsultation samtale samtalenotat ambulant ambulatorie afdeling klinik hospital sygehus praksis egen læge lægen lægebrev
   sygeplejerske sygepleje sekretær speciallæge tandlæge vagtlæge kommune kommunen plejehjem hjemmepleje pårørende mor far barn børn søn datter kvinde mand kvinder mænd gravid fødsel foster
   januar februar marts april maj juni juli august september oktober november december jan feb mar apr jun jul aug sep sept okt nov dec mandag tirsdag onsdag torsdag fredag lørdag søndag uge dag dato tid kl år morgen aften nat
   hø ve højre venstre dxt dex dx sin sn bilat bilateral begge før efter under over med uden og eller til fra af på i ved for hos om den det de en et nr no som ikke se fw vs re sv vedr vedrørende angående mht samt dit din min vores jeres her nu skal kan er har
   knæ hofte hofter hånd hænder hovede arm arme ben fod fødder fodled skulder skuldre albue håndled finger fingre tå tæer ryg nakke hals bryst mave lever nyre nyrer hjerte lunge lunger hud sår hudlæsion modermærke øje øjne øre næse mund tand tænder kæbe ansigt ankel lår underben overarm underarm bækken bughule blære tarm
   røntgen røntgenbillede røntgenbilleder ultralyd ultralydsscanning mammografi mammo knogleskanning kontrast ekko ekg spirometri lungefunktion holter blodtryk hjemmeblodtryk temperatur vægt højde smerte smerter smertedagbog dagbog kost kostplan væske væskeskema
   copy copies document documents file files folder folders upload uploads download downloads attachment attachments screenshot screenshots screen shot photo photos picture pictures image images img pic video movie clip key scan scans scanned letter letters referral referrals consent form forms questionnaire survey report reports result results
   discharge summary history note notes plan plans chart charts table tables graph figure figures slide slides presentation draft signed unsigned new old latest last first second third copy of original backup export exported import imported archive archived anonymised anonymized anonymous anon deidentified pseudonymised sample samples example demo
   dummy test tests testing phantom fantom qa qc cal calibration log logs error errors readme index list lists overview study series invoice receipt statement certificate application agenda minutes meeting appointment booking prescription medication medications lab labs pathology blood urine patient patients case cases project data dataset
   output input result temp tmp untitled unnamed default template blank empty main master page pages part parts volume vol cd dvd usb disk disc ct mr mri pet us ul xr cr dx dr rtg rtx dxa spect ekg ecg eeg emg bt op opr amb afd pdf dicom dicomdir jpeg png tiff nifti word excel zip raw rgb gray grey mask masks label labels seg segmentation
   dsc dscn dscf pxl wa vid mvi pano mov rec capture captured export report ap pa lat lao rao obl tra cor sag ax axial coronal sagittal iso mip mpr vrt flair dwi adc swi tof stir tse fse gre epi bold dti pd fs fatsat dixon water fat inphase outphase pre post km gd dyn dynamic native nativ venous arterial portal late early phase
   sub ses run anat func rehabilitering astma nævus pigmenteret advis pjece folder hold gruppe svigt hjertesvigt pakke kræft kræftpakke sygdom sygdomme brud betændelse diabetes sukkersyge allergi vandladning hovedpine migræne epilepsi demens depression angst søvn søvnapnø ryger rygning alkohol motion diæt ernæring sonde
   portovenøs venøs arteriel fase faser snit plan sekvens sekvenser akse stående liggende siddende belastet front side vinkel forside bagside detalje oversigtsbillede nærbillede hel halv lille stor store små mini stort rød gul blå grøn sort hvid
   forundersøgelse undersøgelse undersøgelser beskrivelse beskrivelser erklæringer kommunal statslig region regional sundhed sundhedsfaglig forsikring ulykke skade skader anmeldelse arbejdsskade sygemelding raskmelding mulighedserklæring dagpenge pension flexjob transport kørsel befordring tolk tolkning hjælpemiddel hjælpemidler bandage skinne protese høreapparat
   briller syn synsprøve hørelse høreprøve audiogram tandstatus kies panorama cephalogram profil frontal okklusal status foredrag poster artikel abstract manuskript bog kapitel spørgsmål svarark facit tjekliste checkliste vagtplan vagt skift ugeplan månedsplan årsplan ferie telefonliste opgave opgaver log logbog
   ctpa le kram eortc qlq eq brandsår forbrænding sutur tråd skema udslæt eksem psoriasis
   barnet barnets barnevogn modtagelse modtagelsen triage kapsel leukæmi anæmi lymfom myelom tarmkræft univ universitet region kapselendoskopi stomi kateter dræn sonde drop port pacemaker stent
   it support helpdesk team teamet vagten afdelingen sekretariat sekretariatet alle everyone here channel
   dropbox teams onedrive outlook microsoft office adobe acrobat whatsapp messenger facetime iphone android samsung ipad kamera camera scanner printer program programmer installer setup config settings readme licence license manual
   gy fx kv mas mm cm ml mg kg rt rtss rtplan rtdose rtstruct dose ptv gtv ctv oar v ver vers version rev und der die das mit von bild bilder befund befunde brief arztbrief entlassbrief überweisung röntgen bericht kopie`
    .split(/\s+/)
    .filter(Boolean),
)

const lowerExtensions: ReadonlySet<string> = new Set(extensions)

/** A word of Danish, English or medicine by the lists, as it stands. */
export function isListed(lower: string): boolean {
  return (
    own.has(lower) ||
    lowerExtensions.has(lower) ||
    everydayWords.has(lower) ||
    notNames.has(lower) ||
    isOfMedicine(lower) ||
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
  if (isListed(lower)) return true
  const end = inflected.exec(lower)
  return end !== null && end.index >= 4 && isListed(lower.slice(0, end.index))
}

/** Two or three words that Danish writes as one, with an s or e between them: "dosisplan", "hjertesvigtsklinik". */
function isCompound(lower: string, parts = 2): boolean {
  const joins = (front: string) => isListed(front) || (parts < 3 && front.length > 5 && isCompound(front, parts + 1))
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
  if (forms.some(isListed)) return true
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
