import type { TextSpan } from '../text-span.ts'
import { abbreviations } from './abbreviations.ts'
import { isFileWord, isFrequentName, isKnownWord, isNamed } from './file-words.ts'
import { isPlainWord } from './plain-words.ts'
import { saysAny } from './says-any.ts'
import { acts } from './staff-words.ts'

/** What a login is called; "bruger" is what somebody does as well. */
const said = `(?:[Ll]og(?:in|on)|LOG(?:IN|ON)|[Bb]ruger(?:navn|[- ]?(?:id|ID))?|[Uu]ser(?:name|[- ]?(?:id|ID))?|(?:AD|ad)-?(?:konto|bruger|login)|[Mm]edarbejder-?(?:id|ID|nr|kode))`
/** b038812, x7k219, vdl\yildmeh, svc-jmadsen: letters with digits, or with the domain or the use in front. */
const token = new RegExp(
  String.raw`(?<!\p{L})${said}\s?[:=]?\s?((?:\p{L}{2,8}\\)?(?=[\p{L}._-]*\d)\p{L}[\p{L}\d._-]{2,14}|\p{L}{2,8}\\\p{L}{2,15}|svc-\p{L}{2,12})(?![\p{L}\d])`,
  'gu',
)
/** "bruger: kfo", "AD-konto VESTAKA": letters alone, where a colon or the word itself leaves no doubt. */
const letters = new RegExp(
  String.raw`(?<!\p{L})(?:${said}\s?[:=]\s?|(?:[Ll]ogin|[Bb]rugernavn|[Uu]sername|(?:AD|ad)-?(?:konto|bruger|login))\s)(\p{Ll}{3,8}|\p{Lu}{3,8})(?=\s*(?:$|[.,;:)\n/]|\s))(?!\s?=)`,
  'gu',
)
/** "oprettet af RM12345", "godk. LBN02": the form alone, behind what was done. */
const formed =
  /(?<!\p{L})(?:[Oo]prettet|[Gg]odk(?:endt)?|[Rr]ettet|[Ss]lettet|[Ss]ign(?:eret)?|[Bb]eskr(?:evet)?|[Rr]egnet|[Mm]ålt|[Uu]dført)\.?\s(?:af\s)?((?!(?:CT|MR|UL|PET|Q|TNM|FR|G|T|N|M|L|C|S|TH)\d)\p{Lu}{2,4}\d{2,6})(?![\p{L}\d]|[.,-]\d)/gu

/** "oprettet af kabr01", "ved hjkn0012": small letters with two digits and more behind what was done, or with a zero in front of the digits. */
const numbered =
  /(?<!\p{L})(?:(\p{L}{3,})\.?\s)?(?:af|av|by|ved|v\/)\s?(\p{Ll}{3,8})(\d{2,4})(?![\p{L}\d]|[.,-]\d|\s?(?:mm|cm|ml|mg|kg|%))/gu
/** "af LVI14": all that a field says. */
const numberedAlone = /^\s*(?:af|av|by|ved|v\/)\s?(\p{Lu}{3,4}\d{2,4})\s*\.?\s*$/gu
/** "REG1KABR": the region and who works in it. */
const ofRegion = /(?<![\p{L}\d])(REG\d\p{Lu}{3,5}\d{0,2})(?![\p{L}\d])/gu
/** "user mskjoldager", "logget ind som pbirkelund": letters in front of a family's name. */
const withFamily =
  /(?<!\p{L})(?:user|bruger|login|logon|logget (?:ind|på) som|logged in as)(?:\s?[:=]\s?|\s)(\p{Ll}{6,24})(?![\p{L}._-])/giu

/** A login or a name as addresses have it: "ref.: jens.holmboe". */
const addressed =
  /(?<!\p{L})(?:(?:ref|rekv|sign|bruger(?:navn|[- ]?id)?|user(?:name|[- ]?id)?|login|init|operator|oprettet af|(?:created|scanned|performed|acquired|read|verified|reported) by|(?:scannet|udført|beskrevet) af)\.?\s*[:=]\s*|(?:mitid|nemid|regionsid|bankid|logget (?:ind|på) som|logged in as)\s*:?\s+|(?:user|bruger|login)\s(?=\p{L}+\d)|(?:user|brugernavn|login)\s(?=\p{L}{2,}[._]\p{L}))(\p{L}{2,}[._]\p{L}{2,}|\p{L}{2,}\d{1,4})(?![\p{L}\d])/giu
const addressedWords =
  'ref rekv sign bruger user login init operator oprettet created scan perform acquir read verif report udført beskrevet mitid nemid regionsid bankid logge'.split(
    ' ',
  )

/** "regsj\khan12": a domain and who works in it, with no word in front; more strokes make a path. */
const domainLogin =
  /(?<![\p{L}\p{M}\d\\/:._-])(\p{L}[\p{L}\d-]{1,19})\\(\p{L}[\p{L}\p{M}\d._-]{1,39})(?![\p{L}\p{M}\d._-]*\\)(?![\p{L}\p{M}\d_-])/gu

/** "by jsommx on WS-CT-14": who worked, and at which place of work. */
const atWork =
  /(?<!\p{L})(?:by|af)\s([\p{Ll}][\p{Ll}\d._-]{2,15})\s(?:on|at|@|på|ved|from|fra)\s((?=[\p{L}\d-]*\d)(?=[\p{L}\d]*-)[\p{L}\d][\p{L}\d-]{3,20})(?![\p{L}\d])/gu

/** "berask@rn": a login and a short name of where it counts, which is no address of mail. */
const atDomain = /(?<![\p{L}\p{M}\d._%+@/-])\p{L}[\p{L}\d._-]{2,19}@\p{L}{2,8}(?![\p{L}\p{M}\d@_-]|\.\p{L})/gu

/** What somebody signs in by: behind a word that says so, or in a domain. */
export function findLogins(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  const take = (pattern: RegExp, counts: (login: string, led: string) => boolean = () => true) => {
    for (const found of text.matchAll(pattern)) {
      const login = found[1]!.replace(/[._-]+$/, '')
      const start = found.index + found[0].length - found[1]!.length
      if (counts(login, found[0].slice(0, -found[1]!.length)))
        spans.push({ start, end: start + login.length, kind: 'name' })
    }
  }
  const lower = text.toLowerCase()
  if (/log[io]n|bruger|user|ad-?(?:konto|login)|medarbejder/.test(lower)) {
    // "bruger B12" takes a vitamin.
    take(token, (login, led) => !/^bruger\s$/i.test(led) || /\d{3}|\\|-/.test(login))
    take(letters, (login) => !isWord(login))
  }
  if (
    /[:=]|mitid|nemid|regionsid|bankid|logge|(?:user|bruger|login|brugernavn)\s/i.test(text) &&
    saysAny(lower, addressedWords)
  )
    take(addressed)
  if (/[A-Z]{2}\d{2}/.test(text)) {
    take(formed)
    take(numberedAlone, (login) => !isWord(login.replace(/\d+$/, '')))
  }
  if (/REG\d[A-Z]/.test(text)) take(ofRegion)
  if (/[a-zß-ÿ]{3}\d\d/.test(text))
    for (const { 0: whole, 1: act = '', 2: letters = '', 3: digits = '', index } of text.matchAll(numbered)) {
      if (!digits.startsWith('0') && !acts.has(act.toLowerCase())) continue
      if (isWord(letters) || isFileWord(letters) || abbreviations.has(letters.toUpperCase())) continue
      const end = index + whole.length
      spans.push({ start: end - letters.length - digits.length, end, kind: 'name' })
    }
  if (/(?:user|bruger|log[io]n|som|in as)(?: ?[:=] ?| )[a-zß-ÿ]{6}/i.test(text)) take(withFamily, isWithFamily)
  if (/ (?:on|at|@|på|ved|from|fra) \S*-/.test(text))
    for (const { 0: whole, 1: login = '', 2: host = '', index } of text.matchAll(atWork)) {
      const start = index + whole.indexOf(login, 3)
      const end = index + whole.length
      if (isWord(login) || isFileWord(login)) continue
      spans.push({ start, end: start + login.length, kind: 'name' }, { start: end - host.length, end, kind: 'link' })
    }
  if (text.includes('@'))
    for (const { 0: login, index } of text.matchAll(atDomain))
      if (!login.split('@').every((part) => isWord(part)))
        spans.push({ start: index, end: index + login.length, kind: 'name' })
  if (text.includes('\\')) spans.push(...inDomains(text))
  return spans
}

function inDomains(text: string): TextSpan[] {
  return Array.from(text.matchAll(domainLogin)).flatMap(({ 1: domain = '', 2: user = '', index }) => {
    const login = user.replace(/[._-]+$/, '')
    // "ua\nIngen": a new line that was written as a code.
    const line = /^[nrt](?=\p{Lu})/u.test(login) || (/^[nrt]/.test(login) && isFileWord(login.slice(1)))
    if (line || !mayBeWho(login)) return []
    return [{ start: index, end: index + domain.length + 1 + login.length, kind: 'link' }]
  })
}

/** "PRIMARY\AXIAL", "hepar\lien": words that everybody knows are nobody's login. */
function mayBeWho(login: string): boolean {
  const parts = login.match(/\p{L}[\p{L}\p{M}]+/gu) ?? []
  return (
    parts.some((part) => !isKnownWord(part.toLowerCase()) || (isFrequentName(part) && !/^\p{Lu}+$/u.test(part))) ||
    /\d{3}/.test(login)
  )
}

/** One to three letters in front of a family's name, or one or two behind it; no word itself. */
function isWithFamily(login: string): boolean {
  if (isWord(login) || isFileWord(login)) return false
  const isFamily = (part: string) => part.length >= 5 && (isFrequentName(part) || (part.length > 5 && isNamed(part)))
  return (
    [1, 2, 3].some((led) => isFamily(login.slice(led))) || [1, 2, 3].some((last) => isFamily(login.slice(0, -last)))
  )
}

function isWord(login: string): boolean {
  const lower = login.toLowerCase()
  return abbreviations.has(login.toUpperCase()) || isPlainWord(lower)
}
