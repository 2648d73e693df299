/**
 * Invented texts of headers and reports that name somebody or some place, between guillemets, by how; {C} becomes a CPR-shaped number
 * made while the tests run. The people are invented: given and family names as they are borne in Denmark, put together by chance.
 */
export const namingTexts: Readonly<Record<string, readonly string[]>> = {
  'Danish names without a cue': lines(`
CT thorax «Otilia Munkvad»
«Kjeld Mosekær» har set billederne
tak til «Lisbeth Tornager»
billeder fra «Aase Hvidberg»
projekt «Elias Nybo»
«Hans Peter Juulgaard», mobil via skranken
MR hjerte «Ida-Marie Skrydstrup»
Ingen feber. «Asbjørn Rytterkær» skal have kopi. Kontrol om 3 mdr.
undersøgt sammen med «Sanne Gottschalk»
«Regner Dalsgaard Overgaard» kom ikke
Kopi «Per Brand»
«Bertram Egsgaard» og jeg har set det`),
  'names of the Faroes and Greenland': lines(`
«Jóhanna við Streym», mobil
CT thorax «Turið Høgnesen»
undersøgt hos «Hallgrímur Næs»
«Eyðbjørg Dalsgarð» kom med
tak til «Páll Patursson»
«Aviâja Egede» skal have kopi
«Inunnguaq Petrussen» har bestilt
MR knæ «Naaja Kreutzmann»
billeder vist for «Qupanuk Olsen»
ledsaget af «Pipaluk Lynge»`),
  'names of Turkey, Arab countries, Iran and Pakistan': lines(`
«Hüseyin Kaya» MR hjerte
«Serkan Aydın» ringer tilbage
tak til «Büşra Kılınç»
billeder vist for «Selin Akbulut»
«Gökhan Erdem» har bestilt
undersøgt hos «Ahmad Al-Khatib»
«Khadija Benali» kom med
CT abdomen «Tarek Nasrallah»
«Samina Bashir», mobil via skranken
«Behrouz Karimi» skal have svar
bror («Bahman Tavakoli») ringer
«Iqbal Chaudhry» kom ikke`),
  'names of Poland, Ukraine, Romania and Bosnia': lines(`
«Bożena Lewandowska» skal have kopi
billeder fra «Ewa Kaczmarek»
Kopi «Zbigniew Dąbrowski»
«Lech Urbański» har bestilt
tak til «Kinga Sikora»
«Nadiia Shevchuk», mobil
«Vadym Hryhorenko» har bestilt
CT thorax «Ioana Popescu»
«Senka Dizdarević» skal have svar
MR hjerte «Dragana Petrović»`),
  'names of Vietnam, Tamils, Somalia and Ethiopia': lines(`
«Bui Xuan Phuc» ringer tilbage
«Le Thi Hoa» og jeg
«Pham Quoc Huy» MR hjerte
Signed: «Pham Quoc Huy»
projekt «Truong My Linh»
undersøgt hos «Sivakumar Rajaratnam»
«Vasanthakumari Selvaratnam» kom ikke
spurgte «Abdullahi Warsame»
«Hodan Farah» kom med
ledsaget af «Tesfaye Bekele»`),
  'names behind and before a cue': lines(`
Tech: «Elif Korkmaz»
«Ole Ørum», overlæge
fr. «Balslev» er orienteret
Att. «Dang Ngoc Anh»
Set af «Gunnar Dahlerup»
Ref. «Sámal Petur Olsen»
søn «Rói Samuelsen» kontaktes
Godkendt: «Beata Jabłońska»
pårørende: «Fartun Hersi Nur»
overlæge «Dorthea Kaalund» orienteret
Dr. «Al-Khatib» requested
cc: «Bo Dag»`),
  'names in capitals': lines(`
MR CEREBRUM «KJELD MOSEKÆR»
CT THORAX «SANNE GOTTSCHALK»
«HENRIK KJÆRGAARD HJORTSHØJ»
RTG KNÆ DX «HAKAN YILDIRIM»
«ASGER ENGELL»
«GÜLAY ŞAHIN» UL ABDOMEN
MR «BASHIR SAMINA»
«DANG NGOC ANH»
CT ABDOMEN «VADYM HRYHORENKO»
MAMMOGRAFI «BIRTE FJORDSIDE»`),
  'hospitals, practices and houses': lines(`
indlagt på «Kolding» Sygehus
Institution: «Aleris Hamlet»
kontrol på «Steno» Diabetes Center
«Massachusetts General» Hospital
overflyttet fra «UKE»
Lægehuset i «Brabrand»
Lægerne «Østergade»
Øreklinikken «Hjørring»
Botilbuddet «Møllevangen»
Kommer fra «Vejlefjord»skolen
bor på Plejecentret «Bakkebo»
elev på «Hjallese» Friskole`),
  'addresses and towns': lines(`
Bor «Elmevej 7»
faldt på «Jagtvej» i Vejle
faldt på «Solsikkemarken»
faldt på «Banegårdspladsen»
cyklede på «Strandpromenaden»
flyttet til «Vamdrup»
bor i «Vodskov»
adr.: «Gammel Hovedvej 118, 5471 Søndersø»
trafikuheld ved «Tilst»`),
  'numbers and mail': lines(`
kontakt på «12345678»
træffes 8-10 på «12345678»
«bent.lauritzen(snabel-a)live.example»
cpr «{C}»
pt «{C}» MR knæ
accession «2024-MR-00123»
ordrenr «44556677»
rekv. id «RQ-2291873»`),
}

function lines(text: string): string[] {
  return text.trim().split('\n')
}
