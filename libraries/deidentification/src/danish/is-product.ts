/** What is done with a thing and with nobody: behind it and "med" or "with" stands a device, a material or a drug. */
const done =
  /(?<!\p{L})(?:(?:be|efter|for)?handl\p{L}*|stent\p{L}*|PCI|POBA|PTA|TAVI|EVAR|ICD|ballon\p{L}*|dilat\p{L}*|implant\p{L}*|indsat|indsæt\p{L}*|luk(?:ket|kes|ning)|coil\p{L}*|clips\p{L}*|emboli[sz]\p{L}*|\p{L}*protese\p{L}*|\p{L}*plastik|klap\p{L}*|pacemaker|skyl\p{L}*|forbind\p{L}*|sut[uy]\p{L}*|syet|dækket|fyldt|rekonstru\p{L}*|erstat\p{L}*|suppl\p{L}*|(?:op)?start\p{L}*|medicin\p{L}*|\p{L}*terapi|therapy|inhal\p{L}*|injek\p{L}*|inj\.|anæst\p{L}*|bedøv\p{L}*|fiks(?:er\p{L}*|ation)|osteosynt\p{L}*|skinne\p{L}*|bandage\p{L}*|vaccin\p{L}*|substitu\p{L}*|skift\p{L}*|treat\p{L}*|stented|closed|fixed|sutured|kirurgi|graft\p{L}*)(?:\s(?:\p{Ll}+|\d+)){0,2}\s(?:med|with|mit)\s$/iu
/** A size, a dose, a vessel or a part behind it. */
const measured =
  /^\s?(?:®|™|\(?\d+(?:[.,]\d+)?\s?(?:x|×|mm|cm|mg|mikg|mcg|µg|ug|ml|IE|IU|g|%|Fr|F)(?!\p{L})|(?:i|in|x)\s(?:LAD|LM|CX|LCX|RCA|RCX|D\d|OM\d?|PDA|\d)|(?:stent|ballon|klap|inhalator|depot|pen|spray|coil|graft|protese|pacemaker|kateter|wire|skrue|plade|tabl?\.|creme|salve)\p{L}*)/u

/** "Los Angeles grad B": a classification that is called after a town, with a class or the word behind it. */
const classifications = new Set(['los angeles'])
const classedBehind =
  /^(?:-|,?\s\(?)(?:(?:grad|grade|gr\.?|klasse|class|type)\s?[A-D1-4](?![\p{L}\d])|[A-D](?![\p{L}\d.])|(?:klassifi|classifi|gradering|grading|score|skala|scale)\p{L}*)/iu

/** Texts of reports name a thing a few times; more is not looked at. */
const mostMentions = 12

/**
 * Whether capitalised words that no list of names has stand, here or elsewhere in the text, where a thing does: "stentet med Resolute Onyx",
 * "Xience Sierra 3,0 x 18 mm".
 */
export function isProduct(text: string, start: number, end: number): boolean {
  const said = text.slice(start, end)
  if (classifications.has(said.toLowerCase()) && classedBehind.test(text.slice(end, end + 24))) return true
  let at = text.indexOf(said)
  for (let i = 0; at >= 0 && i < mostMentions; i++) {
    const behind = text.slice(at + said.length, at + said.length + 24)
    if (done.test(text.slice(Math.max(0, at - 48), at)) || measured.test(behind)) return true
    at = text.indexOf(said, at + 1)
  }
  return false
}

/** What is called after whoever found it, right behind: nothing that a patient is given, gets done or has. */
const technique =
  /^(?:\s|-)(?:pladen|teknik(?:ken)?|technique|metoden?|method|princip(?:pet)?|principle|formlen|formel|formula|ligning(?:en)?|equation|modifikation(?:en)?|modification|manøvren?|maneuver|klassifikation(?:en)?|classification|kriterier(?:ne)?|optagelser?n?|projektion(?:en|er)?|view)(?![\p{L}-])/iu
/** Vaccines that are called after whoever made them: behind any other name stands whom they are given to. */
const vaccine = /^(?:sabine?|salk|calmette)(?:\s|-)vaccinen?(?!\p{L})/iu

/** "Sabine vaccine", "Gertrud metoden": whether a word is what a technique or a product right behind it is called after. */
export function isTechnique(text: string, start: number, end: number): boolean {
  return technique.test(text.slice(end, end + 24)) || vaccine.test(text.slice(start, end + 12))
}
