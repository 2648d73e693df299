import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanFreeText } from './clean-text.ts'
import { readLetters } from './danish/read-letters.ts'
import { nobody } from './files/file-identity.ts'
import { prepareSweep } from './index.ts'

const sweep = prepareSweep({ ...nobody(), names: [{ family: 'Ravn-Kjølby', given: ['Åse', 'Marie'] }] })
const cleaned = (text: string) => cleanFreeText(text, { sweep, dates: -10, mark: '***' }).text

describe('people whom nobody knows', () => {
  it.each([
    ['by what they did', 'Længden er målt af Refslund', 'Længden er målt af ***'],
    ['by what they do now', 'fremlægges af Hagbard, billede 1', 'fremlægges af ***, billede 1'],
    ['behind the word for a signature', 'II (optaget: Bentholm)', 'II (optaget: ***)'],
    [
      'by a calling that nobody listed',
      'Plan lavet af hospitalsfysiker Hjelmborg',
      'Plan lavet af hospitalsfysiker ***',
    ],
    ['by a calling beside medicine', 'Logopæd: Annemette', 'Logopæd: ***'],
    ['by a calling and a colon', 'Patolog: Hauptmann.', 'Patolog: ***.'],
    ['by a calling with a shortened end', 'Konf. m. ortopædkir. Langballe.', 'Konf. m. ortopædkir. ***.'],
    ['by a calling in short', 'gives af hjemmespl. Oda', 'gives af hjemmespl. ***'],
    ['without a capital, behind a title', 'konf. med dr. hansen, mvh bjarne', 'konf. med dr. ***, mvh ***'],
    ['run together', 'JensHansen_CT', '***_CT'],
    ['by a degree', 'Stud.med. Ask Holdt har assisteret', 'Stud.med. *** har assisteret'],
    ['beside each other', 'Overlægerne: B. Thorup / S. Ancher', 'Overlægerne: *** / ***'],
    ['spelled without Danish letters', 'HANSEN, SOEREN er forkert', '*** er forkert'],
    ['in Norwegian', 'samboer Torunn varslet', 'samboer *** varslet'],
    ['in Swedish', 'sambon Barbro ringer', 'sambon *** ringer'],
    ['in Finnish', 'tytär Tuulikki mukana', 'tytär *** mukana'],
    ['in Icelandic', 'læknir Þorgerður', 'læknir ***'],
    ['by initials behind a name', 'Ref.: Jonna Tolstrup/ATM', 'Ref.: ***/***'],
    ['and not what stands behind a comma', 'Ehefrau Gudrun, Aneurysma', 'Ehefrau ***, Aneurysma'],
    ['by a login', 'Abdomen, user wichm01', 'Abdomen, user ***'],
    ['by initials behind the way of a drug', 'Givet i.v. af KLN.', 'Givet i.v. af ***.'],
    ['by initials behind an act', 'Stent anlagt v/ KLN.', 'Stent anlagt v/ ***.'],
    ['by initials without capitals', 'Dikteret/skrevet af mkj.', 'Dikteret/skrevet af ***.'],
    ['by initials', 'Radiographer: KT', 'Radiographer: ***'],
    ['by initials with a number', 'Beskrivende læge: ABJ1', 'Beskrivende læge: ***'],
    ['in HTML', 'Ref: l&aelig;ge R&oslash;nnebjerg, stabil', 'Ref: l&aelig;ge ***, stabil'],
    ['in UTF-8 that was read as Latin-1', 'Vurderet af lÃ¦ge GrÃ¸nkjÃ¦r, stabil', 'Vurderet af lÃ¦ge ***, stabil'],
    ['in JSON', 'set af l\\u00e6ge Gr\\u00f8nfeldt', 'set af l\\u00e6ge ***'],
  ])('go %s', (_, text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it('leave the line behind them, unless the name goes on there', () => {
    expect(cleaned('Set af dr. Nina Hansen\nGaldesten uden dilatation')).toBe(
      'Set af dr. ***\nGaldesten uden dilatation',
    )
    expect(cleaned('Set af overlæge Torkild\nRavnsborgen på afdelingen')).toBe('Set af overlæge *** på afdelingen')
  })

  it('are no programs, parts of hospitals and findings', () => {
    for (const text of [
      'dilatation af CBD',
      'beskrevet af os',
      'Skrevet: ja',
      'Konklusion: normal',
      'segmenteret af TotalSegmentator',
      'beregnet af Eclipse',
      'vurderet af Radiologisk Afdeling',
      'Radiolog: Ingen frakturer',
      'Radiograf: CT',
      'Bagvagt Kirurgi kontaktet',
      'opereret i højre hofte',
      'ThorAbd_Ven (Adult)',
      'Abdomen Ven Standard',
      'Undersøgt i Rygleje',
      'Behandlet i Danmark',
      'the second may show edema',
      'læge vurderer fraktur',
      'fru har haft feber',
      'hilsen radiologisk afdeling',
    ])
      expect(cleaned(text)).toBe(text)
  })
})

describe('what else stands about a patient', () => {
  it.each([
    ['a phone in two groups where somebody rings', 'Ringet til sønnen på 2044 8817', 'Ringet til sønnen på ***'],
    ['a practice behind its town word', 'Henvist fra Lægerne i Havneparken', 'Henvist fra Lægerne i ***'],
    ['a village without a street', 'Bopæl: Kirke Hyllinge', 'Bopæl: ***'],
    ['a number with a full stop inside', 'Journalnr 99.231. Set', 'Journalnr ***. Set'],
    ['a mail with its sign in brackets', 'mail: alfred(a)hotmail.dk', 'mail: ***'],
    ['a foreign town of care', 'Opereret i Bagdad 1994', 'Opereret i *** 1994'],
    ['a foreign town of treatment', 'Behandlet i Malaga for blodprop', 'Behandlet i *** for blodprop'],
    ['whose trade it is at the beginning', 'Maler hos Kemp og Lauritzen', 'Maler hos ***'],
    ['whose trade is practised', 'lokofører ved DSB', 'lokofører ved ***'],
    ['a day of birth in words', 'Født den sekstende november nitten hundrede og otteogtredive.', 'Født den ***.'],
    ['a day of birth in English words', 'born on the sixteenth of November nineteen thirty-eight', 'born on the ***'],
    ['a month between strokes', 'CT dated 03/JAN/2022', 'CT dated 24/DEC/2021'],
    ['a day beside a whole date', 'OP: 12/11-2023, sutur fjernet 24/11', 'OP: 2/11-2023, sutur fjernet ***'],
    ['the plate of a car', 'Bilnr. AB 12 345', 'Bilnr. ***'],
    ['the number of an implant', 'Pacemaker Adapta SN PWB123456S', 'Pacemaker Adapta SN ***'],
    ['initials of a double name', 'Å.M.R. pauset', '*** pauset'],
    ['initials of a double name, each', 'Å.M.R.K. pauset', '*** pauset'],
    ['initials behind the word for the patient', 'Pt. ÅK pauset i 2 min', 'Pt. *** pauset i 2 min'],
  ])('%s goes', (_, text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it('stays where the same letters and digits say something else', () => {
    for (const text of [
      'matrix 2044 8817 voxels',
      'Pt. OK',
      'positiv i 24/11 felter',
      'SN ratio 12',
      'åk 2',
      'radiograf ved CT',
    ])
      expect(cleaned(text)).toBe(text)
  })
})

describe('letters written as codes', () => {
  const danish = fc.string({ unit: fc.constantFrom(...'abcæøåÆØÅ .,-') })
  const written = [
    (text: string) => text.replace(/[^\x20-\x7e]/g, (one) => `&#${one.charCodeAt(0)};`),
    (text: string) => text.replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`),
    (text: string) => Buffer.from(text, 'utf8').toString('latin1'),
  ]

  it('are read as they were, and each is found where it was written', () => {
    fc.assert(
      fc.property(danish, fc.constantFrom(...written), (text, write) => {
        const given = write(text)
        const read = readLetters(given)
        if (!read) {
          expect(given).toBe(text)
          return
        }
        expect(read.text).toBe(text)
        // What stands between two places is the code of the letter between them.
        for (let i = 0; i < text.length; i++) expect(given.slice(read.at[i], read.at[i + 1])).toBe(write(text[i]!))
      }),
    )
  })
})
