/** An age of ninety years and more; 130 is the most that somebody reaches. */
const old = '(?:9\\d|1[0-2]\\d)'
const digits = new RegExp(
  [
    // 93-årig, 97 år, 92 å., 94 y/o, 101-year-old, 90+6 år
    `(?<![\\d.,/+-])${old}(?:\\s?\\+\\s?\\d{1,2})?(?=\\s?-?\\s?(?:års?(?:ig\\p{L}*)?(?:[ -]?alder\\p{L}*)?(?!\\p{L})|å\\.|aar(?!\\p{L})|yrs?(?!\\p{L})|y(?=[),;.]|$)|y\\/o|y\\.?o\\.?(?!\\p{L})|years?(?!\\p{L})|jährig|somre(?!\\p{L})|vintre(?!\\p{L})|forår(?!\\p{L})|summers|winters))`,
    // F91y, M 94 y, F/91
    `(?<=(?<![\\p{L}\\d])[FMK]\\s?)${old}(?=\\s?(?:y|å|år)(?!\\p{L}))`,
    `(?<=(?<![\\p{L}\\d])[FMK]/)${old}(?![\\d.,/])`,
    // 091Y as (0010,1010) writes it; 90Y is yttrium
    `(?<![\\p{L}\\d.,])(?:0(?=9)|(?=1))${old}(?=Y(?!\\p{L}))`,
    // fyldt 93, i sit 93. år, turned 91
    `(?<=(?<!\\p{L})(?:fyldte?|fylder|blev|bliver|turned|turns|turning|i sit|i sin|i hendes|i hans|her|his)\\s)${old}(?=\\.?\\s(?:år|leveår|i|for|den|d\\.|ved|last|this|yesterday|today|in)(?!\\p{L})|\\.?$|[,;)])`,
    // pt. er 93
    `(?<=(?<!\\p{L})(?:pt\\.?|patienten|kvinden|manden|han|hun|he|she|patient)\\s(?:er|var|is|was)\\s(?:nu\\s|now\\s)?)${old}(?=\\s(?:og|and|men|but)\\s|[,;]|\\.?$|\\.\\s)`,
    // årgang 1931: the year of birth of somebody over 89
    `(?<=(?<!\\p{L})(?:årgang|født(?: i)?|born(?: in)?)\\s)(?:18\\d\\d|19[0-2]\\d|193[0-6])(?!\\d|[-./]\\d)`,
    // Kvinde på 99
    `(?<=(?<!\\p{L})(?:kvinde|mand|dame|herre|pt\\.?|patient|woman|man)\\s(?:på|of)\\s)${old}(?!\\d|[.,]\\d|\\s?(?:mm|cm|%|kg))`,
    // Alder: 96, aged 95
    `(?<=(?<!\\p{L})(?:alder(?:en)?|aged?|years of age)\\s?[:=]?\\s?)${old}(?![\\d]|[.,]\\d|\\s?(?:mm|cm|%|kg|ml|ms|dage|uger|mdr|days|weeks|months))`,
  ].join('|'),
  'giu',
)
const words =
  /(?<!\p{L})(?:(?:en|et|to|tre|fire|fem|seks|syv|otte|ni)og)?halvfems(?:indstyve)?(?=\s?-?\s?års?(?:ig\p{L}*)?(?!\p{L}))|(?<!\p{L})(?:et)?hundrede?(?:og\p{L}{2,4})?(?=-?årig\p{L}*)|(?<!\p{L})(?:one hundred(?: and \p{L}+)?|ninety(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)(?=[- ]years?(?:[- ]old)?(?!\p{L}))|(?<=(?<!\p{L})(?:aged?|turned)\s)ninety(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?(?!\p{L})/giu

/** Ages over 89 become "90+", as 45 CFR 164.514(b)(2)(i)(C) asks for. */
export function generaliseAges(text: string): { text: string; count: number } {
  if (!/9\d|1[0-2]\d|1[89]\d\d|halvfems|hundred|ninety/i.test(text)) return { text, count: 0 }
  let count = 0
  const one = () => {
    count++
    return '90+'
  }
  return { text: text.replace(digits, one).replace(words, one), count }
}

/** (0010,1010): over 89 years it is 90; other values as they are. */
export function generalisedAge(value: string): string {
  const years = /^\s*(\d{3})Y\s*$/i.exec(value)
  return years && Number(years[1]) > 89 ? '090Y' : value
}

const yearUnit = /^(?:a|a_[a-z]|yrs?\.?|y|years?|år|aar|year \(age\))$/i

/** A number with a unit: 90 where it says an age over 89; nothing else of a patient is measured in years by the ninety. */
export function generalisedYears(value: number, unit: string): number {
  return value > 89 && value < 131 && yearUnit.test(unit.trim()) ? 90 : value
}
