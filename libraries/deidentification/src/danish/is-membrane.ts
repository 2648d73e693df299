/** The membranes around the brain and the cord beside which the innermost one, the pia, is named. */
const membrane = '(?:dura|ara[ck]hnoide?a?|(?:lepto|pachy)?mening(?:es|er|erne)?|mater)'
const before = new RegExp(`(?<!\\p{L})${membrane}(?:,\\s?|\\s?[/+&-]\\s?|\\s(?:og|and|samt|eller)\\s)$`, 'iu')
const behind = new RegExp(`^(?:,\\s?|\\s?[/+&-]\\s?|\\s(?:og|and|samt|eller)\\s|\\s)${membrane}(?!\\p{L})`, 'iu')
/** What is said of a membrane, and of nobody. */
const foundIn =
  /^\s(?:(?:er|is|lader|med|uden|without|with)\s)?(?:opladende|opladning\p{L}*|kontrastopladning|enhance\p{L}*|fortykke\p{L}*|thicken\p{L}*|intakt|normale?|upåfaldende|forandringer|patologi\p{L}*|blødning|belægning\p{L}*|siderose|ruptur)(?!\p{L})/iu
/** The same where it can be nothing else. */
const shownIn =
  /^\s(?:(?:er|is)\s)?(?:opladende|kontrastopladende|enhanc\p{L}+|fortykke\p{L}*|thicken\p{L}*)(?!\p{L})/iu
/** What the pictures of a text are of. */
const neuro =
  /(?<!\p{L})(?:dura\p{L}*|ara[ck]hnoid\p{L}*|subara[ck]h\p{L}*|(?:lepto|pachy)?mening\p{L}*|intrakrani\p{L}*|cerebr\p{L}*|cerebell\p{L}*|medulla|myelon|cortex|kortikal\p{L}*|gyri|sulci|ventrikelsystem\p{L}*|hjernehind\p{L}*)(?!\p{L})/iu

/**
 * Whether "Pia" is the membrane and no woman: right beside another one, or, where no word leads to a person, with a finding behind it in a text of
 * the brain.
 */
export function isMembrane(text: string, start: number, end: number, isLed: boolean): boolean {
  const [lead, rest] = [text.slice(Math.max(0, start - 200), start), text.slice(end, end + 200)]
  if (before.test(lead) || behind.test(rest)) return true
  if (isLed) return false
  if (shownIn.test(rest)) return true
  const opacity = /oplad\p{L}*\s(?:i|af|langs|omkring)\s$/iu.test(lead)
  return (opacity || foundIn.test(rest)) && (neuro.test(lead) || neuro.test(rest))
}
