/** DOS code page 850 from 80 on. 437 and 865 have the same letters in the same places but for ø, which 437 lacks. */
const dosSigns =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\xad±‗¾¶§÷¸°¨·¹³²■\xa0'

/** What a text of one byte a sign can say. */
export interface Readings {
  /** The likeliest. */
  text: string
  /** Others, sign for sign in the same places: what they tell of somebody counts as well. */
  others: readonly string[]
}

/** Bytes for which a look is worth it: none of Latin-1, and what the old Macintosh has for æ and ø. */
const telling = /[\x80-\x9f\xa1-\xa5\xae\xaf\xbe\xbf]/
/** UTF-8 under another name has bytes there as well, and is read by its own pairs. */
const inPairs = /[\xc2\xc3][\x80-\xbf]/
/** Of other scripts nothing is to be found here. */
const foreign = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u
const letter = /\p{L}/u
const danish = /[æøåÆØÅ]/

/**
 * How bytes of a set of Latin letters are to be read. Latin-1 has no sign between 80 and 9F, and Windows-1252 few that stand inside of
 * words; old modalities and what was imported from their media have the Danish letters of DOS and the Macintosh there, under whatever set
 * is declared. The reading counts that makes words of them; where the declared one makes as many, it stays. `declared`: as the declared
 * set has it, as many characters as bytes.
 */
export function readCodePages(raw: Uint8Array, declared: string): Readings {
  if (raw.length !== declared.length || !/[^\0-\x7f]/.test(declared)) return { text: declared, others: [] }
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString('latin1')
  if (!telling.test(bytes) || inPairs.test(bytes) || foreign.test(declared)) return { text: declared, others: [] }
  const said = judged(declared.replace(/[\x80-\x9f]/g, windowsSign), plausibleSign)
  if (said.odd === 0 && !doubtful.test(bytes)) return { text: declared, others: [] }
  const [dos, mac] = oldReadings(raw, bytes)
  const [first, second] = [dos, mac]
    .map((text) => ({ text, ...judged(text, () => false) }))
    .sort((a, b) => b.points - a.points)
  const best = said.odd > 0 && first!.points > said.points && first!.points > 0 ? first!.text : declared
  return { text: best, others: [declared, first!.text, second!.text].filter((text) => text !== best) }
}

function oldReadings(raw: Uint8Array, bytes: string): [dos: string, mac: string] {
  const dos = bytes.replace(/[\x80-\xff]/g, (one) => dosSigns[one.charCodeAt(0) - 0x80]!)
  return [dos, new TextDecoder('macintosh').decode(raw)]
}

const danishAlone = /^[\0-\x7fæøåÆØÅéäöüÄÖÜ]*$/

/**
 * A Danish text in bytes that are declared to be another script: where each of them stands alone among letters of ASCII, and one of the sets
 * makes Danish letters of all. What is Chinese or Russian has them in rows.
 */
export function danishAmong(raw: Uint8Array): string | undefined {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString('latin1')
  if (!/[\x80-\xff]/.test(bytes) || /[\x80-\xff]{2}/.test(bytes)) return undefined
  return [bytes, ...oldReadings(raw, bytes)].find((text) => {
    const { points, odd } = danishAlone.test(text) ? judged(text, () => false) : { points: 0, odd: 1 }
    return odd === 0 && points > 1
  })
}

/** Where the sets of ISO 8859 have nothing writers mean those of Windows. */
function windowsSign(one: string): string {
  return new TextDecoder('windows-1252').decode(Uint8Array.of(one.charCodeAt(0)))
}

/** Æ of DOS beside capitals, where an apostrophe of Windows-1252 is as likely; ä, é, ö and û of the Macintosh, which are Š, Ž, š and ž there; æ and Æ of it. */
const doubtful = /[A-Z]\x92|\x92[A-Z]|[\x8a\x8e\x9a\x9e]|\xbe[A-Za-z]|[A-Z]\xae/

/** How well the signs beyond ASCII fit into the words that they touch, and how many of them fit none. */
function judged(text: string, fits: (sign: string, before: string, after: string, text: string) => boolean) {
  let [points, odd] = [0, 0]
  for (const found of text.matchAll(/[^\0-\x7f]/g)) {
    const [sign, before, after] = [found[0], text[found.index - 1] ?? '', text[found.index + 1] ?? '']
    const touches = letter.test(before) || letter.test(after)
    if (/\p{Script=Latin}/u.test(sign) && !/[ªºƒ]/.test(sign)) {
      if (isAstray(sign, before, after)) {
        odd++
        points--
      } else points += touches && danish.test(sign) ? 2 : 1
    } else if (touches ? fits(sign, before, after, text) : !/[\x80-\x9f¯]/.test(sign)) points += touches ? 1 : 0
    else {
      odd++
      points--
    }
  }
  return { points, odd }
}

/** A capital stands at the beginning of a word, or among capitals; Œ begins few words. */
function isAstray(sign: string, before: string, after: string): boolean {
  if (!/\p{Lu}/u.test(sign)) return false
  const small = /\p{Ll}/u
  if (sign === 'Œ' && (letter.test(before) ? !/\p{Lu}/u.test(after) : /[^\P{L}usdi]/iu.test(after))) return true
  return small.test(before) || (letter.test(before) && small.test(after))
}

/** Signs of Windows-1252 and Latin-1 where writers put them: "patient’s", "“Kommentar”", "Philips®", "37µ". */
function plausibleSign(sign: string, before: string, after: string, text: string): boolean {
  const [behind, ahead] = [letter.test(before), letter.test(after)]
  // A word in single marks has one at its end as well: "’ldrecenter" has none.
  if (sign === '’' || sign === '‘') return behind ? sign === '’' : /\p{L}’(?!\p{L})/u.test(text)
  if ('–—…•·\xad\xa0'.includes(sign)) return true
  if (sign === '¾') return !behind
  if ('“„‚«¡'.includes(sign)) return !behind || (sign === '“' && !ahead)
  if ('”»®™°²³¹ªº´'.includes(sign)) return !ahead || '°²³¹'.includes(sign)
  return !'†‡ˆ˜‰¯¨¸¿‹›'.includes(sign) && !/[\x80-\x9f]/.test(sign) && !(behind && ahead)
}
