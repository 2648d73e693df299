import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { danishIdentity } from '../../../testing/make-dicom/index.ts'
import { type GatedPattern, gatedSearch, searchedText } from './gated-search.ts'
import { capitalInitials, knownPatterns, knownWords, wordPattern } from './known-patterns.ts'
import { knownPlaces } from './known-places.ts'
import type { KnownIdentity } from './subject.ts'

const families = ['Ørskov-Hansen', "O'Brien", 'D’Angelo', 'Łukasz', 'Иванов', 'Storm', 'Æbelø', 'Lu']

function identity(seed: number, family: string | undefined): KnownIdentity {
  const made = danishIdentity(`gate ${seed}`)
  return {
    patientIds: [made.cpr, 'K-778812', `0${made.cpr.slice(1)}`].map((value) => ({ issuer: '', value })),
    names: [{ family: family ?? made.family, given: made.given }],
    staffNames: ['Ørskov^Læge'],
    birthDates: [made.birthDate],
    accessionNumbers: [made.accession],
    addresses: [made.address],
    phones: [made.phone],
    emails: [made.email],
    places: ['Solbakkens Klinik', 'Afd. 3021'],
  }
}

/** Ways in which a hand, a system or a wrong character set writes a value. */
const written: ((value: string, by: string) => string)[] = [
  (value) => value,
  (value) => value.toUpperCase(),
  (value) => value.normalize('NFD'),
  (value) => value.replace(/[^\0-\x7f]/g, '?'),
  (value) => value.replace(/å/gi, 'aa').replace(/ø/gi, 'oe'),
  (value, by) => [...value].join(by),
  (value, by) => value.replace(/[-\s.,@]/g, by),
  (value, by) => value.replace(/(\d\d)(?=\d)/g, `$1${by}`),
]

const separators = ['', ' ', '-', '.', '. ', '_', '/', '‑']

/** What is known of somebody, and a date and initials made of it, in several ways. */
function wordsOf(known: KnownIdentity): string[] {
  const [name, born] = [known.names[0]!, known.birthDates[0]!]
  const [year, month, day] = [born.slice(0, 4), born.slice(4, 6), born.slice(6)]
  const initials = [...name.given, name.family].map((word) => word[0]!)
  return [
    name.family,
    ...name.given,
    ...known.patientIds.map((one) => one.value),
    ...known.patientIds.map((one) => `-${one.value.slice(7)}`),
    ...[known.accessionNumbers, known.addresses, known.phones, known.emails].flat(),
    ...[
      `${day}-${month}-${year}`,
      `${Number(day)}.${Number(month)}.${year.slice(2)}`,
      `${year.slice(2)}${month}${day}`,
    ],
    ...['jan', 'februar', 'marts', 'maj', 'juni', 'okt'].map((one) => `${Number(day)}. ${one} ${year}`),
    ...[initials.join(''), `${initials.join('.')}.`, `pt. ${initials[0]}${initials.at(-1)}`],
    'Solbakkens',
    'Afd. 3021',
  ]
}

const finds = (search: RegExp | undefined, text: string) =>
  search ? Array.from(text.matchAll(search), (found) => [found.index, found[0]]) : []

describe('a search that leaves out what cannot be in a text', () => {
  const given = fc
    .record({ seed: fc.nat(500), family: fc.option(fc.constantFrom(...families), { nil: undefined }) })
    .map(({ seed, family }) => identity(seed, family))
    .chain((known) =>
      fc.record({
        known: fc.constant(known),
        parts: fc.array(
          fc.oneof(
            fc
              .record({
                value: fc.constantFrom(...wordsOf(known)),
                way: fc.constantFrom(...written),
                by: fc.constantFrom(...separators),
              })
              .map(({ value, way, by }) => way(value, by)),
            fc.constantFrom('CT thorax', '1.2.840.10008', 'MR', 'kl. 12.30', 'pt.', '2024-03-04', "s'"),
          ),
          { minLength: 1, maxLength: 5 },
        ),
        join: fc.constantFrom(' ', '', '_', ', ', '\n'),
      }),
    )

  const groupsOf = (known: KnownIdentity): GatedPattern[][] => [
    knownPatterns(known),
    knownWords(known).map(wordPattern),
    knownPlaces(known.places ?? []),
  ]
  const wholeOf = (patterns: GatedPattern[]) => new RegExp(patterns.map((one) => one.source()).join('|'), 'gu')

  it('finds what the whole search finds, however a value is written', () => {
    for (const family of [undefined, ...families]) {
      const known = identity(7, family)
      const groups = groupsOf(known).map((patterns) => ({ gated: gatedSearch(patterns), whole: wholeOf(patterns) }))
      for (const value of wordsOf(known))
        for (const way of written)
          for (const by of separators) {
            const text = searchedText(way(value, by))
            for (const { gated, whole } of groups)
              expect(finds(gated(text), text.folded), text.folded).toEqual(finds(whole, text.folded))
          }
    }
  })

  it('finds what the whole search finds in texts of several of them', () => {
    let found = 0
    fc.assert(
      fc.property(given, ({ known, parts, join }) => {
        const text = searchedText(parts.join(join))
        for (const patterns of groupsOf(known)) {
          const whole = finds(wholeOf(patterns), text.folded)
          found += whole.length
          expect(finds(gatedSearch(patterns)(text), text.folded)).toEqual(whole)
        }
      }),
      { numRuns: 100 },
    )
    expect(found).toBeGreaterThan(50)
  })

  it('compiles nothing for a text that tells nothing of the patient, and less than all for one that tells a little', () => {
    const known = identity(1, 'Kjærsgård')
    const [values, words] = [gatedSearch(knownPatterns(known)), gatedSearch(knownWords(known).map(wordPattern))]
    const plain = searchedText('CT af thorax med kontrast, serie 4')
    expect([values(plain), words(plain), capitalInitials(known)('CT af thorax')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    const telling = searchedText('CT af Kjærsgård')
    expect(values(telling)).toBeUndefined()
    expect(words(telling)?.source).not.toContain(wordPattern(known.names[0]!.given[0]!).source())
    expect(finds(words(telling), telling.folded)).toHaveLength(1)
  })
})
