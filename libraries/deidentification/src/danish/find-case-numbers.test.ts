import { describe, expect, it } from 'vitest'
import { findCaseNumbers } from './find-case-numbers.ts'

const taken = (text: string) => findCaseNumbers(text).map(({ start, end }) => text.slice(start, end))

describe('numbers of people, accounts, cases, papers and doors', () => {
  it.each([
    ['P-tal 130571-428.', '130571-428'],
    ['Cpr slut -2217', '2217'],
    ['indsat på reg.nr. 5021 kt. 1187204415', '5021 kt. 1187204415'],
    ['Betaler fra 5021-1187204415', '5021-1187204415'],
    ['s/n hø 61220417, ve 61220418.', '61220417, ve 61220418'],
    ['S/N 20418837 022', '20418837 022'],
    ['S/N: 512 330 884.', '512 330 884'],
    ['Skadenr. QT-51 2204 93', 'QT-51 2204 93'],
    ['kode 5518 til porten', '5518'],
    ['kørek. nr. DE 00517/11/3308', 'DE 00517/11/3308'],
    ['Prøverør nr. C 512 330 04', 'C 512 330 04'],
    ['tjenestenr. KB 51822', 'KB 51822'],
    ['Remissnr QL 31-552-1804', 'QL 31-552-1804'],
    ['E-journal ref. LPK-51822-07', 'LPK-51822-07'],
    ['SS 5120/2023', '5120/2023'],
    ['Retten i Randers, SS 5120/2023', '5120/2023'],
    ['Jagttegn 3310-5522', '3310-5522'],
    ['Koden til døren er 3691#', '3691#'],
    ['nøglen ligger i boks kode 5518', '5518'],
  ])('go as a hand writes them: %s', (text, number) => {
    expect(taken(text)).toEqual([number])
  })

  it.each([
    'Katalog nr. AB 1234 56',
    'Serie nr. 4 5 6 7',
    'skrue, varenr. 212.448, titan',
    'ribben nr. 5 6 7 8',
    'Kontrol nr. 3 12-03-2024',
    'Ref. 120-130 mmol/l',
    'Kode til diagnosen er 4471',
    'S/N forhold 22',
    'Undersøgt i perioden 2019-2024',
    'ret stor, 1234/2024',
  ])('are none in %s', (text) => {
    expect(taken(text)).toEqual([])
  })
})
