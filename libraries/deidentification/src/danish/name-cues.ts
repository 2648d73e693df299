import { isBorne } from './borne-names.ts'
import { isSomebody } from './is-somebody.ts'
import { kinInFront } from './kin-words.ts'
import { listed } from './name-evidence.ts'
import { familyNames, givenNames } from './name-lists.ts'
import { acts, isCalling, isField, isProgram, isShortened, signing, writings } from './staff-words.ts'
import type { Word } from './text-words.ts'
import { goesOnWithName, isHeading, isRole, isShortRole } from './who-words.ts'

/** Words after which a name stands. */
export const cues: ReadonlySet<string> = new Set([
  ...kinInFront,
  ...'brandmand brandmanden politibetjent politibetjenten socialrådg pigenavn pigenavnet supervisor dr doktor doctor læge lægen overlæge overlægen reservelæge afdelingslæge speciallæge kiropraktor fysioterapeut jordemoder tandlæge prof professor radiolog radiologen radiograf radiografen sygeplejerske sygeplejersken spl sygepl kirurg kirurgen neurolog kardiolog onkolog fotograf undersøger undersøgeren operatør operatøren tech technologist att attn signed ref vejleder tolk tolken ordinerende prøvetager visitator henvlæge sagsbehandler bioanalytiker bioanalytikeren sekretær lægesekretær sosu ass ov onk fys jdm ssk sgpl usk rgr rtgr hr herr fr fru frk frøken mr mrs ms miss pt pat patient patienten patientens vedr ang spørg spør fråga vagthavende vagth ovl afdl resl kbu kaldet kaldes kaldenavn alias nickname bmn roommate friend colleague carer caregiver guardian interpreter nok partner grandson granddaughter nephew uncle aunt daughter son wife husband mother father sister brother née født navn navnet name patientnavn mvh hilsen hilsner signeret sign dikteret beskrevet undersøgt godkendt udført scannet konfereret konf henvist rekvireret rekvirent henviser referring physician operator lærer læreren klasselærer klasselæreren præst præsten sognepræst sognepræsten hjemmehjælper hjemmehjælperen vicevært bisidder advokat adv skoleleder træneren by af ved v/ med til'.split(
    ' ',
  ),
])
/** The same words in the tongues of the neighbours and of those who moved here; those that Danish writes too stand above. */
const foreignCues = new Set(
  'dau ledsager ledsageren bisidder forældre forældrene søskende bv rn lpn crna tannlege tannlegen tannpleier tandläkare tandläkaren hammaslääkäri zahnarzt zahnärztin krankenschwester lek lekarz lekarka pielęgniarka hemşire nakorsaq peqqissaasoq bonusmamma mamma pappa kontaktsjuksköterska besteforelder søsteren schwester bruder enkel enkelin opa oma pfleger kollege überweiser hausarzt hausärztin schreibkraft lege legen overlege fastlege fastlegen sykepleier sykepleieren pasient pasienten samboer samboeren samboende ektefelle ektefellen ektemann ektemannen mann mannens kona sønnens jordmor läkare läkaren överläkare överläkaren distriktsläkare sjuksköterska sjuksköterskan undersköterska röntgensjuksköterska barnmorska sambo sambon maken maka makan hustrun sønn sønnene dattera søstera mora faren öl läk specialistläkare dotter dottern sonen anhörig anhöriga närstående syster systern kurator remittent remitterande potilas potilaan lääkäri lääkärin hoitaja hoitajan röntgenhoitaja tytär tyttären poika pojan vaimo vaimon aviomies aviomiehen puoliso omainen omaisen äiti äidin isä isän sisar sisko veli sjúklingur sjúklings læknir lækni læknis dóttir dóttur sonur sonar hjúkrunarfræðingur eiginmaður eiginkona móðir faðir systir bróðir maki aðstandandi patientin arzt ärztin frau tochter sohn ehemann ehefrau mutter vater pani pacjent pacjentka hasta tercüman пациент пациентка больной больная г-н г-жа врач муж мужа жена жены сын сына дочь дочери мать отец брат сестра внук внучка'.split(
    ' ',
  ),
)
/** Cues after which only an unmistakable name counts: everyday words. */
const weakCues = new Set(
  'ov onk fys lærer vedr ang af ved v/ med til by født mand hilsen sign beskrevet undersøgt udført henvist scannet godkendt signeret konfereret dikteret rekvireret signed ref'.split(
    ' ',
  ),
)

/** Cues that are shortened: a full stop behind them ends no sentence. */
const shortened = new Set(
  'ov onk fys läk bv lek vedr ang adv ovl afdl resl vagth ass sosu jdm bmn ssk sgpl usk rgr rtgr dr doc prof hr fr frk mr mrs ms pt pat spl sygepl sign konf beskr att attn tech jr fam'.split(
    ' ',
  ),
)
/** What the same letters mean in capitals: the modality, multiple sclerosis, the venous phase. */
export const modalities = new Set('MR MS PT US RT VEN Ven'.split(' '))

/** Whether a word, in lower case, leads to a name: it is none itself. */
export function isCue(lower: string): boolean {
  return cues.has(lower) || foreignCues.has(lower) || isCalling(lower) || isRole(lower)
}

/** Whether a word that leads to a name stands in front of a word, or an act and whoever did it. */
export function cueBefore(text: string, words: readonly Word[], i: number): 'strong' | 'weak' | undefined {
  const start = words[i]!.start
  if (/(?:^|[\s(,;])[vV]\/\s*$/.test(text.slice(Math.max(0, start - 5), start))) return 'weak'
  // "vagt v. Bang", and no vein.
  if (/(?:^|[\s(,;])v\.\s$/.test(text.slice(Math.max(0, start - 4), start)) && listed(words[i]!, false) > 0)
    return 'weak'
  // Initials stand between: "prof. O. Brøndum".
  let at = i - 1
  while (
    at > 0 &&
    words[at]!.text.length === 1 &&
    words[at]!.capital &&
    (text[words[at]!.end] === '.' || isDoneBy(words, at))
  )
    at--
  const previous = words[at]
  if (!previous) return undefined
  const gap = text.slice(previous.end, start)
  if (!cues.has(previous.lower) && !foreignCues.has(previous.lower)) {
    // "(optaget: Bentholm)"
    // "Signed electronically: J. Abernathy"
    if (signing.has(previous.lower) && /^\s?:\s?(?:\p{Lu}\.\s?)*$/u.test(gap) && !isProgram(words[i]!.text))
      return 'strong'
    if (writtenBy(words, at, gap) && !isField(words[i]!.lower.replace(/e[nt]$/, ''))) return 'strong'
    if (doneBy(text, words, at, words[i]!)) return 'strong'
    if (gap === ' ' && previous.capital && goesOnWithName(previous.lower) && isListed(words[i]!)) return 'weak'
    // "Kontakt: Hege, tlf."
    if (gap.startsWith(':') && isHeading(previous.lower)) return isNamed(text, words[i]!) ? 'strong' : undefined
    if (!isCalling(previous.lower) && !isRole(previous.lower)) return undefined
    // "Ex Balthazar", "kons. Estrid": who that is, unless it is a word of the report.
    if (isRole(previous.lower) && !isCalling(previous.lower)) {
      // PB, RAD: in capitals the letters mean something else.
      if (previous.shout && previous.text.length < 5) return undefined
      const ends = /^\.\s/.test(gap) && !isShortRole(previous.lower)
      if (ends || !/^[\s.:(]*(?:\p{Lu}\.\s*)*$/u.test(gap)) return undefined
      // "henv. Jaun Carlos", and no disease that somebody is sent for.
      if (
        previous.lower === 'henv' &&
        !isListed(words[i]!) &&
        !/^\s\p{Lu}\p{Ll}/u.test(text.slice(words[i]!.end, words[i]!.end + 3))
      )
        return undefined
      return at < i - 1 || isStranger(words[i]!) ? 'strong' : undefined
    }
  }
  if (!/^[\s.:,^(]*(?:\p{Lu}\.\s*)*$/u.test(gap)) return undefined
  // "stud.med. Ask Holdt"
  if (previous.lower === 'med' && /^(?:stud|cand|dr|lic)$/.test(words[at - 1]?.lower ?? '')) return 'strong'
  // "Dr. Hansen" but not "... hos patienten. Lungerne ...": a full stop after a whole word ends the sentence.
  if (/^\.\s/.test(gap) && !shortened.has(previous.lower) && !isShortened(previous.lower)) return undefined
  if (doneBy(text, words, at, words[i]!)) return 'strong'
  // "Mor til Scheila"
  if (
    gap === ' ' &&
    isBound(words[at - 1]?.lower ?? '', previous.lower) &&
    isStranger(words[i]!) &&
    !/(?:mand|kvinde|person)$/.test(words[i]!.lower)
  )
    return 'strong'
  if (modalities.has(previous.text)) return undefined
  // "0,75 V ved 0,4 ms. Batteri": a time, and no woman.
  if (previous.text === 'ms' && /\d\s?$/.test(text.slice(Math.max(0, previous.start - 2), previous.start)))
    return undefined
  // "fr. Holm" is a woman; without its full stop it is a word of other tongues.
  if (previous.lower === 'fr' && text[previous.end] !== '.') return undefined
  // "Søskende: Raske": behind a colon stands how several are, more often than who.
  if (/^(?:forældre|forældrene|søskende)$/.test(previous.lower) && gap !== ' ') return 'weak'
  // "skrevet: Zeynep": behind a colon stands who it was.
  const said = weakCues.has(previous.lower) && !/^(?:af|ved|med|til|by|født)$/.test(previous.lower)
  if (said && /^\s?:\s?$/.test(text.slice(previous.end, start))) return 'strong'
  return weakCues.has(previous.lower) ? 'weak' : 'strong'
}

/** "Ole Ørum, overlæge", "Tran Vo har set billederne": what stands behind says that it was somebody. */
export function titleBehind(text: string, words: readonly Word[], i: number): 'strong' | 'weak' | undefined {
  let last = i
  while (last < i + 3 && words[last + 1]?.capital && text.slice(words[last]!.end, words[last + 1]!.start) === ' ')
    last++
  const rest = text.slice(words[last]!.end, words[last]!.end + 40)
  if (isActing(text, words[i]!, rest)) return 'weak'
  if (!behindWords.some((one) => rest.includes(one))) return undefined
  // "T. Krogager (rad.)": an initial in front and the field in brackets.
  if (/\p{Lu}\.\s?$/u.test(text.slice(Math.max(0, words[i]!.start - 4), words[i]!.start)) && ofField.test(rest))
    return 'strong'
  return behind.test(rest) ? 'weak' : undefined
}

/** What most texts have none of, looked for before the pattern is made. */
const behindWords =
  '(onk (rad (kir (pat (spl (ref (sek (med (uro (gyn (nuk (lun (gas (ort (neu læge radio sygepl jordem bioanaly MD M.D h.d hD prof sekr har havde ringe oplys spørg beder informer orienter kontakt klager ønsker fortæl siger mener føler græder trives sover spiser bor sidder skal venter vil går'.split(
    ' ',
  )
const ofField = /^\s\((?:onk|rad|kir|pat|spl|ref|sekr|med|uro|gyn|nuk|lunge|gastro|ort|neuro)\.?\)/
const behind =
  /^(?:,?\s\(?(?:overlæge|afdelingslæge|reservelæge|speciallæge|læge|radiograf|radiolog|sygeplejerske|jordemoder|bioanalytiker|MD|M\.D\.|ph\.?d\.?|professor|sekretær)(?!\p{L})|\s(?:har|havde) (?:set|godkendt|beskrevet|vurderet|bedt|ringet|ønsket)(?!\p{L})|\s(?:ringer|ringede|oplyser|oplyste|spørger|beder om|informeret|informeres|orienteret|orienteres|kontaktet|kontaktes|klager|ønsker|fortæller|siger|mener|føler|græder|trives|sover|spiser|bor|sidder|skal faste|venter på|vil (?:se|gerne|ikke|have)|har (?:ondt|smerter|feber|kvalme|svært ved|brug for)|går (?:nu|med|ikke|hjem))(?!\p{L}))/iu

/** What staff and patients do in notes, each with what tells it from what a thing does: "ser med", but "ser normal ud". */
const acting =
  /^\s(?:tilses|tilset|tilså|møder|mødt|kontakter|vurderer|superviserer|(?:ser|så)\s(?:med|på|til|pt|pat|patienten|ikke|billede\p{L}*|det|den|dem|ham|hende|over)|skal\s(?:have|ses|tilses|se|på|til|med|hjem|ringe|ringes|kontaktes?|informeres|orienteres|scannes|indlægges|udskrives|opereres)|har\s(?:talt|fået|set|sagt|ringet|bestilt|ordineret|givet|aftalt|lovet|tid)|kommer\s(?:kl|ind|forbi|igen|hjem|selv|ikke|mandag|tirsdag|onsdag|torsdag|fredag|i\s(?:morgen|dag|aften|eftermiddag)))(?!\p{L})/u
const anyAct = /^\s(?:ti|mø|ko|vu|su|se|så|sk|ha)/
/** In front of a town, which does as much as a ward does: "i Lund skal patienten ses". */
const towards = /(?<!\p{L})(?:i|fra|til|på|in|from|to|at|om|over|nær|langs)\s$/iu
/** Names that are parts of the body, plants, weather and things as well, and begin a sentence as such: "Iris har fået". */
const things = new Set(
  'iris flora linea norma viola tang bro brand storm skov strand mark vind sand kær eng dal dag jul høst sommer vinter glas rose stage due fugl silke bitten muff moe hammer brink horn have pil sten fjord bjerg toft lund holm bæk lind hede frost sne krog krag skjold busk bager præst skipper skytte høj rask glad'.split(
    ' ',
  ),
)

/** "Elif tilses", "Lund ser med": a name of the lists that is a word as well, in front of what only somebody does. */
function isActing(text: string, who: Word, rest: string): boolean {
  if (!anyAct.test(rest) || who.shout || !(givenNames.has(who.lower) || familyNames.has(who.lower))) return false
  if (!acting.test(rest) || towards.test(text.slice(Math.max(0, who.start - 8), who.start))) return false
  return (
    !things.has(who.lower) || /^\s(?:tilse[st]|tilså|ser\smed|kontakter|vurderer|superviserer)(?!\p{L})/u.test(rest)
  )
}

/** By any of the lists. */
function isListed(word: Word): boolean {
  return listed(word, false) > 0 || (isBorne(word.lower) && isSomebody(word.text))
}

/** Adjectives, participles and nouns by their ends; a name that no list has may end so as well, and is left to what else says so. */
const wordLike = /(?:el|[^aeiouyæøå]t|et|ede|isk|ig|[^d]al|iv|er|ing|en|ion|us|um|is|or)$/

function isStranger(word: Word): boolean {
  return isListed(word) || (isSomebody(word.text) && !wordLike.test(word.lower))
}

/** "mor til", "gift med": behind it stands who it is. */
function isBound(first: string, second: string): boolean {
  if (second === 'til')
    return /^(?:mor|far|bror|søster|mormor|farmor|morfar|farfar|moster|faster|onkel|svigermor|svigerfar)$/.test(first)
  return second === 'med' && /^(?:gift|samboende|samlevende|forlovet|kærester)$/.test(first)
}

/** One name or two, and nothing more of the sentence. */
function isNamed(text: string, word: Word): boolean {
  if (word.shout || !isStranger(word)) return false
  return /^(?:\s\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?)?(?:\s*$|[,.;)\n]|\s(?:og|eller|and|\(|\d))/u.test(
    text.slice(word.end, word.end + 40),
  )
}

/** "målt af Refslund": behind an act stands who did it, known as a name or not. */
function doneBy(text: string, words: readonly Word[], at: number, who: Word): boolean {
  const act = words[at - 1]
  if (!act || !/^(?:af|ved|by|av|durch)$/.test(words[at]!.lower) || !acts.has(act.lower)) return false
  return text.slice(act.end, words[at]!.start) === ' ' && !isProgram(who.text)
}

/** "Granskad av Ö Ahlgren": an initial without its full stop. */
function isDoneBy(words: readonly Word[], at: number): boolean {
  return /^(?:av|af|by)$/.test(words[at - 1]?.lower ?? '') && acts.has(words[at - 2]?.lower ?? '')
}

/** "notat fra Wichmann": what is written or said comes from somebody. */
function writtenBy(words: readonly Word[], at: number, gap: string): boolean {
  return gap === ' ' && /^(?:fra|från|from|von)$/.test(words[at]!.lower) && writings.has(words[at - 1]?.lower ?? '')
}
