/** Endings of Danish words of reports and of medicine. */
export const nouns = endings(
  'isk iske tivt tive plinær plinært plinære erne eres erer ingen elsen else tion tionen tioner itis osen emi pati ektomi skopi grafi biopsi punktur artefakt artefakter infarkt infarkter ruptur ødem absces hernie karcinom sarkom adenom lymfom melanom aneurisme stenose trombose nekrose fibrose cirrose artrose sklerose spondylose protese implantat logi logisk heden hed skab ligt lig løs fuld barhed kontrol fraktur protokol undersøgelse smerte smerter kræft tumor cyste sygdom syndrom fase serie billede billeder forandring forandringer kirurgi terapi symptom symptomer metastaser program kateter arterie arterien arterier sion sioner sionen glas oidea oid scan port mab led væske kirtel hinde sene foto fotos gram grammer metri ekko lampe view viewer tracking bolus brain ben rod monitoring registrering optagelse rapport report',
)
/** More of them where only the place in the sentence speaks against a name. */
export const moreNouns = endings('ing en et ende ede ret lig erne ion iv al ær else er')

/** Endings of family names that are places; a Danish word may end in them as well. */
export const familyEndings = endings(
  'høj borg dal dahl lund skov toft holm holt vang bæk bech rup sted berg feldt qvist kvist skjold husen bjerg gård dóttir sson sdatter ović ević wski wska ski cki czyk czak iak owicz enko chuk escu eanu zadeh pour nejad poulos idis ssian lingam rajah nathan nguaq oğlu oglu yan ian',
)

/** Endings by their length. */
function endings(text: string): ReadonlyMap<number, ReadonlySet<string>> {
  const found = new Map<number, Set<string>>()
  for (const ending of text.split(' ')) found.set(ending.length, (found.get(ending.length) ?? new Set()).add(ending))
  return found
}

/** Whether the word ends so, with two letters and more in front. */
export function endsIn(known: ReadonlyMap<number, ReadonlySet<string>>, word: string): boolean {
  for (const [length, some] of known) if (word.length >= length + 2 && some.has(word.slice(-length))) return true
  return false
}
