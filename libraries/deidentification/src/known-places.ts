import { eponyms, notNames } from './danish/name-lists.ts'
import { foldText } from './fold-text.ts'
import type { GatedPattern } from './gated-search.ts'

/** Words of an institution's or a department's name that are those of many. */
const general = new Set(
  'hospital hospitalet hospitalets hospitals sygehus sygehuset sygehuse sjukhus clinic clinics klinik klinikken klinikker center centre centret centeret medical medicine health healthcare university universitet universitets universitetshospital universitetshospitalet regional regionshospital regionshospitalet region regionen general saint sankt sct department departments afdeling afdelingen afsnit afsnittet division section unit institute institut institution imaging scanner scanning diagnostic diagnostics service services group north south east west nord syd vest centrum central ward room mobile private privathospital research danmark denmark dansk danish capital hovedstaden sjælland syddanmark midtjylland nordjylland first second siemens philips canon toshiba hitachi fujifilm phantom unknown anonymous anonymized hospice cancer heart children childrens women thorax abdomen neuro cardiac emergency trauma outpatient ambulatorium'.split(
    ' ',
  ),
)

/** What a name of a place is looked for by, over folded text: the whole name, and each word of it that few other places have. */
export function knownPlaces(names: readonly string[]): GatedPattern[] {
  const wanted = new Set<string>()
  for (const name of names) {
    const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
    const own = words.filter(isOwn)
    for (const word of own) wanted.add(word)
    if (own.length > 0 || words.some((word) => /\d/.test(word) && word.length >= 2)) wanted.add(words.join(' '))
  }
  return [...wanted]
    .filter((one) => one.length >= 4)
    .sort((a, b) => b.length - a.length)
    .map((one) => {
      const words = foldText(one).folded.split(' ')
      // A station's name stands in those of hosts: "pcawp7731.north".
      const front = words.length === 1 && /\d/.test(one) ? '\\p{L}{0,8}' : ''
      return {
        source: () => `(?<![\\p{L}\\p{N}])${front}${words.join('[^\\p{L}\\p{N}]{1,3}')}(?:s|['’]s)?(?![\\p{L}\\p{N}])`,
        may: ({ folded }) => words.every((word) => folded.includes(word)),
      }
    })
}

/** A word that tells one place from others: long, and neither a word of everyday and medicine nor a disease's. */
function isOwn(word: string): boolean {
  const lower = word.toLowerCase()
  if (/\d/.test(word)) return word.length >= 5 && /\p{L}{3}/u.test(word)
  if (word.length < 5 || general.has(lower) || notNames.has(lower) || eponyms.has(lower)) return false
  return !/(?:isk|logi|logy|logic|logisk|kirurgi|surgery|medicin|graphy|grafi|diagnos\p{L}*|radi\p{L}*|terapi|therapy|imaging|nuklear\p{L}*|nuclear)$/u.test(
    lower,
  )
}
