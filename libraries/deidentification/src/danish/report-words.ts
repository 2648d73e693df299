import { abbreviations } from './abbreviations.ts'
import { isBorne } from './borne-names.ts'
import { eponymContext, eponyms, familyNames, givenNames } from './name-lists.ts'

/** Drugs by the names that are written most in Danish notes; those that are called after nobody. */
const drugs = new Set(
  'marevan waran warfarin eliquis xarelto pradaxa lixiana fragmin innohep klexane heparin plavix brilique efient persantin magnyl hjertemagnyl hjerdyl kodimagnyl treo pamol panodil pinex ibuprofen ipren ibumetin bonyl voltaren diclon diclofenac naproxen toradol morfin contalgin doltard oxycontin oxynorm oxycodon dolol tradolan nobligan tramadol kodein ketogan metadon temgesic palexia durogesic fentanyl dipidolor gabapentin lyrica pregabalin saroten nortriptylin insulin lantus toujeo tresiba levemir novorapid humalog fiasp apidra actrapid insulatard novomix metformin glucophage janumet januvia jardiance forxiga ozempic victoza wegovy saxenda trulicity rybelsus amaryl digoxin furix diural lasix burinex centyl spirix spironolacton hexalacton inspra eplerenon zestril corodil cozaar losartan atacand diovan entresto selozok seloken metoprolol bisoprolol emconcor carvedilol norvasc amlodipin isoptin verapamil cardizem cordarone cordarex multaq tambocor nitrofurantoin nitroglycerin nitrolingual imdur simvastatin zocor lipitor crestor ezetrol repatha praluent pantoprazol pantoloc nexium omeprazol losec lansoprazol somac gaviscon primperan zofran ondansetron movicol magnesia laxoberal imodium kaleorid kalinorm prednisolon solumedrol dexamethason decadron hydrocortison ventoline bricanyl spiriva symbicort seretide relvar trelegy trimbow pulmicort singulair berodual duovent penicillin primcillin vepicombin selexid dicillin heracillin bioclavid amoxicillin tazocin zinacef cefuroxim rocephin meronem meropenem ciprofloxacin ciproxin azithromycin zitromax klaritromycin doxycyklin metronidazol flagyl vancomycin gentamicin sulfotrim diflucan aciclovir zovir tamiflu methotrexat plaquenil salazopyrin imurel humira remicade inflectra enbrel simponi stelara cosentyx mabthera rituximab tocilizumab actemra keytruda opdivo yervoy herceptin avastin erbitux tamoxifen arimidex femar letrozol zoladex firmagon casodex xtandi zytiga taxotere docetaxel paclitaxel carboplatin cisplatin oxaliplatin capecitabin xeloda gemcitabin vinorelbin navelbine alimta eylea lucentis beovu vabysmo ozurdex iluvien xalatan cosopt azopt lumigan ganfort alendronat fosamax prolia aclasta zoledronsyre evenity unikalk litium sertralin zoloft cipralex citalopram mirtazapin venlafaxin efexor fluoxetin quetiapin seroquel zyprexa olanzapin risperdal abilify haldol haloperidol leponex oxazepam oxapax stesolid diazepam alopam imovane zopiclon zolpidem stilnoct circadin melatonin ritalin keppra levetiracetam lamotrigin lamictal tegretol trileptal valproat deprakine fenytoin rivotril madopar sinemet sifrol requip aricept ebixa memantin betmiga vesicare oxybutynin tamsulosin omnic finasterid avodart viagra cialis eltroxin euthyrox thycapzol propylthiouracil omnipaque visipaque iomeron iohexol ultravist xenetix iopamiro optiray dotarem gadovist clariscan prohance primovist multihance sonovue lipiodol gastrografin buscopan glucagon adenosin rapiscan dobutamin atropin propofol ketamin rocuronium esmeron midazolam dormicum lidocain xylocain marcain bupivacain naropin adrenalin noradrenalin efedrin metaoxedrin tranexamsyre cyklokapron ferinject monofer venofer aranesp neorecormon clexane tinzaparin dalteparin enoxaparin fondaparinux arixtra alteplase actilyse metalyse brintellix sumatriptan imigran botox ocrevus tysabri gilenya tecfidera copaxone avonex aubagio mavenclad'.split(
    ' ',
  ),
)

/** What pharmacy ends its words with. */
const stems =
  /.{3}(?:pril|sartan|olol|vastatin|prazol|cillin|mycin|micin|floxacin|dipin|tinib|parin|xaban|gliptin|gliflozin|glutid|zepam|zolam|triptan|oxetin|[ilmrstuvz]umab|[ivx]imab|ercept|ciclovir|navir|nidazol|conazol|semid|thiazid|methason|nisolon|profen|coxib|setron|barbital|[ov]acaine?|fentanil|codon|tiapin|zapin|peridon|mustin|platin|rubicin|taxel|trexat|tamol|terol|sterid|lukast)$/

/** What is measured in blood and by instruments, as it is shortened with a capital. */
const measures = new Set(
  'hgb hb hct trc leuk leuko thrombo trombo krea kreat carb alb bili basfos alat asat gluc bs bt rr puls temp sat spo2 qtc qrs qt pr hba1c ca na mg troponin crp inr ef lvef'.split(
    ' ',
  ),
)

/** A number with its unit, or with a decimal comma, right behind. */
const value =
  /^\s?[:=]?\s?[<>~]?\d+(?:[.,]\d+)?\s?(?:%|‰|°|(?:mm|cm|ml|dl|l|mg|µg|ug|mikg|mcg|g|kg|IE|E|mmol|µmol|nmol|pmol|mol|mmHg|ms|Hz|bpm|kPa|kV|mA|mAs|mGy|MBq|HU|Gy|cGy)(?![\p{L}\d]))/u
const decimal = /^\s?[:=]?\s?[<>~]?\d+,\d+(?![.,\d])/

/** Diseases by their ends, which no name has. */
const diseases =
  /(?:^|.{2})(?:emboli|embolier|trombose|stenose|infarkt|fraktur|cancer|karcinom|sarkom|lymfom|metastaser?|pneumoni|sepsis|itis|ektomi|plegi|parese|ødem|absces|aneurisme|hæmatom|ileus|prolaps|artrose|iskæmi|anæmi|patologi|syndrom|sklerose|blødning|svigt|hjertestop)$/

/** A drug by its name or by what pharmacy ends its words with; `lower` in lower case. */
export function isDrug(lower: string): boolean {
  return drugs.has(lower) || (lower.length > 6 && stems.test(lower) && !isBorne(lower))
}

/**
 * Whether a capitalised word beside an identifier is one of the report, and none of a name or an address: an abbreviation of medicine, capitals
 * inside a word, a drug, a disease, or something measured. `rest`: what stands behind it.
 */
export function isReportWord(word: string, rest: string): boolean {
  const lower = word.toLowerCase()
  const isNamed = familyNames.has(lower) || givenNames.has(lower)
  if (word.length > 1 && !isNamed && !/\p{Ll}/u.test(word) && word.split('-').some(isShort)) return true
  if (/^\p{Lu}{2,}\p{Ll}$/u.test(word) || isDrug(lower) || value.test(rest)) return true
  if (decimal.test(rest) || (measures.has(lower) && /^\s?[:=<>]?\s?\d/.test(rest))) return true
  return diseases.test(lower)
}

/** The same behind a place, where whoever a disease is called after is no person either: "2730 Herlev Crohn". */
export function endsPlace(word: string, rest: string): boolean {
  if (isReportWord(word, rest)) return true
  const lower = word.toLowerCase()
  const isNamed = familyNames.has(lower) || givenNames.has(lower)
  return eponyms.has(lower.replace(/['’]?s$/, '')) && (!isNamed || eponymContext.test(rest))
}

/** What a modality is called, and what medicine writes in capitals. */
function isShort(word: string): boolean {
  return (
    abbreviations.has(word) || /^(?:CT|MRI?|PET|UL|US|RTG|EKG|EEG|QT|RADS|OS|OD|OU|BI|ST|AF|TX|PE|T[12])$/.test(word)
  )
}

/** A whole word with a full stop ends the sentence; shortened ones of a place's name do not. */
const sentenceEnd = /(?<=\p{L}{4})\.(?=\s|$)/u

/**
 * How much of capitalised words in a row still names a house, a town or somebody: up to the end of the sentence, or to the first word behind
 * the first that is one of the report. `rest`: what stands behind them.
 */
export function withinName(said: string, rest: string): string {
  const stop = sentenceEnd.exec(said)
  const sentence = stop ? said.slice(0, stop.index) : said
  const shouted = !/\p{Ll}/u.test(sentence)
  for (const found of sentence.matchAll(/(?<=[\s,])\p{Lu}[\p{L}\p{M}\d'’-]*/gu)) {
    if (shouted && !value.test(sentence.slice(found.index + found[0].length))) continue
    if (endsPlace(found[0], sentence.slice(found.index + found[0].length) + (stop ? '' : rest)))
      return sentence.slice(0, found.index).replace(/(?:\s(?:og|&))?[\s,]+$/u, '')
  }
  return sentence
}
