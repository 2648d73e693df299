import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanFreeText } from './clean-text.ts'
import { readLetters } from './danish/read-letters.ts'
import { prepareSweep } from './index.ts'
import { nobody } from './subject.ts'

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
    ['by a pair of initials without capitals', 'Beskr.: rtk/obi, godk. VNQ.', 'Beskr.: ***, godk. ***.'],
    ['by a typist’s initials', 'Oplæst. Mvh. / sekr. vmh', 'Oplæst. Mvh. / sekr. ***'],
    ['by initials of who ordered', 'CT cerebrum bestilt af bdq pr. fax', 'CT cerebrum bestilt af *** pr. fax'],
    ['by initials behind a calling alone', 'Undersøger FTQ. Bioingeniør MQS', 'Undersøger ***. Bioingeniør ***'],
    ['by initials in front of what they do', 'QBR reviewed the images', '*** reviewed the images'],
    ['by initials of two kinds of letters', 'Udført af QAa', 'Udført af ***'],
    ['by the first letter of a name', 'Fru K. tilbydes kontrol', 'Fru *** tilbydes kontrol'],
    ['by half a name', 'Fra V. N-Moesgård: stabil', 'Fra ***: stabil'],
    ['by a number of staff in brackets', 'Confirmed by Anna Thrane (1182)', 'Confirmed by *** (***)'],
    ['by how they are called', 'Mrs Anna Thrane (Ellie) seen', 'Mrs *** (***) seen'],
    ['as a parent with a rare name', 'kendt fra mor Hauwadi med CVA', 'kendt fra mor *** med CVA'],
    ['in capitals behind an act', 'Sinus rhythm. Confirmed by OLKE THRANE', 'Sinus rhythm. Confirmed by ***'],
    ['as their animals', 'hunden Mussemus måtte vente', 'hunden *** måtte vente'],
    ['by initials before a date', 'Venlig hilsen / lægesekr. jqp 15/3-2024', 'Venlig hilsen / lægesekr. *** 5/3-2024'],
    ['by initials without a vowel', 'Deltagere: rad. og pbq (ref.)', 'Deltagere: rad. og pbq (ref.)'],
    ['by a pair of who dictated and who typed', 'O-RADS 2; us. HQR/ab', 'O-RADS 2; us. ***'],
    ['by initials behind a date', 'bestilt 22.04.2024 af anqe', 'bestilt 12.04.2024 af ***'],
    ['by one letter behind a given name', 'lægestud. Amalie B, superviseret', 'lægestud. ***, superviseret'],
    ['by who gave the anaesthesia', 'Anæstesi: mqk', 'Anæstesi: ***'],
    ['spelled with the letters of Sweden', 'granskat av ÖL Torbjörn Ek', 'granskat av ÖL ***'],
    ['as a son in Norwegian', 'sønn Arntor varslet', 'sønn *** varslet'],
    ['as children', 'har to børn, Dara og Kianu', 'har to børn, ***'],
    ['behind a short calling in Swedish', 'Ssk Ylva på plats', 'Ssk *** på plats'],
    ['by initials in brackets behind their name', 'Underskrift: Lea Brandstrup (lqr)', 'Underskrift: *** (***)'],
    ['by initials without a vowel between commas', 'MDT: onk., pbq (ref.), stabil', 'MDT: onk., *** (ref.), stabil'],
    ['by initials of who asks', 'Bestilt i dag; tuq ønsker svar', 'Bestilt i dag; *** ønsker svar'],
    ['by their field in brackets', 'Deltagere: T. Krogagerup (rad.)', 'Deltagere: *** (rad.)'],
    ['by a short calling', 'kontakt sosu-ass. Connikka', 'kontakt sosu-ass. ***'],
    ['by a number of staff', 'Tech ID: 7713', 'Tech ID: ***'],
    ['in front of the patient’s own name', 'ringet til Geoffred Ravn-Kjølby', 'ringet til ***'],
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
      'Tages til maden.',
      'Tages 2 gange dagligt.',
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
      'Konf. vedr. kontrast',
      'undersøgt for DVT',
      'Sign. ok',
      'målt af mm',
      'læge CT',
      'hest NaCl',
      'MRI reviewed',
      'Mr. Contrast',
      'CRL (Robinson) 61 mm',
      'DBCG Skagen',
      'mor til tre',
      'Billeder (Axial) af lever',
      'Set af Hansen (Ældrecenter)'.replace('Hansen ', '*** '),
      'E. Coli (rad.)'.replace(' (rad.)', ''),
      'spl (ref.), std dev, ptt 30',
      'han ønsker kontrol',
      'pt ønsker svar',
      'foto af hud',
      'Met. frontal venstre',
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
    ['a clinic by the end of its word', 'set på Rygcenter Østvang før', 'set på Rygcenter *** før'],
    ['a clinic of the neighbours', 'kommer fra Augenzentrum am Stachus', 'kommer fra Augenzentrum am ***'],
    ['a ward by number and letter', 'indlagt Akutt 3B', 'indlagt Akutt ***'],
    ['a hospital by its letters', 'tidl. CT på AMH med', 'tidl. CT på *** med'],
    ['a room of a storey', 'værelse 3.14', 'værelse ***'],
    ['a settlement', 'fra bygden Kullorsuaq. Apikal kaverne', 'fra bygden ***. Apikal kaverne'],
    ['a village of the neighbours', 'bor i Tumba med make', 'bor i *** med make'],
    ['a street of Germany', 'wh. Lindwurmstr. 88, 80337 München', 'wh. ***, ***'],
    ['an employer of the neighbours', 'Beruf: Braumeister bei Hofbräu', 'Beruf: Braumeister bei ***'],
    ['a parish', 'kantor i Botkyrka församling', 'kantor i *** församling'],
    ['a carrier', 'Kører for Midttrafik, kørestol', 'Kører for ***, kørestol'],
    ['a local phone', 'booket, lok. 4 6211', 'booket, lok. ***'],
    ['a phone of Norway', 'samboer nås på 951 22 018', 'samboer nås på ***'],
    ['a phone of Germany', 'Tel. 089 / 4140 2288', 'Tel. ***'],
    ['a phone of Stockholm', 'nås på 08-585 800 00', 'nås på ***'],
    ['a phone with full stops', 'ringet til datter på 98.92.10.77', 'ringet til datter på ***'],
    ['a phone of six digits', 'ring på 86 42 11', 'ring på ***'],
    ['a street of two words', 'Holtenauer Str. 211, stabil', '***, stabil'],
    ['a school of two words', 'Lehrerin an der Goethe-Schule', 'Lehrerin an der ***-Schule'],
    ['a place in print', 'Loc:KARQ AMB 2 Tech', 'Loc:*** Tech'],
    ['a day where people meet', 'konf. 17/5 på stuen', 'konf. *** på stuen'],
    ['a replacement CPR run together', 'Erstatnings-CPR 710203QK12', 'Erstatnings-CPR ***'],
    ['a whole number of Sweden', 'pnr 19831301-1234'.replace('8313', '8311'), 'pnr ***'],
    ['a number of Norway in two groups', 'fnr 310299 12345', 'fnr ***'],
    ['a mobile of Germany', 'Handy 0171 2345678', 'Handy ***'],
    ['a mobile of Britain', 'phone 07911 123456', 'phone ***'],
    ['a mail in words', 'skriv til kaj at firma dot dk', 'skriv til ***'],
    ['a street that needs its capital', 'på Agervang 3, stabil', 'på ***, stabil'],
    ['houses of a street', 'Havnegade 1-3, stabil', '***, stabil'],
    ['a number of a slide without its word', 'glas 24P12345-2', 'glas ***'],
    ['a company by its number', 'CVR 12345678', 'CVR ***'],
    ['a ticket', 'se RITM0012345', 'se ***'],
    ['a machine', 'sendt til AET AUHCT03', 'sendt til AET ***'],
    ['a trade and its place', 'landmand i Tøndering', 'landmand i ***'],
    ['a trade and its firm', 'pilot i SAS', 'pilot i ***'],
    ['a season', 'opereret sommeren 2023', 'opereret ***'],
    ['a quarter', 'MR Q3 2023', 'MR ***'],
    ['a month with a shortened year', 'CT maj ’23', 'CT ***'],
    ['an American day', 'seen 5/16/23', 'seen ***'],
    ['an English day without its year', 'return May 16 for CT', 'return *** for CT'],
    ['a day of treatment', 'undersøgt 16/7', 'undersøgt ***'],
    ['a Chinese day', 'CT 2023年5月16日', 'CT ***'],
    ['a road behind a comma', 'frisør i byen, Frederikssundsvej', 'frisør i byen, ***'],
    ['a village of Sweden', 'boende i Vännäs', 'boende i ***'],
    ['a firm of everyday words', 'lokförare vid Green Cargo', 'lokförare vid ***'],
    ['a nursing home of Norway', 'fra Bjorbekk sykehjem', 'fra *** sykehjem'],
    ['a regiment', 'överste vid Upplands regemente', 'överste vid *** regemente'],
    ['an employer in English', 'consultant at Ramboll', 'consultant at ***'],
    ['a housewife’s village', 'husmor i Froland', 'husmor i ***'],
    ['an entrance', 'mød ved indgang 70. Faste', 'mød ved indgang ***. Faste'],
    ['a ship', 'Maskinmester på Norrønu', 'Maskinmester på ***'],
    ['a hotel', 'rengøring på Hotel Phønix', 'rengøring på Hotel ***'],
    ['a canteen', 'Works in the canteen at Novozymes', 'Works in the canteen at ***'],
    ['a person of a trial', 'forsøg NEOAEGIS-DK04-017 arm B', 'forsøg *** arm B'],
    ['the code of a box with keys', 'nøgleboks kode 4471', 'nøgleboks kode ***'],
    ['a number with letters in front', 'Pas.nr NO-HUS-4419022', 'Pas.nr ***'],
    ['a bag of blood', 'blodpose G0651 24 118822 7', 'blodpose ***'],
    ['a number of an insured', 'KV-Nr. M 550 919 204', 'KV-Nr. ***'],
    ['a policy in groups', 'police 88 20 113', 'police ***'],
    ['a block without a word for number', 'blok 1A-B 91823.', 'blok ***.'],
    ['a place of delivery', 'EAN 5790002288123', 'EAN ***'],
    ['a car that somebody came with', 'ankom med vogn 3712', 'ankom med vogn ***'],
    ['a plate alone', 'holder i AB 12 345', 'holder i ***'],
    ['a short number of a device', 'spirometer SN AL881-22', 'spirometer SN ***'],
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
      'Menstr. 28 dage',
      'Str. 38',
      'matrix 384 24 320',
      '480 24 320 voxler',
      'ldh, ggt; bmp, cbc',
      'Hr. A-gas taget',
      'portion 1200 ml',
      'Lives in Nursing home',
      'EFW (Hadlock 3)',
      'Dept: RADIOLOGY',
      'Rygcenter for smerter',
      'Klinik og MR Thorax',
      'SN 2 mm',
      'blok 2 3 cm',
      'HR 72',
      'lok. 4 recidiv',
      'Dosisplan 2',
      'adgang 5 mm',
      'assistant for Axial',
      'Vorsorge alle 2 Jahre',
      'kontrol alle 3 lapper',
      'børn og voksne',
      'Thorax PA/lat',
      'kontrast i galde, Galdevej',
      'karkir. Claudicatio',
      'May 3 mm nodules',
      'Q1 kvadrant',
      'mand i Rygleje',
      '160523 12',
      'bagsiden 3',
      'glas 3-4',
      'host response 12',
      'Site: LEFT BREAST',
      'Location: RLL',
      'start 17/5 af felterne',
      'kontakt 12 24 36 mm',
      'smerter fra L5',
      'kvinde fra Akutmodtagelsen',
      'Pin 4 ml',
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
