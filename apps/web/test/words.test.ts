import { describe, expect, it } from 'vitest'
import { lookRules } from '../../../libraries/deidentification/src/look-rules.ts'
import { allRules } from '../../../modules/govern/rules/index.ts'
import { screenTerms } from '../../../modules/govern/screen-permit.ts'
import { projectTerms } from '../../../testing/permits.ts'
import { driftOf } from '../src/clinic/drift-of.ts'
import { clinic } from '../src/words/clinic.ts'
import { deidentify } from '../src/words/deidentify.ts'
import { erasure } from '../src/words/erasure.ts'
import { bytes, citation, dateTime, number } from '../src/words/format.ts'
import { govern } from '../src/words/govern.ts'
import { wordsOf } from '../src/words/index.tsx'
import { fillIn } from '../src/words/make-words.ts'
import { masks } from '../src/words/masks.ts'
import { operation } from '../src/words/operation.ts'
import { profiles } from '../src/words/profiles.ts'
import { research } from '../src/words/research.ts'
import { sampling } from '../src/words/sampling.ts'
import { serverPhrases } from '../src/words/server-phrases.ts'
import { sharedPatients } from '../src/words/shared-patients.ts'
import { shell } from '../src/words/shell.ts'
import { translateServer } from '../src/words/translate-server.ts'

const areas: Record<string, { en: Record<string, string>; da: Record<string, string> }> = {
  shell,
  clinic,
  deidentify,
  profiles,
  operation,
  research,
  govern,
  erasure,
  sampling,
  masks,
  sharedPatients,
}
const namesIn = (text: string) => [...text.matchAll(/\{([A-Za-z]+)/g)].map((match) => match[1]).sort()

describe('the words of the application', () => {
  it.each(Object.keys(areas))('say the same in both languages, with the same parameters: %s', (area) => {
    const { en, da } = areas[area] as (typeof areas)[string]
    for (const key of Object.keys(en))
      expect({ key, names: namesIn(da[key] ?? '') }).toEqual({ key, names: namesIn(en[key] ?? '') })
  })

  it('are written in every language: no empty word, no sentence left in English', () => {
    const all = Object.values(areas).flatMap(({ en, da }) =>
      Object.entries(da).map(([key, text]) => ({ key, text, english: en[key] })),
    )
    expect(all.filter((one) => one.text.trim() === '')).toEqual([])
    expect(all.filter((one) => one.text === one.english && /\b[a-z]{4,} [a-z]{3,}\b/.test(one.text))).toEqual([])
  })

  it('put a number and its noun in the right form, with the marks of the language', () => {
    expect(wordsOf('da').t('studies.count', { n: 1 })).toBe('1 undersøgelse')
    expect(wordsOf('da').t('studies.count', { n: 1204 })).toBe('1.204 undersøgelser')
    expect(wordsOf('en').t('studies.count', { n: 1204 })).toBe('1,204 studies')
    expect(fillIn('{missing}', {}, 'en')).toBe('missing')
  })

  it('give the code itself when there is no word for it', () => {
    expect(wordsOf('da').code('state', 'suspended')).toBe('sat på pause')
    expect(wordsOf('da').code('state', 'new-state')).toBe('new-state')
  })

  it('write numbers, amounts and times as the reader writes them', () => {
    expect(number(1234.5, 'da', 1)).toBe('1.234,5')
    expect(bytes(35_400_000, 'en')).toMatch(/^35.?MB$/)
    expect(dateTime('2026-03-04T09:10:00', 'da')).toBe('4. mar. 2026, 09.10')
  })

  it('cite a law as the reader does', () => {
    const cited = 'GDPR Art. 6 and 9, per phase; Komitéloven § 2 no. 4'
    expect(citation(cited, 'da')).toBe('GDPR art. 6 og 9, for hver fase; Komitéloven § 2 nr. 4')
    expect(citation(cited, 'en')).toBe(cited)
  })
})

describe('what the server says, in Danish', () => {
  it('has every rule of every gate: its sentence and who can act', () => {
    const missing = allRules
      .flatMap((one) => [one.sentence, one.who])
      .filter((text) => translateServer(text) === undefined)
    expect(missing).toEqual([])
  })

  it('has every answer of the screening, good and bad', () => {
    const bad = projectTerms({
      phases: [{ phase: 'operate', article6: '6(1)(e)', article9: '9(2)(j)', national: 'x' }],
      columns: ['PatientName'],
      people: [],
      expiresAt: '2020-01-01T00:00:00Z',
      secondaryFindings: 'possible-with-ethics-decision',
    })
    const care = projectTerms({
      phases: [
        { phase: 'develop', article6: '6(1)(e)', article9: '9(2)(h)', national: 'x' },
        { phase: 'develop', article6: '6(1)(e)', article9: '9(2)(h)', national: 'x' },
      ],
    })
    const said = [projectTerms(), bad, care]
      .flatMap((terms) => screenTerms(terms, new Date('2026-01-01')))
      .map((one) => one.reason)
    expect(said.filter((text) => translateServer(text) === undefined)).toEqual([])
  })

  it('has why an object waits for a look, and what to do about it', () => {
    const said = lookRules.flatMap(({ reason, next }) => [reason, next])
    expect(said.length).toBeGreaterThan(20)
    expect(said.filter((text) => translateServer(text) === undefined)).toEqual([])
  })

  it('reads the sentence of a rule and its explanation apart, and translates the value too', () => {
    expect(translateServer('The permit is active. But the permit is suspended.')).toBe(
      'Tilladelsen er aktiv. Men tilladelsen er sat på pause.',
    )
    // The reason of one refusal is the whole sentence of another.
    expect(translateServer('PatientID of an object is not the pseudonym.')).toBe(
      'PatientID i et objekt er ikke pseudonymet.',
    )
    // A phrase that begins with a value does not take the rule's sentence for that value.
    expect(translateServer('There are subjects, and no more than permitted. But 600 subjects, permitted 500.')).toMatch(
      /^Der er .*\. Men 600 personer, tilladt 500\.$/,
    )
    expect(translateServer('No source is registered under the title “CT9”.')).toBe(
      'Ingen kilde er registreret under titlen “CT9”.',
    )
  })

  it('says the same of the same sentence, and loses no value', () => {
    const said = new Map(serverPhrases)
    expect(serverPhrases.filter(([english, danish]) => said.get(english) !== danish)).toEqual([])
    const holes = (text: string) => text.split('{}').length
    expect(serverPhrases.filter(([english, danish]) => holes(english) !== holes(danish))).toEqual([])
  })

  it('has what is doubtful with a package, with its value', () => {
    expect(translateServer('model "hippocampus" has no LICENSE')).toBe('modellen "hippocampus" har ingen LICENSE')
    expect(translateServer('asks for 2 GPU: it may not run on this machine')).toMatch(/^beder om 2 GPU: /)
    expect(
      translateServer('states no modality, body part or labels a machine can read: fill the card by hand'),
    ).toMatch(/^oplyser ingen modalitet/)
  })

  it('has why a package cannot be used, and what to do', () => {
    expect(translateServer('a part of the command lies at /bin/sh, outside the places of a MAP')).toBe(
      'en del af kommandoen ligger på /bin/sh, uden for en MAPs pladser',
    )
    expect(
      translateServer(
        'etc/monai/app.json is not JSON; ask the vendor for a package that follows the MONAI Application Package specification',
      ),
    ).toMatch(/^etc\/monai\/app\.json er ikke JSON; bed leverandøren /)
    expect(translateServer('"a/../b" leads out of the package or is no usable name')).toMatch(/fører ud af pakken/)
  })

  it('leaves what it does not know to the reader, whole', () => {
    expect(translateServer('The moon is full. But the permit is suspended.')).toBeUndefined()
  })
})

describe('the sentence of a drift', () => {
  it('is read into its signals, also where an index has no end or a release was suspended by it', () => {
    const what = 'input mean: PSI 0.41, KS p 1.2e-4; output volume anterior: PSI Infinity, KS p 3.0e-7'
    const signals = [
      { direction: 'input', name: 'mean', psi: 0.41, p: 0.00012 },
      { direction: 'output', name: 'volume anterior', psi: Number.POSITIVE_INFINITY, p: 3e-7 },
    ]
    expect(driftOf(what)).toEqual({ signals })
    expect(driftOf(`drift, 2 windows in a row: ${what}`)).toEqual({ inARow: 2, signals })
  })

  it('is left to be translated where it is about something else', () => {
    expect(driftOf('Recalled: it mixes up left and right')).toBeUndefined()
    expect(driftOf('')).toBeUndefined()
  })
})
