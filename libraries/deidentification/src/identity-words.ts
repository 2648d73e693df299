/** Words inside names that name nobody: titles, roles, places of work, and what test equipment writes. */
const roles =
  'dr doc doctor prof professor læge laege overlæge overlaege reservelæge afdelingslæge speciallæge radiolog radiograf radiographer radiologist sygeplejerske nurse bioanalytiker sekretær tekniker technician tech operator fysiker physicist kirurg surgeon hr fru frk mr mrs ms miss md phd bsc msc cand med mag jr sr ii iii iv den der de von van du la le el al bin ibn di da dos patient pt test phantom fantom anonymous anonymized anonym unknown ukendt none null na qa qc demo admin service user system default afdeling department hospital hospitalet sygehus klinik clinic region the and og med ved fra til for af not name navn person staff barn baby boy girl mand kvinde male female head neck chest abdomen brain spine knee hand foot breast lung heart liver pelvis left right anterior posterior superior inferior axial image series study scan ct mr mri us nm xa dx cr mg sc sm sr seg pet op es xc io px rt dr ot ecg headneck wholebody cspine tspine lspine ankle arm shoulder elbow wrist thigh calf thorax uterus prostate colon bladder kidney skull clavicle femur humerus tibia orbit sinus thyroid carotid aorta hippocampus vessel extremity bone tissue tumor cancer normal study01 compressedsamples sample samples dicom image images file anonymized deidentified pseudonym subject case collection qin tcga lidc'
/** Terms of coded values (PS3.3: value types, image types, graphic types): a made-up name of one of them would empty what makes an object readable. */
const terms =
  'text enter code container composite waveform number datetime table pname uidref scoord scoord3d tcoord original derived primary secondary other localizer localiser perfusion diffusion mosaic reformatted projection velocity angio tomo multipoint polyline ellipse ellipsoid polygon template graphic'
/** Parts of the body (PS3.16 annex L) that are nobody's name, and that collections of images are called after: PANCREAS_0001. */
const organs =
  'pancreas spleen esophagus oesophagus stomach duodenum jejunum ileum rectum appendix gallbladder cervix ovary testis larynx pharynx trachea bronchus mediastinum mandible maxilla parotid thymus sternum scapula patella fibula sacrum coccyx cerebellum ureter urethra placenta coronary retina cornea prostatex'
const idle = new Set(`${roles} ${terms} ${organs}`.split(' '))

/** Common words that are names as well: taken for the name only when written with a capital. */
const ordinary = new Set(
  'per hans liv maj mai bo tom karl dag storm bjørn ulf sten sol vår eng hals bang dam lund holm skov berg dahl krog kjær bæk bech beck poul dan tim bent egon elin ole pia eva ida may will mark grant long young brown black white green gray grey king best hope faith grace rose rod rob pat sue art bill bob jack dean wood wall fields price short field rich stone bush cross day fine gold good lake love major page park poor rice sharp small strong walker ward west winter vest øst nord syd vinter sommer vibe'.split(
    ' ',
  ),
)

/** What somebody's work is in short, written small where names have capitals: "KAJE^rad". Rad is a family name as well. */
const shortRoles = new Set(
  'rad rtg rgr onk kir spl ssk sgpl jdm mta mtra mtrt bma ovl vagt bagvagt forvagt vikar'.split(' '),
)

/** Names nobody, alone or in a name. */
export function isIdleWord(word: string): boolean {
  return idle.has(word.toLowerCase()) || isShortRole(word)
}

/** One of the words for somebody's work in short; `word` as they are written, small. */
export function isShortRole(word: string): boolean {
  return shortRoles.has(word)
}

export function isOrdinaryWord(word: string): boolean {
  return word.length <= 3 || isOrdinaryName(word)
}

/** One of the names that are known to be a word as well, however short. */
export function isOrdinaryName(word: string): boolean {
  return ordinary.has(word.toLowerCase())
}

/** Told apart first: an expression over all letters of Unicode takes the engine up to a millisecond to make, and few names need one. */
const plain = /^[A-Za-zÀ-ÖØ-öø-ÿ]+$/

/** Letters; or, in a longer word, what became of letters that were written in another set and read in this one. */
function isNameShaped(word: string): boolean {
  return (
    plain.test(word) ||
    /^[\p{L}\p{M}'’-]+$/u.test(word) ||
    (word.length >= 4 && /^\p{L}[\p{L}\p{M}'’\x80-\uffff-]+$/u.test(word))
  )
}

/** The words of a person's name, DICOM PN or plain: single letters, titles and numbers left out. */
export function nameWords(name: string): string[] {
  return name
    .split(/[\^=\\\s,.;:/()_"“”]+/u)
    .flatMap((word) => (word.includes('-') ? [word, ...word.split('-')] : [word]))
    .map((word) => (plain.test(word) ? word : word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')))
    .filter((word) => word.length >= 2 && isNameShaped(word) && !isIdleWord(word))
}
