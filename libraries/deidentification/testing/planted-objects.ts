import { type Dataset, writeFile } from '@clic/dicom'
import { PlantBed, type PlantedObject } from './plant-kit.ts'
import { daysBetween, daysFrom, distance, dotted } from './planted-dates.ts'
import { jpeg2000Frame, jpegFrame } from './planted-frames.ts'
import { type PlantedPerson, plantedPerson } from './planted-person.ts'

const ct = '1.2.840.10008.5.1.4.1.1.2'
const uidRoot = '1.2.208.4711'
/** Objects of many kinds with the same patient's identifiers at more than 150 places. */
export function plantedObjects(seed: string, charset: 'ISO_IR 192' | 'ISO_IR 100'): PlantedObject[] {
  const person = plantedPerson(seed)
  return [
    ctObject(person, charset),
    srObject(person, charset),
    rtPlan(person, charset),
    waveform(person, charset),
    slide(person, charset),
    compressed(person, 'JPEG', charset),
    compressed(person, 'JPEG 2000', charset),
    ...heldBack(person),
  ]
}

/** Who it is about, on every object; with the UIDs and dates that every object has. */
export function bedOf(person: PlantedPerson, charset: string, sopClass: string, modality: string): PlantBed {
  const bed = new PlantBed()
  bed.text(0x00080005, charset).text(0x00080016, sopClass).text(0x00080060, modality)
  const names = [person.given, person.second, person.family]
  bed.plant('Patient Name', 0x00100010, `${person.family}^${person.given} ${person.second}`, names)
  bed.plant('Patient ID', 0x00100020, person.cpr, [person.cpr])
  bed.plant('Birth Date', 0x00100030, person.birthDate, [person.birthDate])
  bed.plant('Address', 0x00101040, `${person.street}, ${person.town}`, [person.street])
  bed.plant('Telephone', 0x00102154, person.phone, [person.phone])
  bed.plant('Telecom', 0x00102155, person.mail, [person.mail])
  bed.plant('Accession Number', 0x00080050, person.accession, [person.accession])
  bed.plant('Referring Physician', 0x00080090, 'Ravnsborgen^Ebbe', ['Ravnsborgen'])
  for (const [place, tag, end] of [
    ['SOP Instance UID', 0x00080018, '1'],
    ['Study Instance UID', 0x0020000d, '2'],
    ['Series Instance UID', 0x0020000e, '3'],
  ] as const)
    bed.plant(place, tag, `${uidRoot}.${modality.length}${modality.charCodeAt(0)}.${end}`, [
      `${uidRoot}.${modality.length}${modality.charCodeAt(0)}.${end}`,
    ])
  bed.plant('Study Date', 0x00080020, '20250310', ['20250310'])
  bed.text(0x00080030, '101500').keepsValue(0x00080030)
  bed.keeps(
    'Study Date is another date',
    (output) => Number.isFinite(daysFrom(output, '20250310')) && daysFrom(output, '20250310') !== 0,
  )
  bed.text(0x00100040, 'F').keepsValue(0x00100040)
  bed.text(0x00101010, '071Y').keepsValue(0x00101010)
  return bed
}

const annexPlaces: [string, number][] = Object.entries({
  InstitutionName: 0x00080080,
  InstitutionAddress: 0x00080081,
  StationName: 0x00081010,
  DepartmentName: 0x00081040,
  PhysiciansOfRecord: 0x00081048,
  PerformingPhysician: 0x00081050,
  ReadingPhysician: 0x00081060,
  Operators: 0x00081070,
  OtherPatientIDs: 0x00101000,
  OtherNames: 0x00101001,
  BirthName: 0x00101005,
  MotherBirthName: 0x00101060,
  MilitaryRank: 0x00101080,
  Insurance: 0x00101050,
  MedicalRecordLocator: 0x00101090,
  CountryOfResidence: 0x00102150,
  RegionOfResidence: 0x00102152,
  ReligiousPreference: 0x001021f0,
  ResponsiblePerson: 0x00102297,
  ResponsibleOrganization: 0x00102299,
  IssuerOfPatientID: 0x00100021,
  SiteName: 0x00120031,
  SubjectID: 0x00120040,
  DeviceSerial: 0x00181000,
  PlateID: 0x00181004,
  CassetteID: 0x00181007,
  GantryID: 0x00181008,
  StudyID: 0x00200010,
  AdmissionID: 0x00380010,
  CurrentLocation: 0x00380300,
  InstitutionResidence: 0x00380400,
  ServiceEpisode: 0x00380060,
  RequestingPhysician: 0x00321032,
  RequestingService: 0x00321033,
  ScheduledPerformer: 0x00400006,
  ScheduledStation: 0x00400001,
  PerformedStation: 0x00400241,
  PerformedLocation: 0x00400243,
  ProcedureStepID: 0x00400253,
  PlacerOrder: 0x00402016,
  FillerOrder: 0x00402017,
  OrderEnteredBy: 0x00402008,
  OrderEntererLocation: 0x00402009,
  OrderPhone: 0x00402010,
  PersonAddress: 0x00401102,
  PersonPhone: 0x00401103,
  RequestedProcedureID: 0x00401001,
  ReviewerName: 0x300e0008,
  ContentCreator: 0x00700084,
  Timezone: 0x00101081,
  RequestedLocation: 0x00401005,
  NamesOfRecipients: 0x00401010,
})

function ctObject(person: PlantedPerson, charset: string): PlantedObject {
  const bed = bedOf(person, charset, ct, 'CT')
  for (const [place, tag] of annexPlaces) bed.marked(place, tag)
  const { given, second, family, cpr, hyphenated } = person
  bed.plant('Study Description with CPR', 0x00081030, `CT cerebrum ${cpr}`, [cpr]).keepsText(0x00081030, 'CT cerebrum')
  bed
    .plant('Series Description with name', 0x0008103e, `Kontrol ${given} ${family} thorax`, [given, family])
    .keepsText(0x0008103e, 'Kontrol', 'thorax')
  bed
    .plant('Protocol Name in capitals', 0x00181030, `HOVED ${family.toUpperCase()} RUTINE`, [family])
    .keepsText(0x00181030, 'HOVED', 'RUTINE')
  bed.plant('Manufacturer', 0x00080070, `SIEMENS ${hyphenated}`, [hyphenated]).keepsText(0x00080070, 'SIEMENS')
  bed
    .plant('Model Name', 0x00081090, `Somatom ${person.accession}`, [person.accession])
    .keepsText(0x00081090, 'Somatom')
  bed
    .plant('Software Versions', 0x00181020, `syngo CT ${family}, ${given}`, [family, given])
    .keepsText(0x00181020, 'syngo CT')
  bed.plant('own date in a kept text', 0x00181251, 'Coil 10.03.2025 body', ['10.03.2025']).keepsText(0x00181251, 'Coil')
  bed.plant('own date in a code', 0x00185101, '20250310', ['20250310'])
  bed.plant('Convolution Kernel', 0x00181210, `H31s ${cpr}`, [cpr])
  bed
    .plant(
      'Image Comments',
      0x00204000,
      `Pt. ${given} bor ${person.street}. Tlf. ${person.phone}. Ingen blødning. E-mail ${person.mail}.`,
      [given, person.street, person.phone, person.mail],
    )
    .keepsText(0x00204000, 'Ingen blødning')
  bed.plant(
    'Patient Comments',
    0x00104000,
    `Navn: ${second} ${family}; f. ${person.birthDate.slice(6)}.${person.birthDate.slice(4, 6)}.${person.birthDate.slice(0, 4)}`,
    [family, second, dotted(person.birthDate)],
  )
  bed
    .plant(
      'History with relatives',
      0x001021b0,
      'Kendt med Parkinson og Mb. Crohn. Datteren Bodil Engholmsen, tlf. 22 33 44 55, er orienteret. Henvist af læge Gorm Vestergren.',
      ['Bodil', 'Engholmsen', '22 33 44 55', 'Vestergren'],
    )
    .keepsText(0x001021b0, 'Parkinson', 'Crohn', 'er orienteret')
  bed
    .plant(
      'Admitting Diagnosis',
      0x00081080,
      `Apopleksi, ${family.replace(/æ/g, 'ae').replace(/ø/g, 'oe').replace(/å/g, 'aa')}`,
      [family.replace(/æ/g, 'ae').replace(/ø/g, 'oe').replace(/å/g, 'aa')],
    )
    .keepsText(0x00081080, 'Apopleksi')
  bed
    .plant('Reason for Study', 0x00321030, `Obs. ${given[0]}. ${family}: infarkt?`, [family])
    .keepsText(0x00321030, 'infarkt')
  bed
    .plant('Requested Procedure', 0x00321060, `CT hoved ${hyphenated.replace('-', ' ')}`, [
      hyphenated.replace('-', ' '),
    ])
    .keepsText(0x00321060, 'CT hoved')
  bed
    .plant('Derivation Description', 0x00082111, `MPR for ${family}^${given}`, [family, given])
    .keepsText(0x00082111, 'MPR')
  bed
    .plant('Acquisition Comments', 0x00184000, `Scannet af radiograf Tove Lindbjerg 10.03.2025`, [
      'Tove',
      'Lindbjerg',
      '10.03.2025',
    ])
    .keepsText(0x00184000, 'Scannet')
    .keeps('a date in words moved with the others', (output) =>
      (output.get(0x00184000)?.strings?.[0] ?? '').includes(dotted(output.get(0x00080020)?.strings?.[0])),
    )
  bed.plant('Integer String without its zero', 0x00200013, String(Number(cpr)), [String(Number(cpr))])
  bed.plant(
    'Code String',
    0x00185100,
    family
      .toUpperCase()
      .replace(/[^A-Z]/g, '_')
      .slice(0, 16),
    [],
  )
  const anatomy: Dataset = new Map()
  bed.plant('Code Meaning', 0x00080104, `Brain of ${given} ${family}`, [family], anatomy)
  bed.plant('Code Value', 0x00080100, cpr, [cpr], anatomy)
  bed.text(0x00080102, 'SCT')
  bed
    .set(0x00082218, { vr: 'SQ', items: [anatomy] })
    .keeps('Code Meaning keeps Brain', (output) =>
      (output.get(0x00082218)?.items?.[0]?.get(0x00080104)?.strings?.[0] ?? '').includes('Brain'),
    )
  const modified: Dataset = new Map()
  bed.plant('name two sequences deep', 0x00100010, `${family}^${given}`, [family], modified)
  bed.set(0x04000561, {
    vr: 'SQ',
    items: [
      new Map([
        [0x04000550, { vr: 'SQ', items: [modified] }],
        [0x04000563, { vr: 'LO', strings: [`PACS ${family}`] }],
      ]),
    ],
  })
  bed.bytes('Modifying System', [family])
  bed
    .plant('Overlay Description', 0x60000022, `ROI ${family}`, [family])
    .plant('Overlay Label', 0x60001500, `${given} ${family}`, [family])
  bed.set(0x60003000, { vr: 'OW', bytes: Buffer.from(`${family} ${cpr} `, 'latin1') }).bytes('Overlay Data', [cpr])
  bed.set(0x50003000, { vr: 'OW', bytes: Buffer.from(`${cpr}  `, 'latin1') }).bytes('Curve Data', [cpr])
  bed.plant('Curve Label', 0x50002500, family, [family], bed.dataset, 'LO')
  bed
    .set(0x00090010, { vr: 'LO', strings: ['ACME PRIVATE'] })
    .plant('private text', 0x00091001, `${family} ${cpr}`, [family, cpr], bed.dataset, 'LO')
  bed
    .set(0x00190010, { vr: 'LO', strings: ['GEMS_ACQU_01'] })
    .plant('private number of a known creator', 0x00191023, cpr, [cpr], bed.dataset, 'DS')
  bed.set(0x00191027, { vr: 'DS', strings: ['1.0'] }).keepsValue(0x00191027)
  bed.plant('private text of a known creator', 0x00191002, family, [family], bed.dataset, 'LO')
  bed.plant('private text that the standard calls safe', 0x0019109e, `${family} 3D`, [family], bed.dataset, 'LO')
  bed
    .set(0x00290010, { vr: 'LO', strings: [`${family} CREATOR`] })
    .bytes('private creator itself', [`${family} CREATOR`])
  bed
    .set(0x00291010, { vr: 'SQ', items: [new Map([[0x00100010, { vr: 'PN', strings: [`${family}^${given}`] }]])] })
    .bytes('private sequence', [family])
  bed
    .set(0x00291020, { vr: 'OB', bytes: Buffer.from(`CSA2 ${family} ${cpr} ${person.birthDate} `, 'utf8') })
    .bytes('private bytes', [cpr])
  bed.plant('unknown public element', 0x00187ff0, `${family} ${hyphenated}`, [hyphenated], bed.dataset, 'LO')
  bed
    .set(0x00282000, { vr: 'OB', bytes: Buffer.from(`acspMSFTdesc ${given} ${family} scanner profile`, 'utf8') })
    .bytes('ICC profile', [family])
  bed
    .set(0x00281201, { vr: 'OW', bytes: Buffer.from(`${family} `.repeat(4), 'utf16le') })
    .bytes('palette in UTF-16', [family])
  for (const [place, tag, end] of [
    ['Frame of Reference', 0x00200052, '10'],
    ['Synchronization Frame', 0x00200200, '11'],
    ['Device UID', 0x00181002, '12'],
    ['Irradiation Event', 0x00083010, '13'],
    ['Palette LUT UID', 0x00281199, '14'],
    ['Concatenation UID', 0x00209161, '15'],
    ['Instance Creator UID', 0x00080014, '16'],
    ['Fiducial UID', 0x0070031a, '17'],
    ['Dose Reference UID', 0x300a0013, '18'],
  ] as const)
    bed.plant(place, tag, `${uidRoot}.77.${end}`, [`${uidRoot}.77.${end}`])
  bed.set(0x00081140, {
    vr: 'SQ',
    items: [
      new Map([
        [0x00081150, { vr: 'UI', strings: [ct] }],
        [0x00081155, { vr: 'UI', strings: [`${uidRoot}.267.1`] }],
      ]),
    ],
  })
  bed.bytes('referenced UID', [`${uidRoot}.267.1`])
  bed.keeps(
    'a reference to the object itself still points at it',
    (output) =>
      output.get(0x00081140)?.items?.[0]?.get(0x00081155)?.strings?.[0] === output.get(0x00080018)?.strings?.[0],
  )
  for (const [place, tag, value, days] of [
    ['Series Date', 0x00080021, '20250312', 2],
    ['Acquisition Date', 0x00080022, '20250401', 22],
    ['Content Date', 0x00080023, '20250228', -10],
    ['Scheduled Start', 0x00400002, '20250309', -1],
    ['Admitting Date', 0x00380020, '20250308', -2],
  ] as const) {
    bed.plant(place, tag, value, [value])
    bed.keeps(`${place} keeps its distance to the day`, (output) => distance(output, tag) === days)
  }
  bed.plant('Acquisition DateTime', 0x0008002a, '20250310101112.500000', ['20250310'])
  bed.keeps(
    'Acquisition DateTime keeps its time',
    (output) =>
      distance(output, 0x0008002a) === 0 && (output.get(0x0008002a)?.strings?.[0] ?? '').endsWith('101112.500000'),
  )
  for (const [tag, value] of [
    [0x00180050, '1.5'],
    [0x00180060, '120'],
    [0x00280030, '0.5\\0.5'],
    [0x00200032, '-120.5\\-120.5\\30'],
    [0x00281050, '40'],
  ] as const)
    bed.text(tag, value).keepsValue(tag)
  bed.text(0x00180015, 'HEAD').keepsValue(0x00180015)
  bed
    .set(0x00280010, { vr: 'US', numbers: [2] })
    .keepsValue(0x00280010)
    .set(0x00280011, { vr: 'US', numbers: [2] })
  bed.set(0x7fe00010, { vr: 'OW', bytes: Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]) }).keepsValue(0x7fe00010)
  const meta: Dataset = new Map([
    [0x00020016, { vr: 'AE', strings: ['AE_KILDEN'] }],
    [0x00020100, { vr: 'UI', strings: [`${uidRoot}.99.1`] }],
    [0x00020102, { vr: 'OB', bytes: Buffer.from(`${family} ${cpr} `) }],
  ])
  bed.bytes('Source AE Title', ['AE_KILDEN']).bytes('private file meta', [cpr, `${uidRoot}.99.1`])
  const bytes = Buffer.concat([
    writeFile(bed.dataset, { fileMeta: meta }),
    Buffer.from(`\0\0\0\0\0\0\0\0trailing ${family} ${cpr}`),
  ])
  bytes.write(`preamble ${family} ${cpr}`, 0, 'latin1')
  bed.bytes('preamble', [`preamble ${family}`]).bytes('after the data set', [`trailing ${family}`])
  return { name: 'CT', bytes, plants: bed.plants, worth: bed.worth }
}

function srObject(person: PlantedPerson, charset: string): PlantedObject {
  const bed = bedOf(person, charset, '1.2.840.10008.5.1.4.1.1.88.33', 'SR')
  const { given, family, hyphenated } = person
  const concept = (meaning: string): Dataset =>
    new Map([
      [0x00080100, { vr: 'SH', strings: ['121070'] }],
      [0x00080102, { vr: 'SH', strings: ['DCM'] }],
      [0x00080104, { vr: 'LO', strings: [meaning] }],
    ])
  const item = (type: string, more: [number, Dataset extends Map<number, infer E> ? E : never][]): Dataset =>
    new Map([
      [0x0040a010, { vr: 'CS', strings: ['CONTAINS'] }],
      [0x0040a040, { vr: 'CS', strings: [type] }],
      [0x0040a043, { vr: 'SQ', items: [concept('Findings')] }],
      ...more,
    ])
  const text = item('TEXT', [
    [
      0x0040a160,
      {
        vr: 'UT',
        strings: [
          `${given} ${family} (${hyphenated}) har en lille læsion i venstre hippocampus. Sammenlignet med 12.01.2025. Beskrevet af overlæge Palle Østerlundsen.`,
        ],
      },
    ],
  ])
  bed.bytes('SR text', [family, hyphenated, 'Østerlundsen', '12.01.2025'])
  const name = item('PNAME', [[0x0040a123, { vr: 'PN', strings: ['Observatorius^Olga'] }]])
  bed.bytes('SR person name', ['Observatorius'])
  const uid = item('UIDREF', [[0x0040a124, { vr: 'UI', strings: [`${uidRoot}.55.1`] }]])
  bed.bytes('SR UID', [`${uidRoot}.55.1`])
  const date = item('DATETIME', [[0x0040a120, { vr: 'DT', strings: ['20250311120000'] }]])
  bed.bytes('SR date', ['20250311'])
  const number = item('NUM', [
    [0x0040a300, { vr: 'SQ', items: [new Map([[0x0040a30a, { vr: 'DS', strings: ['12.5'] }]])] }],
  ])
  const deep = item('CONTAINER', [
    [
      0x0040a730,
      { vr: 'SQ', items: [item('TEXT', [[0x0040a160, { vr: 'UT', strings: [`Dybt: ${family} ${hyphenated}`] }]])] },
    ],
  ])
  bed.bytes('SR text two levels down', [`Dybt: ${family}`, hyphenated])
  const observer: Dataset = new Map()
  bed
    .plant('verifying observer', 0x0040a075, 'Verificus^Vera', ['Verificus'], observer)
    .plant('verifying organisation', 0x0040a027, 'Zqverifyhus', ['Zqverifyhus'], observer)
  bed.set(0x0040a073, { vr: 'SQ', items: [observer] })
  bed
    .set(0x0040a040, { vr: 'CS', strings: ['CONTAINER'] })
    .set(0x0040a730, { vr: 'SQ', items: [text, name, uid, date, number, deep] })
  const content = (output: Dataset) => output.get(0x0040a730)?.items ?? []
  bed.keeps('SR keeps its six items', (output) => content(output).length === 6)
  bed.keeps('SR text keeps the finding', (output) =>
    (content(output)[0]?.get(0x0040a160)?.strings?.[0] ?? '').includes('læsion i venstre hippocampus'),
  )
  bed.keeps(
    'SR number stays',
    (output) => content(output)[4]?.get(0x0040a300)?.items?.[0]?.get(0x0040a30a)?.strings?.[0] === '12.5',
  )
  bed.keeps('SR concept names stay', (output) =>
    content(output).every((one) => one.get(0x0040a043)?.items?.[0]?.get(0x00080104)?.strings?.[0] === 'Findings'),
  )
  bed.keeps(
    'SR date keeps its distance to the day',
    (output) =>
      daysBetween(output.get(0x00080020)?.strings?.[0], content(output)[3]?.get(0x0040a120)?.strings?.[0]) === 1,
  )
  return { name: 'SR', bytes: writeFile(bed.dataset), plants: bed.plants, worth: bed.worth }
}

function rtPlan(person: PlantedPerson, charset: string): PlantedObject {
  const bed = bedOf(person, charset, '1.2.840.10008.5.1.4.1.1.481.5', 'RTPLAN')
  bed
    .plant('plan label', 0x300a0002, `Mamma ${person.cpr.slice(0, 6)}`, [])
    .plant('plan name', 0x300a0003, `Plan ${person.family}`, [person.family])
    .keepsText(0x300a0003, 'Plan')
  bed
    .plant('plan description', 0x300a0004, `Boost til ${person.given} ${person.family}`, [person.family])
    .keepsText(0x300a0004, 'Boost')
  const beam: Dataset = new Map([[0x300a00c0, { vr: 'IS', strings: ['1'] }]])
  bed
    .plant('beam description', 0x300a00c3, `AP ${person.hyphenated}`, [person.hyphenated], beam)
    .plant('beam name', 0x300a00c2, `Felt ${person.family}`.slice(0, 64), [person.family], beam)
  bed.plant('treatment machine', 0x300a00b2, 'Zqlinac', ['Zqlinac'], beam)
  bed
    .set(0x300a00b0, { vr: 'SQ', items: [beam] })
    .keeps('beam number', (output) => output.get(0x300a00b0)?.items?.[0]?.get(0x300a00c0)?.strings?.[0] === '1')
  return {
    name: 'RT plan',
    bytes: writeFile(bed.dataset, { transferSyntax: '1.2.840.10008.1.2' }),
    plants: bed.plants,
    worth: bed.worth,
  }
}

function waveform(person: PlantedPerson, charset: string): PlantedObject {
  const bed = bedOf(person, charset, '1.2.840.10008.5.1.4.1.1.9.1.1', 'ECG')
  const annotation: Dataset = new Map()
  bed.plant(
    'waveform annotation',
    0x00700006,
    `Sinusrytme. ${person.given} ${person.family}`,
    [person.family],
    annotation,
    'ST',
  )
  bed
    .set(0x0040b020, { vr: 'SQ', items: [annotation] })
    .keeps('annotation keeps the finding', (output) =>
      (output.get(0x0040b020)?.items?.[0]?.get(0x00700006)?.strings?.[0] ?? '').includes('Sinusrytme'),
    )
  const samples = Buffer.from([1, 0, 2, 0, 3, 0, 4, 0])
  bed.set(0x54000100, { vr: 'SQ', items: [new Map([[0x54001010, { vr: 'OW', bytes: samples }]])] })
  bed.keeps(
    'samples stay',
    (output) =>
      Buffer.compare(output.get(0x54000100)?.items?.[0]?.get(0x54001010)?.bytes ?? new Uint8Array(), samples) === 0,
  )
  return { name: 'ECG', bytes: writeFile(bed.dataset), plants: bed.plants, worth: bed.worth }
}

function slide(person: PlantedPerson, charset: string): PlantedObject {
  const bed = bedOf(person, charset, '1.2.840.10008.5.1.4.1.1.77.1.6', 'SM')
  bed.set(0x00080008, { vr: 'CS', strings: ['ORIGINAL', 'PRIMARY', 'VOLUME', 'NONE'] }).keepsValue(0x00080008)
  const specimen: Dataset = new Map()
  bed
    .plant('specimen identifier', 0x00400551, `S25-${person.cpr}`, [person.cpr], specimen)
    .plant('specimen description', 0x00400602, `Hud fra ${person.family}`, [person.family], specimen)
  bed
    .plant('container identifier', 0x00400512, 'Zqcontainer', ['Zqcontainer'])
    .plant('barcode', 0x22000005, 'Zqbarcode', ['Zqbarcode'])
    .plant('label text', 0x22000002, `${person.given} ${person.family}`, [person.family])
  bed
    .set(0x00400560, { vr: 'SQ', items: [specimen] })
    .set(0x7fe00010, { vr: 'OB', bytes: Buffer.from([9, 9, 9, 9]) })
    .keepsValue(0x7fe00010)
  return { name: 'slide', bytes: writeFile(bed.dataset), plants: bed.plants, worth: bed.worth }
}

function compressed(person: PlantedPerson, kind: 'JPEG' | 'JPEG 2000', charset: string): PlantedObject {
  const bed = bedOf(person, charset, '1.2.840.10008.5.1.4.1.1.12.1', 'XA')
  const words = `${person.given} ${person.family} ${person.cpr}`
  const frame = kind === 'JPEG' ? jpegFrame(words) : jpeg2000Frame(words)
  bed.set(0x7fe00010, { vr: 'OB', fragments: [frame.bytes] })
  for (const place of frame.places) bed.bytes(`${kind} ${place}`, [person.cpr])
  bed.keeps('the picture’s own bytes stay', (output) => {
    const after = output.get(0x7fe00010)?.fragments?.[0] ?? new Uint8Array()
    return (
      after.length === frame.bytes.length &&
      frame.picture.every(
        ([from, to]) => Buffer.compare(after.subarray(from, to), frame.bytes.subarray(from, to)) === 0,
      )
    )
  })
  return {
    name: kind,
    bytes: writeFile(bed.dataset, {
      transferSyntax: kind === 'JPEG' ? '1.2.840.10008.1.2.4.50' : '1.2.840.10008.1.2.4.90',
    }),
    plants: bed.plants,
    worth: bed.worth,
  }
}

/** What leaves only after a look. */
function heldBack(person: PlantedPerson): PlantedObject[] {
  const kinds: [string, string, string, string][] = [
    ['PDF', '1.2.840.10008.5.1.4.1.1.104.1', 'DOC', 'document-not-cleaned'],
    ['CDA', '1.2.840.10008.5.1.4.1.1.104.2', 'DOC', 'document-not-cleaned'],
    ['US cine', '1.2.840.10008.5.1.4.1.1.3.1', 'US', 'look-ultrasound'],
    ['photograph', '1.2.840.10008.5.1.4.1.1.77.1.4', 'XC', 'look-photograph'],
    ['secondary capture', '1.2.840.10008.5.1.4.1.1.7', 'OT', 'look-secondary-capture'],
  ]
  return kinds.map(([name, sopClass, modality, quarantine]) => {
    const bed = bedOf(person, 'ISO_IR 100', sopClass, modality)
    bed.plant('document title', 0x00420010, `Brev om ${person.family}`, [person.family])
    bed.set(0x00420011, { vr: 'OB', bytes: Buffer.from(`%PDF ${person.cpr} `) }).bytes('document', [person.cpr])
    return { name, bytes: writeFile(bed.dataset), plants: bed.plants, worth: [], quarantine }
  })
}
