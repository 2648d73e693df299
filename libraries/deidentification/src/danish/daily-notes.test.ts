import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { cleanTogether } from '../files/clean-together.ts'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'

const terms = { sweep: prepareSweep(nobody()), dates: -40, mark: '***' }
const cleaned = (text: string) => cleanFreeText(text, terms).text

describe('notes of wards, practices and homes', () => {
  it.each([
    ['who greets and typed', 'Kontrol om 6 uger.\nMv. Tove/', 'Kontrol om 6 uger.\nMv. ***/'],
    ['a telephone beside who somebody is', 'Pårørende: (ægtefælle) 40117788', 'Pårørende: (ægtefælle) ***'],
    ['what a child is called', 'Barnet hedder Noah Elias, vejer 3 kg', 'Barnet hedder ***, vejer 3 kg'],
    ['what somebody is called who came here', 'Kommer fra Syrien, hedder Yousef.', 'Kommer fra Syrien, hedder ***.'],
    ['who signed with a key', 'Signed electronically: J. Abernathy, MD', 'Signed electronically: ***, MD'],
    ['initials that are called so', 'Technologist initials: RQT', 'Technologist initials: ***'],
    ['who helped', 'Operatør: Bjørn / Assist: Tue', 'Operatør: *** / Assist: ***'],
    ['a domain and a login', 'IT-bruger: regsj\\khan12', 'IT-bruger: ***'],
    ['letters in brackets behind the last sentence', 'Uændrede forhold. (KBH)', 'Uændrede forhold. (***)'],
    ['small letters behind a stroke that begins a sentence', 'Sår skiftet. /tn', 'Sår skiftet. /***'],
    ['who took it and who helped', 'Biopsi taget af kbj/tn.', 'Biopsi taget af ***.'],
    ['who gave it', 'Vaccine givet af KBJ.', 'Vaccine givet af ***.'],
    ['who operated', 'opr: KBJ/Signe. Blodtab 200 ml', 'opr: ***/***. Blodtab 200 ml'],
    ['a word for dictating with a slip', 'diktret af kbj', 'diktret af ***'],
    ['the own doctor in short', 'Sygemeldt af e.l. Skovbølle siden maj', 'Sygemeldt af e.l. *** siden maj'],
    ['the post of a doctor in two letters', 'Kontrol.\nØL Skovbølle', 'Kontrol.\nØL ***'],
    ['who was at a conference', 'Tilstede: Jensen, Skovbølle, KBJ.\nPt. 1', 'Tilstede: ***, ***.\nPt. 1'],
    ['a carer', 'Aftalt med SSA Jannie, i dag', 'Aftalt med ***, i dag'],
    [
      'who came, behind shortened callings',
      'Deltagere: spl. Bente, fys. Ole K., pt.',
      'Deltagere: spl. ***, fys. ***., pt.',
    ],
    ['a town of two words', 'Adr.: Åvej 3 i Sønder Omme.', 'Adr.: *** i ***.'],
    ['parents', 'forældrene Sif og Jens deltager', 'forældrene *** og *** deltager'],
    ['brothers, one of two letters', 'Sønnerne Jens, Erik og Bo', 'Sønnerne *** og ***'],
    ['a firm of two names', 'Arb. for Skovbølle & Petersen', 'Arb. for ***'],
    ['a club of two places', 'håndboldspiller i Mors-Lyst', 'håndboldspiller i ***'],
    ['a year in words of two numbers', 'født den fjortende maj toogtyve', 'født den ***'],
    ['how somebody is called', 'Erik kaldet "Bisser" er stabil', '*** kaldet "***" er stabil'],
    ['who comes along', 'Ledsager: Aputsiaq', 'Ledsager: ***'],
    ['what somebody plays under', "Han game'r som xX_bob12_Xx dagligt", "Han game'r som *** dagligt"],
    ['an account of pictures', 'Snap: bobmus12', 'Snap: ***'],
    [
      'a child by its name, and again',
      'Drengen Javid har feber. Javids plejefamilie ringer',
      'Drengen *** har feber. *** plejefamilie ringer',
    ],
    ['a letter of a family name and its full stop', 'Sagsbehandler Signe Maj Ø.', 'Sagsbehandler *** ***'],
    ['a village by its town', 'Boede tidl. i Dalby ved Hundested', 'Boede tidl. i *** ved ***'],
    ['a quarter behind whom somebody lives with', 'bor hos sønnen Erik i Bispevangen', 'bor hos sønnen *** i ***'],
    ['the village between street and town', 'Kærvej 3, Ø. Brønde, 9530 Støvring', '***, ***, ***'],
    ['the place of an address', 'Lyngvej 6 i Sønderlyst', '*** i ***'],
    ['an island', 'Faldt på Skarø i går', 'Faldt på *** i går'],
    ['a university', 'læser på SDU', 'læser på ***'],
    ['a number to pay to', 'betaler på MobilePay 61224', 'betaler på MobilePay ***'],
    ['an insurer and its number', 'Policenr. Alka 7712-40991', 'Policenr. Alka ***'],
    ['an extension in two groups', 'Ring vagthavende 4-2217.', 'Ring vagthavende ***.'],
    ['a plate in one', 'afhentes i bil AV33871', 'afhentes i bil ***'],
    ['a prescription', 'Fornyet (Rp. TX-0442)', 'Fornyet (Rp. ***)'],
    ['a number half hidden', 'cpr 120567-xx41', 'cpr ***'],
    ['a new number', 'Nyt nummer: 4055 9021', 'Nyt nummer: ***'],
    ['both months', 'Blev set april-juni 2023', 'Blev set marts-maj 2023'],
    ['a month and two digits', 'Tidl. MR okt. 22.', 'Tidl. MR sep. 22.'],
    ['days in a row', 'Set 12/1, 19/1 og 26/1.', 'Set ***.'],
    ['a day of this month', 'Rejser hjem d. 12. ds.', 'Rejser hjem d. *** ds.'],
    ['a day at the end of a sentence', 'Set d. 28. Ny tid gives.', 'Set d. ***. Ny tid gives.'],
    ['a day of the week and its number', 'kommer lørdag d. 28.', 'kommer lørdag d. ***'],
    ['a feast of one day', 'Faldt nytårsaften på glat vej', 'Faldt *** på glat vej'],
  ])('lose %s', (_, text, wanted) => {
    expect(cleaned(text)).toBe(wanted)
  })

  it.each([
    'Fraktur af d. 5. ribben på højre side.',
    'Biopsi taget af Antrum og Corpus',
    'Biopsi taget af HCC i segment 7',
    'Fortykkelse i Antrum nær Pylorus',
    'Ingen fokale læsioner. (HCC)',
    'Behandlet konservativt. (KOL)',
    'Visus 6/5 og 6/6; kraft 4/5, 5/5 og 3/5',
    'Den 3. finger, den 2. tå, 5. stråle',
    'Til stede: DM, HT og AF',
    'Tilstede: Ascites, Ikterus.',
    'Ledsager: Kvalme',
    'Børn og Unge; Søskende raske.',
    'Rp. EKG, Rp. HbA1c, rp. CA-125',
    'AMH 4,2 og lav AMH',
    'SNOMED M82110 T02100, DC500, KNFB20, NCT01234567',
    'Øl, vin e.l. Drikker dagligt',
    'Vurderet af fys. Gangfunktion god',
    'Drengen Indlægges med feber',
    'Lærer Dansk',
    'kaldet "Tennisalbue"',
    'Ring 3-4 dage før, ring efter 5-10 dage',
    'i maj 12 behandlinger; Gravid uge 32',
    'RL Lunge\nOL Fraktur',
    'bor i eget hus, i Lejlighed, i Norge',
    'Paget i bækkenet',
  ])('keep %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })

  it('lose only where somebody works, and no finding of the next sentence', () => {
    expect(cleaned('Ansat som havnefoged i Skagen. Galdesten, største 14 mm')).toBe(
      'Ansat som havnefoged i ***. Galdesten, største 14 mm',
    )
    expect(cleaned('Foto taget af sygepl. Camilla N. Sendes på mail')).toBe('Foto taget af sygepl. ***. Sendes på mail')
  })

  it('lose a date that the end of a line parts', () => {
    const lines = ['Sygemeldt siden uge 14', '2023, set den 3.', 'marts 2023 igen'].map((text) => ({
      text,
      between: '\n',
    }))
    expect(cleanTogether(lines, terms).texts).toEqual(['Sygemeldt siden ***', '***, set den ***', '*** igen'])
  })
})
