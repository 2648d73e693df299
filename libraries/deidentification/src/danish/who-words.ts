/** What somebody is, at work or to others, by the end of the word: it stands in front of a name and is none of it. */
const role =
  /(?:^|\p{L}{3})(?:betjent|konsulent|formand|bedemand|fuldmægtig|inspektør|direktør|forstander|advokat|mentor|støtteperson|plejebarn|barnebarn|anklager|forsvarer|notar|rektor|vikar|klovn|redder|hjælp(?:er)?|hjelp(?:er)?|chauffør|mediciner|fødte|mistænkte|forurettede|sigtede|tiltalte|anmelder|vidne|forvarer|løjtnant|sergent|konstabel|korporal|kaptajn|oberst|sanitetsmand|styrmand|matros|organist|bostøtte|schwester|pfleger|schwägerin|schwager|sekreterare|handläggare|biträde|medarbejder|skoleleder|betreuer(?:in)?|dolmetscher(?:in)?)$/u

/** Whole words of the same kind, which names end in as well. */
const roles = new Set(
  'ex eks udlejer logerende lærling rejsefører forlovet særbo sambo särbo mentor pedel frisør midwife mum dad registrar kons pb vpb rad fot henv genetiker kurator enkelin'.split(
    ' ',
  ),
)

/** Of them those that are shortened: a full stop behind them ends no sentence. */
const shortened = new Set('kons pb vpb rad fot henv'.split(' '))

/** What begins a sentence that goes on with a name. */
const verbs = new Set('ring bor boede hei hils ringet kontakter spørg bed giv'.split(' '))

/** Whether a word, in small letters, says who somebody is. */
export function isRole(lower: string): boolean {
  return lower.length > 1 && (roles.has(lower) || role.test(lower))
}

export function isShortRole(lower: string): boolean {
  return shortened.has(lower)
}

/** Whether a word that begins a sentence is a verb or a greeting, with whoever it is about right behind: "Ring Folke". */
export function goesOnWithName(lower: string): boolean {
  return verbs.has(lower)
}

/** Headings of forms: behind them and a colon stands who it is. */
const headings = new Set(
  'kontakt kontaktes angehörige anhöriga pårørende anestesi anæstesi anæst opr ass assistent operatør ledsager ønskes officer visitor vikar besøg hentes afhentes personale betreuer nabo naboer kolleger kollegaer forf forfatter udfærdiget'.split(
    ' ',
  ),
)

export function isHeading(lower: string): boolean {
  return headings.has(lower)
}
