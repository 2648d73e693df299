import { createHash } from 'node:crypto'
import { type Dataset, dictionaryVr, type Element, tag, writeFile } from '@clic/dicom'
import { ct, geometry, type KeptValues, mr, patient, pet } from './kept-values.ts'
import type { PlantBed, PlantedObject } from './plant-kit.ts'
import { daysBetween } from './planted-dates.ts'
import { bedOf } from './planted-objects.ts'
import type { PlantedPerson } from './planted-person.ts'

/** What a clinic sends beside the kinds of `planted-objects.ts`, and how much of each is worth keeping. */
export function kindObjects(person: PlantedPerson): PlantedObject[] {
  return [
    image(person, {
      name: 'MR',
      sopClass: '4',
      modality: 'MR',
      number: 201,
      values: { ...geometry, ...patient, ...mr },
    }),
    image(person, {
      name: 'CT, what is kept',
      sopClass: '2',
      modality: 'CT',
      number: 202,
      values: { ...geometry, ...patient, ...ct },
    }),
    image(person, {
      name: 'PET',
      sopClass: '128',
      modality: 'PT',
      number: 203,
      values: { ...geometry, ...patient, ...pet },
    }),
    structures(person),
    dose(person),
    segmentation(person),
    report(person),
    waveformTwelve(person),
    ...waiting(person),
    directory(person),
  ]
}

function elementOf(keyword: string, value: string | number[]): Element {
  const vr = dictionaryVr(tag(keyword))
  return typeof value === 'string' ? { vr, strings: value.split('\\') } : { vr, numbers: value }
}

export function keepAll(bed: PlantBed, values: KeptValues): PlantBed {
  for (const [keyword, value] of Object.entries(values)) {
    const number = tag(keyword)
    bed.set(number, elementOf(keyword, value))
    bed.keeps(
      keyword,
      (output) => JSON.stringify(plain(output.get(number))) === JSON.stringify(plain(elementOf(keyword, value))),
    )
  }
  return bed
}

const plain = (element: Element | undefined) => element && [element.strings ?? [], element.numbers ?? []]

const code = (value: string, scheme: string, meaning: string): Dataset =>
  new Map([
    [0x00080100, { vr: 'SH', strings: [value] }],
    [0x00080102, { vr: 'SH', strings: [scheme] }],
    [0x00080104, { vr: 'LO', strings: [meaning] }],
  ])

export const bedFor = (person: PlantedPerson, sopClass: string, modality: string, number: number) =>
  bedOf(person, 'ISO_IR 192', `1.2.840.10008.5.1.4.1.1.${sopClass}`, modality)
    .text(0x00200011, String(number))
    .keepsValue(0x00200011)

export const finished = (name: string, bed: PlantBed, quarantine?: string): PlantedObject => ({
  name,
  bytes: writeFile(bed.dataset),
  plants: bed.plants,
  worth: bed.worth,
  ...(quarantine ? { quarantine } : {}),
})

interface Kind {
  name: string
  sopClass: string
  modality: string
  number: number
  values: KeptValues
}

function image(person: PlantedPerson, kind: Kind): PlantedObject {
  const bed = keepAll(bedFor(person, kind.sopClass, kind.modality, kind.number), kind.values)
  bed.set(0x00082218, { vr: 'SQ', items: [code('12738006', 'SCT', 'Brain')] })
  bed.keeps(
    'anatomic region',
    (output) => output.get(0x00082218)?.items?.[0]?.get(0x00080104)?.strings?.[0] === 'Brain',
  )
  bed
    .plant('Scheduled step', 0x00400007, `${kind.modality} til ${person.family}`, [person.family], stepOf(bed))
    .bytes('Step identifier', ['Zqtrin'])
  bed.plant('Institution Name', 0x00080080, 'Zqhospitalet', ['Zqhospitalet'])
  bed
    .plant('Image Comments', 0x00204000, `Bedømt 12.03.2025. ${person.given} var urolig.`, [person.given, '12.03.2025'])
    .keepsText(0x00204000, 'Bedømt', 'var urolig')
  privates(bed, kind.modality)
  for (const [place, at, value, days] of [
    ['Series Date', 0x00080021, '20250310', 0],
    ['Acquisition Date', 0x00080022, '20250311', 1],
    ['Content Date', 0x00080023, '20250315', 5],
    ['Last Menstrual Date', 0x001021d0, '20250201', -37],
    ['Date of Secondary Capture', 0x00181012, '20240310', -365],
  ] as const) {
    bed.plant(`${kind.name}: ${place}`, at, value, [value])
    bed.keeps(
      `${place} keeps its distance to the day`,
      (output) => daysBetween(output.get(0x00080020)?.strings?.[0], output.get(at)?.strings?.[0]) === days,
    )
  }
  for (const [at, value] of [
    [0x00080031, '101500.25'],
    [0x00080032, '101612'],
    [0x00080033, '1017'],
  ] as const)
    bed.text(at, value).keepsValue(at)
  if (kind.modality === 'PT') radiopharmaceutical(bed)
  const pixels = createHash('sha256').update(kind.name).digest().subarray(0, 8)
  bed.set(0x7fe00010, { vr: 'OW', bytes: pixels }).keepsValue(0x7fe00010)
  return finished(kind.name, bed)
}

function stepOf(bed: PlantBed): Dataset {
  const step: Dataset = new Map([[0x00400009, { vr: 'SH', strings: ['Zqtrin1'] }]])
  bed.set(0x00400275, { vr: 'SQ', items: [step] })
  return step
}

function privates(bed: PlantBed, modality: string): void {
  const safe: [string, number, number, Element][] =
    modality === 'MR'
      ? [
          ['SIEMENS MR HEADER', 0x00190010, 0x0019100a, { vr: 'US', numbers: [36] }],
          ['SIEMENS MR HEADER', 0x00190010, 0x00191029, { vr: 'FD', numbers: [0, 52.5] }],
          ['SIEMENS MR HEADER', 0x00190010, 0x0019100c, { vr: 'IS', strings: ['1000'] }],
          ['SIEMENS MR HEADER', 0x00190010, 0x0019100d, { vr: 'CS', strings: ['DIRECTIONAL'] }],
          ['SIEMENS MR HEADER', 0x00190010, 0x0019100e, { vr: 'FD', numbers: [0.5, 0.25, 0.125] }],
        ]
      : [
          ['GEMS_ACQU_01', 0x00190010, 0x00191027, { vr: 'DS', strings: ['0.984'] }],
          ['GEMS_ACQU_01', 0x00190010, 0x001910bb, { vr: 'DS', strings: ['-0.7071'] }],
          ['GEMS_ACQU_01', 0x00190010, 0x0019109e, { vr: 'LO', strings: ['efgre3d'] }],
          ['GEMS_PARM_01', 0x00430010, 0x00431027, { vr: 'SH', strings: ['0.984:1'] }],
          ['GEMS_PARM_01', 0x00430010, 0x0043102f, { vr: 'SS', numbers: [1] }],
          ['GEMS_PARM_01', 0x00430010, 0x00431002, { vr: 'SS', numbers: [12] }],
        ]
  for (const [creator, at, element, value] of safe) {
    bed.set(at, { vr: 'LO', strings: [creator] }).set(element, value)
    bed.keeps(
      `private ${creator} ${element.toString(16)}`,
      (output) => JSON.stringify(plain(output.get(element))) === JSON.stringify(plain(value)),
    )
  }
  bed
    .set(0x00290010, { vr: 'LO', strings: ['SIEMENS CSA HEADER'] })
    .set(0x00291010, { vr: 'OB', bytes: Buffer.from('SV10Zqcsahoved') })
  bed.bytes('vendor header', ['Zqcsahoved'])
}

function radiopharmaceutical(bed: PlantBed): void {
  const item: Dataset = new Map([
    [0x00180031, { vr: 'LO', strings: ['FDG'] }],
    [0x00181072, { vr: 'TM', strings: ['091500'] }],
    [0x00181074, { vr: 'DS', strings: ['214000000'] }],
    [0x00181075, { vr: 'DS', strings: ['6586.2'] }],
    [0x00181078, { vr: 'DT', strings: ['20250310091500'] }],
  ])
  bed.set(0x00540016, { vr: 'SQ', items: [item] }).bytes('radiopharmaceutical start', ['20250310091500'])
  const kept = (output: Dataset, at: number) => output.get(0x00540016)?.items?.[0]?.get(at)?.strings?.[0]
  bed.keeps('dose', (output) => kept(output, 0x00181074) === '214000000')
  bed.keeps('half life', (output) => kept(output, 0x00181075) === '6586.2')
  bed.keeps('tracer', (output) => kept(output, 0x00180031) === 'FDG')
  bed.keeps('injection time', (output) => kept(output, 0x00181072) === '091500')
  bed.keeps(
    'injection on the study’s day',
    (output) => kept(output, 0x00181078)?.slice(0, 8) === output.get(0x00080020)?.strings?.[0],
  )
}

function structures(person: PlantedPerson): PlantedObject {
  const bed = bedFor(person, '481.3', 'RTSTRUCT', 204)
  bed
    .plant('structure set label', 0x30060002, `RS ${person.family}`.slice(0, 16), [person.family])
    .keepsText(0x30060002, 'RS')
  bed.plant('structure set name', 0x30060004, `Lunge ${person.cpr}`, [person.cpr]).keepsText(0x30060004, 'Lunge')
  const names = ['GTV-T', 'CTV_50', 'PTV 60Gy', 'Lung_L', 'Lung_R', 'Parotis dxt', 'Medulla', 'Øsofagus', 'BODY']
  const roi = (name: string, i: number): Dataset =>
    new Map([
      [0x30060022, { vr: 'IS', strings: [String(i + 1)] }],
      [0x30060026, { vr: 'LO', strings: [name] }],
    ])
  bed
    .set(0x30060020, { vr: 'SQ', items: [...names, `Tumor ${person.given} ${person.family}`].map(roi) })
    .bytes('ROI name', [person.family])
  const kept = (output: Dataset, i: number) => output.get(0x30060020)?.items?.[i]?.get(0x30060026)?.strings?.[0]
  for (const [i, name] of names.entries()) bed.keeps(`structure ${name}`, (output) => kept(output, i) === name)
  bed.keeps('structure with a name keeps Tumor', (output) => (kept(output, names.length) ?? '').includes('Tumor'))
  const contour: Dataset = new Map([
    [0x30060042, { vr: 'CS', strings: ['CLOSED_PLANAR'] }],
    [0x30060046, { vr: 'IS', strings: ['3'] }],
    [0x30060050, { vr: 'DS', strings: ['-12.5', '8', '30', '-11', '9.25', '30', '-10', '7', '30'] }],
  ])
  bed.set(0x30060039, {
    vr: 'SQ',
    items: [
      new Map<number, Element>([
        [0x30060040, { vr: 'SQ', items: [contour] }],
        [0x30060084, { vr: 'IS', strings: ['1'] }],
      ]),
    ],
  })
  bed.keeps(
    'contour',
    (output) =>
      JSON.stringify(output.get(0x30060039)?.items?.[0]?.get(0x30060040)?.items?.[0]?.get(0x30060050)?.strings) ===
      JSON.stringify(contour.get(0x30060050)?.strings),
  )
  const observation: Dataset = new Map([[0x300600a4, { vr: 'CS', strings: ['ORGAN'] }]])
  bed
    .plant('ROI interpreter', 0x300600a6, 'Zqindtegner^Eva', ['Zqindtegner'], observation)
    .plant('ROI observation', 0x30060085, 'Zqobs', [], observation)
  bed.set(0x30060080, { vr: 'SQ', items: [observation] })
  bed.keeps(
    'interpreted type',
    (output) => output.get(0x30060080)?.items?.[0]?.get(0x300600a4)?.strings?.[0] === 'ORGAN',
  )
  bed
    .plant('structure set date', 0x30060008, '20250312', ['20250312'])
    .keeps(
      'structure set two days later',
      (output) => daysBetween(output.get(0x00080020)?.strings?.[0], output.get(0x30060008)?.strings?.[0]) === 2,
    )
  bed.plant('reviewer', 0x300e0008, 'Zqgodkender^Bo', ['Zqgodkender'])
  return finished('RT structure set', bed)
}

function dose(person: PlantedPerson): PlantedObject {
  const bed = keepAll(bedFor(person, '481.2', 'RTDOSE', 205), {
    DoseUnits: 'GY',
    DoseType: 'PHYSICAL',
    DoseSummationType: 'PLAN',
    DoseGridScaling: '0.00012345',
    TissueHeterogeneityCorrection: 'IMAGE',
    GridFrameOffsetVector: '0\\2.5\\5',
    FrameIncrementPointer: [0x3004000c],
    Rows: [2],
    Columns: [2],
    BitsAllocated: [16],
    NumberOfFrames: '1',
    ImagePositionPatient: '-200\\-180\\-50',
    PixelSpacing: '2.5\\2.5',
  })
  bed
    .plant('dose comment', 0x30040006, `Dosis til ${person.family}, 60 Gy i 30`, [person.family])
    .keepsText(0x30040006, '60 Gy i 30')
  bed
    .set(0x300c0002, { vr: 'SQ', items: [new Map([[0x00081155, { vr: 'UI', strings: ['1.2.208.4711.66.1'] }]])] })
    .bytes('referenced plan', ['1.2.208.4711.66.1'])
  bed.set(0x7fe00010, { vr: 'OW', bytes: Buffer.from([9, 8, 7, 6, 5, 4, 3, 2]) }).keepsValue(0x7fe00010)
  return finished('RT dose', bed)
}

function segmentation(person: PlantedPerson): PlantedObject {
  const bed = keepAll(bedFor(person, '66.4', 'SEG', 206), {
    SegmentationType: 'BINARY',
    Rows: [4],
    Columns: [4],
    BitsAllocated: [1],
    NumberOfFrames: '1',
    ContentLabel: 'SEGMENTERING',
  })
  const segment: Dataset = new Map([
    [0x00620004, { vr: 'US', numbers: [1] }],
    [0x00620008, { vr: 'CS', strings: ['SEMIAUTOMATIC'] }],
    [0x00620009, { vr: 'LO', strings: ['nnU-Net v2'] }],
    [0x0062000f, { vr: 'SQ', items: [code('4147007', 'SCT', 'Mass')] }],
  ])
  bed
    .plant('segment label', 0x00620005, `Tumor ${person.family}`, [person.family], segment)
    .plant(
      'segment description',
      0x00620006,
      `Hos ${person.given} ${person.family}, ${person.hyphenated}`,
      [person.family, person.hyphenated],
      segment,
    )
  bed.set(0x00620002, { vr: 'SQ', items: [segment] })
  const first = (output: Dataset) => output.get(0x00620002)?.items?.[0]
  bed.keeps('segment label keeps Tumor', (output) =>
    (first(output)?.get(0x00620005)?.strings?.[0] ?? '').includes('Tumor'),
  )
  bed.keeps('algorithm', (output) => first(output)?.get(0x00620009)?.strings?.[0] === 'nnU-Net v2')
  bed.keeps(
    'segment type',
    (output) => first(output)?.get(0x0062000f)?.items?.[0]?.get(0x00080100)?.strings?.[0] === '4147007',
  )
  bed.plant('content creator', 0x00700084, 'Zqtegner^Ida', ['Zqtegner'])
  bed.set(0x7fe00010, { vr: 'OB', bytes: Buffer.from([0x0f, 0xf0]) }).keepsValue(0x7fe00010)
  return finished('segmentation', bed)
}

/** A measurement report four levels deep: every item stays. */
function report(person: PlantedPerson): PlantedObject {
  const bed = bedFor(person, '88.22', 'SR', 207)
  const item = (type: string, name: Dataset, more: [number, Element][], below: Dataset[] = []): Dataset =>
    new Map<number, Element>([
      [0x0040a010, { vr: 'CS', strings: ['CONTAINS'] }],
      [0x0040a040, { vr: 'CS', strings: [type] }],
      [0x0040a043, { vr: 'SQ', items: [name] }],
      ...more,
      ...(below.length > 0 ? [[0x0040a730, { vr: 'SQ', items: below }] as [number, Element]] : []),
    ])
  const number = (value: string, unit: string): [number, Element][] => [
    [
      0x0040a300,
      {
        vr: 'SQ',
        items: [
          new Map<number, Element>([
            [0x0040a30a, { vr: 'DS', strings: [value] }],
            [0x004008ea, { vr: 'SQ', items: [code(unit, 'UCUM', unit)] }],
          ]),
        ],
      },
    ],
  ]
  const measures = [
    ['410668003', 'Length', '23.5', 'mm'],
    ['118565006', 'Volume', '1402', 'mm3'],
    ['103355008', 'Width', '11', 'mm'],
  ].map(([value, meaning, size, unit]) => item('NUM', code(value!, 'SCT', meaning!), number(size!, unit!)))
  const group = item(
    'CONTAINER',
    code('125007', 'DCM', 'Measurement Group'),
    [],
    [
      item('TEXT', code('112039', 'DCM', 'Tracking Identifier'), [[0x0040a160, { vr: 'UT', strings: ['Læsion 1'] }]]),
      item('CODE', code('121071', 'DCM', 'Finding'), [
        [0x0040a168, { vr: 'SQ', items: [code('4147007', 'SCT', 'Mass')] }],
      ]),
      ...measures,
      item('TEXT', code('121106', 'DCM', 'Comment'), [
        [
          0x0040a160,
          {
            vr: 'UT',
            strings: [`Set af ${person.given} ${person.family}s læge Mogens Kildegård, tlf. 65 41 22 33. Uændret.`],
          },
        ],
      ]),
    ],
  )
  bed.bytes('comment in the report', [person.family, 'Kildegård', '65 41 22 33'])
  const observer = item('PNAME', code('121008', 'DCM', 'Person Observer Name'), [
    [0x0040a123, { vr: 'PN', strings: ['Zqobservator^Ea'] }],
  ])
  bed.bytes('observer', ['Zqobservator'])
  bed
    .set(0x0040a040, { vr: 'CS', strings: ['CONTAINER'] })
    .set(0x0040a043, { vr: 'SQ', items: [code('126000', 'DCM', 'Imaging Measurement Report')] })
  bed.set(0x0040a730, {
    vr: 'SQ',
    items: [observer, item('CONTAINER', code('126010', 'DCM', 'Imaging Measurements'), [], [group])],
  })
  const tree = (items: Dataset[] | undefined): string =>
    (items ?? [])
      .map(
        (one) =>
          `${one.get(0x0040a040)?.strings?.[0]}:${one.get(0x0040a043)?.items?.[0]?.get(0x00080100)?.strings?.[0]}(${tree(one.get(0x0040a730)?.items)})`,
      )
      .join()
  const whole = tree(bed.dataset.get(0x0040a730)?.items)
  bed.keeps('the tree of the report', (output) => tree(output.get(0x0040a730)?.items) === whole)
  const inGroup = (output: Dataset, i: number) =>
    output.get(0x0040a730)?.items?.[1]?.get(0x0040a730)?.items?.[0]?.get(0x0040a730)?.items?.[i]
  bed.keeps(
    'finding',
    (output) => inGroup(output, 1)?.get(0x0040a168)?.items?.[0]?.get(0x00080104)?.strings?.[0] === 'Mass',
  )
  for (const [i, value] of ['23.5', '1402', '11'].entries())
    bed.keeps(
      `measurement ${value}`,
      (output) =>
        inGroup(output, 2 + i)
          ?.get(0x0040a300)
          ?.items?.[0]?.get(0x0040a30a)?.strings?.[0] === value,
    )
  bed.keeps('comment keeps Uændret', (output) =>
    (inGroup(output, 5)?.get(0x0040a160)?.strings?.[0] ?? '').includes('Uændret'),
  )
  bed.keeps('tracking identifier', (output) => inGroup(output, 0)?.get(0x0040a160)?.strings?.[0] === 'Læsion 1')
  return finished('measurement report', bed)
}

function waveformTwelve(person: PlantedPerson): PlantedObject {
  const bed = bedFor(person, '9.1.1', 'ECG', 208)
  const channels = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6']
  const channel = (lead: string): Dataset =>
    new Map<number, Element>([
      [0x003a0203, { vr: 'SH', strings: [lead] }],
      [0x003a0208, { vr: 'SQ', items: [code(`2:${lead}`, 'MDC', `Lead ${lead}`)] }],
      [0x003a0210, { vr: 'DS', strings: ['4.88'] }],
    ])
  const samples = createHash('sha512').update('ecg').digest()
  const group: Dataset = new Map<number, Element>([
    [0x003a0005, { vr: 'US', numbers: [12] }],
    [0x003a0010, { vr: 'UL', numbers: [2] }],
    [0x003a001a, { vr: 'DS', strings: ['500'] }],
    [0x003a0200, { vr: 'SQ', items: channels.map(channel) }],
    [0x54001010, { vr: 'OW', bytes: samples }],
  ])
  bed.plant('multiplex group label', 0x003a0020, `RHYTHM ${person.family}`, [person.family], group)
  bed.set(0x54000100, { vr: 'SQ', items: [group] })
  const first = (output: Dataset) => output.get(0x54000100)?.items?.[0]
  bed.keeps(
    'samples',
    (output) => Buffer.compare(first(output)?.get(0x54001010)?.bytes ?? new Uint8Array(), samples) === 0,
  )
  bed.keeps('frequency', (output) => first(output)?.get(0x003a001a)?.strings?.[0] === '500')
  channels.forEach((lead, i) => {
    bed.keeps(
      `lead ${lead}`,
      (output) =>
        first(output)?.get(0x003a0200)?.items?.[i]?.get(0x003a0208)?.items?.[0]?.get(0x00080104)?.strings?.[0] ===
        `Lead ${lead}`,
    )
    bed.keeps(
      `sensitivity of ${lead}`,
      (output) => first(output)?.get(0x003a0200)?.items?.[i]?.get(0x003a0210)?.strings?.[0] === '4.88',
    )
  })
  return finished('ECG of twelve leads', bed)
}

/** Waits for a look at its pixels or its document: nothing leaks, and nothing is kept until then. */
function waiting(person: PlantedPerson): PlantedObject[] {
  const kinds: [string, string, string, string, number][] = [
    ['ultrasound of many frames', '3.1', 'US', 'look-ultrasound', 211],
    ['endoscopy', '77.1.1', 'ES', 'look-photograph', 212],
    ['fundus', '77.1.5.1', 'OP', 'look-ophthalmic', 213],
    ['portal image', '481.1', 'RTIMAGE', 'look-rt-image', 214],
    ['HTML-like CDA', '104.2', 'DOC', 'document-not-cleaned', 215],
    ['raw data', '66', 'MR', 'raw-data', 216],
  ]
  return kinds.map(([name, sopClass, modality, quarantine, number]) => {
    const bed = keepAll(bedFor(person, sopClass, modality, number), {
      PatientSex: 'F',
      Rows: [4],
      Columns: [4],
      NumberOfFrames: '2',
      StudyDescription: 'UL AF HALSKAR',
    })
    bed.plant(`${name}: operator`, 0x00081070, 'Zqoperator', ['Zqoperator'])
    bed
      .set(0x7fe00010, { vr: 'OB', bytes: Buffer.from(`${person.family} ${person.cpr} `.padEnd(32)) })
      .bytes(`${name}: pixels`, [person.cpr])
    // Raw data stay where they are: nothing of them is owed.
    return { ...finished(name, bed, quarantine), ...(quarantine === 'raw-data' ? { worth: [] } : {}) }
  })
}

function directory(person: PlantedPerson): PlantedObject {
  const bed = bedFor(person, '2', 'CT', 217)
  bed.text(0x00080016, '1.2.840.10008.1.3.10')
  bed
    .set(0x00041220, {
      vr: 'SQ',
      items: [new Map([[0x00100010, { vr: 'PN', strings: [`${person.family}^${person.given}`] }]])],
    })
    .bytes('directory record', [person.family])
  // A new directory is made over what was released.
  return { ...finished('media directory', bed, 'media-directory'), worth: [] }
}
