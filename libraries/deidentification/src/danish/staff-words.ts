const words = (text: string) => new Set(text.split(' '))

/** What someone does at work, by the end of the word for it: radiolog, hospitalsfysiker, bagvagt, ortopædkir. */
const calling =
  /(?:læge|kirurg|skopør|perfusionist|studerende|dontist|optometrist|tandplejer|sygeplejerske|terapeut|pædagog|logopæd|diætist|rådgiver|portør|ambulancebehandler|koordinator|bioingeniør|(?:turnus|fast|over|vakt|kommune|assistent|spesialist)lege|läkare|ortoptist|sygehjælper|kontaktperson|bioanal|optiker|plejehjælper|elev|tolk|dosimetrist|assistent|tekniker|fysiker|sekretær|praktor|jordemoder|(?:klinik|afdelings|sektions)chef|vagt|patolog|diolog|onkolog|urolog|neurolog|nefrolog|hæmatolog|gynækolog|reumatolog|dermatolog|pulmolog|allergolog|krinolog|immunolog|psykolog|radiograf|sonograf|fotograf|analytiker|anæstesiolog|pædiater|psykiater)(?:e?ns?|e?rne|e?r)?$|(?:kir|spl|sekr|bioan|mtra)$|(?:(?:radio|sono|photo)grapher|technologist|radiologist|cardiologist|oncologist|pathologist|surgeon|nurse)s?$/

/** Abbreviations of a calling: the full stop behind them ends no sentence. */
const shortened =
  /(?:kir|spl|bioan|sygepl|sekr|radiol|kardiol|onkol|ovl|overl|reservel|bioanal|ssk|sgpl|afdl|lægesekr|ergoter|fysioter)$/

/** Whether a word, in lower case, says what somebody's work is. */
export function isCalling(word: string): boolean {
  return word.length >= 4 && calling.test(word)
}

/** What a department is for, as a noun or an adjective: it stands where a name may, and names nobody. */
const field = /(?:kirurgi|ortopædi|pædiatri|psykiatri|anæstesi|medicin|logi|[gtnkm]isk)$/

export function isField(word: string): boolean {
  return word.length > 5 && field.test(word)
}

export function isShortened(word: string): boolean {
  return shortened.test(word)
}

/** What staff do to pictures, papers and patients: behind it and "af" or "by" stands who did it. */
export const acts = words(
  'skåret udskåret indstøbt besvaret svaret oprettet anmeldt indmeldt noteret ændret rettet slettet flyttet korrigeret tilføjet importeret overført frigivet gentaget injiceret lejret repeated positioned injected hjulpet hentet administreret ordineret aflæst bearbejdet eksporteret lagt konst konstateret kørt målt opmålt tegnet optegnet indtegnet sat påsat set gennemset fremvist fremlagt beregnet udregnet lavet udarbejdet planlagt optaget udført foretaget vurderet revurderet gennemgået beskrevet tolket kontrolleret verificeret godkendt bekræftet attesteret signeret valideret underskrevet dikteret skrevet indtalt registreret indberettet meddelt konfereret drøftet diskuteret aftalt booket bestilt rekvireret henvist modtaget afsendt sendt indsendt opsat indstillet farvet snittet præpareret scannet skannet undersøgt opereret anlagt tilset assisteret superviseret fotograferet afgivet annoteret segmenteret markeret redigeret visiteret ses fremlægges beskrives vurderes gennemgås godkendes drøftes konfereres udføres bestilles følges opereres kontrolleres tilses scannes skannes fremvises tolkes measured drawn contoured operert utført granskad opererad utförd undersökt remitterad bedömd henvisad operiert durchgeführt reviewed approved signed verified created edited prepared planned calculated performed acquired scanned interpreted read reported dictated transcribed typed presented seen examined discussed confirmed entered ordered requested referred annotated segmented marked',
)

/** The same, where a colon alone leads to the name: they say who, never what was found. */
export const signing = words(
  'optaget indtegnet verificeret bekræftet attesteret transskriberet indtalt fotograferet annoteret segmenteret valideret contoured verified confirmed transcribed annotated electronically elektronisk assist assistent assistant',
)

/** What somebody writes, says or sends. */
export const writings = words(
  'notat notatet journalnotat journalnotatet brev brevet henvisning henvisningen epikrise epikrisen mail mailen e-mail besked beskeden telefonbesked opkald opkaldet remiss remissen anmodning anmodningen ordination ordinationen bestilling rekvisition rekvisitionen seddel hilsen oplysning oplysninger anteckning note letter referral message call request Brief Überweisung',
)

/** Programs and makers that measure and draw as well. */
const programs = words(
  'eclipse monaco pinnacle raystation brainlab totalsegmentator acuros varian elekta sectra intellispace vitrea terarecon osirix horos slicer freesurfer radiant visage impax carestream mirada velocity limbus philips siemens canon toshiba hologic samsung fujifilm agfa syngo aycan aidoc lunit quibim icobrain neuroquant',
)

/** A word with a capital inside is a program's, but for McKinnon, DeVries, LaFontaine. */
export function isProgram(word: string): boolean {
  return (
    programs.has(word.toLowerCase()) ||
    (/\p{Ll}\p{Lu}/u.test(word) && !/^(?:Ma?c|De|La|Le|Van|Von|Di|Du|Fitz)\p{Lu}/u.test(word))
  )
}
