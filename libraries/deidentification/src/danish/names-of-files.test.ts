import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'
import { withoutSpans } from '../text-span.ts'
import { findInTitle } from './find-file-names.ts'

const terms = { sweep: prepareSweep(nobody()), dates: -10, mark: '***' }
const cleaned = (text: string) => cleanFreeText(text, terms).text

describe('the names of files in a text', () => {
  it.each([
    ['Se vedhæftet epikrise_Trolsbak.pdf', 'Se vedhæftet epikrise_***.pdf'],
    ['mappe: ct-ejnar_hansen-2024.txt', 'mappe: ct-***_***-2024.txt'],
    ['160855-1234_scan.jpg', '***_scan.jpg'],
    ['PO_160855_kontrast.zip', '***_***_kontrast.zip'],
    ['SvarTilEgonPlovgaard.pdf', 'SvarTil***.pdf'],
    ['MR_columna_2024-02-19_HVestrup.pdf', 'MR_columna_2024-02-09_***.pdf'],
    ['mr-knae_lundbjerg-sif.zip', 'mr-knae_***-***.zip'],
    ['Vestrup henvisning.docx', '*** henvisning.docx'],
    ['lisvestrup_cd.iso er lagt op', '***_cd.iso er lagt op'],
    ['EKG 23 04 24.pdf', 'EKG ***.pdf'],
    ['svar_xqvrt.pdf', 'svar_***.pdf'],
    ['gemt i mappen Westerholm_CTP', 'gemt i mappen ***_CTP'],
  ])('lose who they are called after: %s', (text, wanted) => expect(cleaned(text)).toBe(wanted))

  it.each([
    'MR_cerebrum_FLAIR.nii.gz',
    'MR_knæ_hø_T1_TSE.dcm',
    'Thorax_Axial_2mm.dcm',
    'RøntgenThorax2.dcm',
    'bilag1_røntgen-thorax.pdf',
    'dosisplan 54Gy 27fx.xlsx',
    'hjertesvigtsklinik_plan.pdf',
    'Pigmenteret nævus ryg.jpg',
    'DSC01234.JPG',
    'sub-01_ses-02_T1w.nii.gz',
    'Gastroskopibeskrivelse.pdf',
    'Ortopædkirurgisk_notat.rtf',
    'Skærmbillede 2 af svar.png',
    'serien T2_TSE_Sag_Flair',
  ])('stay where nobody is in them: %s', (name) => expect(cleaned(`Se ${name}`)).toBe(`Se ${name}`))

  it.each([
    ['Trolsbak epikrise', '*** epikrise'],
    ['sårfoto holger s. billede.png', 'sårfoto *** ***. billede.png'],
    ['ct_holger', 'ct_***'],
    ['Udskrivningsbrev fra medicinsk afdeling', 'Udskrivningsbrev fra medicinsk afdeling'],
    ['Indkaldelse til MR af knæ.pdf', 'Indkaldelse til MR af knæ.pdf'],
  ])('and titles of them: %s', (title, wanted) => expect(withoutSpans(title, findInTitle(title), '***')).toBe(wanted))
})

describe('names behind the sign for at', () => {
  it.each([
    ['kontakt @kirstine.vad på Teams', 'kontakt *** på Teams'],
    ['cc @Lars, @maren-olesen og @sif_syr', 'cc ***, *** og ***'],
    ['hans bror @ Hans Rolfsbjerg ringer', 'hans bror @ *** ringer'],
  ])('are found: %s', (text, wanted) => expect(cleaned(text)).toBe(wanted))

  it.each([
    'ibuprofen 2 mg @ 8 h',
    'infusion 40 mg @q8h',
    "12 cm @ 3 o'clock",
    'prolaps @ niveau L4',
    'afklemt @L4',
    'Nodulus @ Segment 6',
    'sendt til @ortopædkirurgisk og @it-support',
  ])('but no dose, place or team: %s', (text) => expect(cleaned(text)).toBe(text))
})

describe('logins of a domain', () => {
  it.each([
    ['RM\\abc123 har lukket', '*** har lukket'],
    ['konf. med MIDT\\sgrav.', 'konf. med ***.'],
    ['DKSUND\\firstlast og region\\pia.holt', '*** og ***'],
  ])('are found with no word in front: %s', (text, wanted) => expect(cleaned(text)).toBe(wanted))

  it.each(['højre\\venstre', 'ORIGINAL\\PRIMARY\\AXIAL', 'T1\\T2', 'normal\\nIngen forandringer'])(
    'but no values and no lines: %s',
    (text) => expect(cleaned(text)).toBe(text),
  )
})

describe('days with blanks and a short year', () => {
  it.each([
    ['dato 14 03 24', 'dato 04 03 24'],
    ['op. d. 02 04 24, kontrol 24 04 24', 'op. d. 23 03 24, kontrol 14 04 24'],
    ['Us. 30 01 24 ua', 'Us. 20 01 24 ua'],
    ['Indlagt 23 04 24 til 29 04 24', 'Indlagt 13 04 24 til 19 04 24'],
    ['MR venstre knæ 12 05 24: ruptur', 'MR venstre knæ 02 05 24: ruptur'],
    ['set 14 03 24, rejser 17 04 24', 'set 04 03 24, rejser 07 04 24'],
  ])('are moved: %s', (text, wanted) => expect(cleaned(text)).toBe(wanted))

  it.each([
    'BT 12 08 24, P 11 10 23',
    'mål 12 10 08 mm',
    'kontrol 12 10 08 mm',
    'fra 12 10 08 mm til 13 11 08 mm',
    'T2 N0 M0',
    'linse +20 10 12',
    'station 07 08 09',
  ])('but no measure: %s', (text) => expect(cleaned(text)).toBe(text))

  it('are taken out where days may not stay', () =>
    expect(cleanFreeText('dato 14 03 24', { ...terms, dates: 'remove' }).text).not.toContain('14 03 24'))
})

describe('people whose given name is written short', () => {
  it('are found behind its full stop', () =>
    expect(cleaned('Beskrevet af Johs. Tarp Vinterlund. Cyste.')).toBe('Beskrevet af ***. Cyste.'))
})
