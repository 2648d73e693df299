import { type Dataset, type Element, readDataset, writeFile } from '@clic/dicom'
import { bigEndianFile, deflatedFile } from './other-syntaxes.ts'
import type { PlantBed, PlantedObject } from './plant-kit.ts'
import { bedOf } from './planted-objects.ts'
import type { PlantedPerson } from './planted-person.ts'
import { iccProfile, trickFrames } from './trick-frames.ts'

const xa = '1.2.840.10008.5.1.4.1.1.12.1'

/** Objects that hide the patient where the form of the file is not what one expects. */
export function trickObjects(person: PlantedPerson): PlantedObject[] {
  return [
    ...trickFrames(`${person.given} ${person.family} ${person.cpr} Zqfotograf`).map((frame, i) =>
      frameObject(person, frame, i),
    ),
    offsetTable(person),
    wrongVrs(person),
    unlisted(person),
    ...charsets(person),
    otherSyntax(person, 'big endian'),
    otherSyntax(person, 'deflated'),
    otherSyntax(person, 'implicit'),
    forms(person),
    nameGroups(person),
    repeated(person),
  ]
}

const done = (name: string, bed: PlantBed, bytes: Uint8Array = writeFile(bed.dataset)): PlantedObject => ({
  name,
  bytes,
  plants: bed.plants,
  worth: bed.worth,
})

/** Each object of this kit has a series number of its own, by which it is known again when a tool has renamed it. */
function numbered(
  person: PlantedPerson,
  charset: string,
  sopClass: string,
  modality: string,
  number: number,
): PlantBed {
  return bedOf(person, charset, sopClass, modality).text(0x00200011, String(number)).keepsValue(0x00200011)
}

function frameObject(
  person: PlantedPerson,
  frame: ReturnType<typeof trickFrames>[number],
  index: number,
): PlantedObject {
  const bed = numbered(person, 'ISO_IR 192', xa, 'XA', 100 + index)
  bed.set(0x7fe00010, { vr: 'OB', fragments: frame.fragments })
  bed.bytes(`pixels: ${frame.name}`, ['Zqfotograf', person.given])
  const before = Buffer.concat(frame.fragments)
  bed.keeps(`the picture’s own bytes stay: ${frame.name}`, (output) => {
    const after = Buffer.concat(output.get(0x7fe00010)?.fragments ?? [])
    return (
      after.length === before.length &&
      frame.picture.every(([from, to]) => Buffer.compare(after.subarray(from, to), before.subarray(from, to)) === 0)
    )
  })
  return done(`frame: ${frame.name}`, bed, writeFile(bed.dataset, { transferSyntax: frame.transferSyntax }))
}

function offsetTable(person: PlantedPerson): PlantedObject {
  const bed = numbered(person, 'ISO_IR 192', xa, 'XA', 120)
  bed.set(0x7fe00010, { vr: 'OB', fragments: [Buffer.from([0xff, 0xd8, 0xff, 0xd9])] })
  const plain = Buffer.from(writeFile(bed.dataset, { transferSyntax: '1.2.840.10008.1.2.4.50' }))
  const empty = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0])
  const at = plain.indexOf(empty)
  const words = Buffer.from('Zqtabula')
  const table = Buffer.concat([Buffer.from([0xfe, 0xff, 0x00, 0xe0, 8, 0, 0, 0]), words])
  bed.bytes('basic offset table', ['Zqtabula'])
  return done('offset table', bed, Buffer.concat([plain.subarray(0, at), table, plain.subarray(at + 8)]))
}

/** Values under a value representation that is not theirs: every rule has to see through it. */
function wrongVrs(person: PlantedPerson): PlantedObject {
  const bed = numbered(person, 'ISO_IR 192', xa, 'XA', 121)
  const put = (place: string, tag: number, vr: string, value: string, secrets: string[]) => {
    bed.set(tag, ['OB', 'UN', 'OW', 'US'].includes(vr) ? { vr, bytes: Buffer.from(value) } : { vr, strings: [value] })
    bed.bytes(`${place} as ${vr}`, secrets)
  }
  put('Image Comments', 0x00204000, 'OB', 'Pårørende: datter Bodil Engholmsen', ['Engholmsen'])
  put('Patient Comments', 0x00104000, 'UN', 'Ring til søn Troels Vinterhøjgård', ['Vinterhøjgård'])
  put('Acquisition Date', 0x00080022, 'LO', '20250401', ['20250401'])
  put('Content Date', 0x00080023, 'UN', '20250228', ['20250228'])
  put('Unlisted date', 0x00144076, 'LO', '20240117', ['20240117'])
  put('Evaluator', 0x00142006, 'LO', 'Zqbedommer^Anna', ['Zqbedommer'])
  put('Document author', 0x0040a067, 'OB', 'Zqforfatter^Ib', ['Zqforfatter'])
  put('Frame of Reference', 0x00200052, 'LO', '1.2.208.4711.881.1', ['1.2.208.4711.881.1'])
  put('Referenced instance', 0x00081155, 'SH', '1.2.208.4711.881.2', ['1.2.208.4711.881.2'])
  put('Rows', 0x00280010, 'LO', 'Zqraekker Zq', ['Zqraekker'])
  put('Request attributes', 0x00400275, 'LT', 'Zqanmodning', ['Zqanmodning'])
  put('Slice thickness', 0x00180050, 'DS', 'Zqtykkelse', ['Zqtykkelse'])
  put('Exposure', 0x00181152, 'US', 'Zqtal ', ['Zqtal'])
  put('Patient age', 0x00101010, 'LO', '71 år, Zqalder', ['Zqalder'])
  bed.set(0x00081030, { vr: 'SQ', items: [new Map([[0x00080104, { vr: 'LO', strings: ['Zqunder'] }]])] })
  bed.bytes('Study Description as a sequence', ['Zqunder'])
  const without = bed.worth.filter((one) => one.what !== 'value of 101010')
  return { ...done('wrong value representations', bed), worth: without }
}

/** What table E.1-1 does not list and names somebody all the same. */
function unlisted(person: PlantedPerson): PlantedObject {
  const bed = numbered(person, 'ISO_IR 192', xa, 'XA', 122)
  const places: [string, number, string][] = [
    ['Owner', 0x21000160, 'Zqejer'],
    ['Contact', 0x0074100c, 'Zqkontakt'],
    ['Birth date in another calendar', 0x00100033, 'Zqkalender'],
    ['Placer order of the procedure', 0x00401006, 'Zqplacer'],
    ['Filler order of the procedure', 0x00401007, 'Zqfiller'],
    ['Time server', 0x00181803, 'Zqtidsur'],
    ['Device', 0x00181003, 'Zqapparat'],
    ['Media set', 0x00880130, 'ZQMEDIE'],
    ['Document title', 0x00420010, `Brev om ${person.family}`],
    ['Tracking', 0x00620020, `Læsion ${person.cpr}`],
    ['Window explanation', 0x00281055, `VINDUE ${person.family}`],
    ['Segment label', 0x00620005, `Tumor ${person.given} ${person.family}`],
    ['Frame label', 0x00209453, person.hyphenated],
    ['Exif version', 0x00160020, `0232 ${person.mail}`],
    ['Coding scheme organisation', 0x00080116, `Sygehus ${person.street}`],
  ]
  for (const [place, tag, value] of places)
    bed.plant(place, tag, value, [value.includes('Zq') || value.startsWith('ZQ') ? value : hidden(person, value)])
  bed.set(0x04000520, { vr: 'OB', bytes: Buffer.from('Zqkrypteret ') }).bytes('Encrypted content', ['Zqkrypteret'])
  bed.set(0x04000120, { vr: 'OB', bytes: Buffer.from('Zqsignatur') }).bytes('Signature', ['Zqsignatur'])
  bed
    .set(0x00282000, { vr: 'OB', bytes: iccProfile(`${person.given} ${person.family}`) })
    .bytes('ICC profile', [person.family])
  bed.keeps('the numbers of the ICC profile stay', (output) =>
    Buffer.from(output.get(0x00282000)?.bytes ?? []).includes('curv\0\0\0\0\0\0\0\x01\x01', 0, 'latin1'),
  )
  bed
    .set(0xfffcfffc, { vr: 'OB', bytes: Buffer.from(`Zqpadding ${person.cpr}`) })
    .bytes('Data Set Trailing Padding', ['Zqpadding'])
  bed
    .set(0x00190010, { vr: 'LO', strings: [`GEMS_ACQU_01${' '.repeat(1100)}Zqcreator`] })
    .bytes('behind a known creator', ['Zqcreator'])
  bed
    .set(0x00210010, { vr: 'LO', strings: ['SIEMENS MED'] })
    .set(0x00211010, { vr: 'DS', strings: [person.cpr] })
    .bytes('private number', [person.cpr])
  bed
    .set(0x00430010, { vr: 'LO', strings: ['GEMS_PARM_01'] })
    .set(0x00431027, { vr: 'SH', strings: ['Zqpriv'] })
    .bytes('private text of a known creator', ['Zqpriv'])
  bed
    .set(0x00250010, { vr: 'LO', strings: ['GEMS_SERS_01'] })
    .set(0x00251007, { vr: 'SL', bytes: Buffer.from(`${person.family}    `.slice(0, 12)) })
    .bytes('words in a private integer', [person.family.slice(0, 9)])
  bed.set(0x50120022, { vr: 'LO', strings: ['Zqkurve'] }).bytes('curve of a later group', ['Zqkurve'])
  bed
    .set(0x60020022, { vr: 'LO', strings: [`Overlay ${person.family}`] })
    .bytes('overlay of a later group', [person.family])
  bed.set(0x60013000, { vr: 'OB', bytes: Buffer.from('Zqulige ') }).bytes('odd overlay group', ['Zqulige'])
  return done('unlisted places', bed)
}

function hidden(person: PlantedPerson, value: string): string {
  return (
    [person.cpr, person.hyphenated, person.family, person.mail, person.street].find((one) => value.includes(one)) ??
    value
  )
}

/** The declared character set is not the one that the bytes are in, or changes on the way. */
function charsets(person: PlantedPerson): PlantedObject[] {
  const plain = person.family.replace(/æ/g, 'ae').replace(/ø/g, 'oe').replace(/å/g, 'aa')
  const raw = (value: string, encoding: 'latin1' | 'utf8'): Element => ({
    vr: 'LO',
    bytes: Buffer.from(value, encoding),
  })
  const kinds: [string, string, 'latin1' | 'utf8', number][] = [
    ['UTF-8 declared as Latin-1', 'ISO_IR 100', 'utf8', 130],
    ['Latin-1 declared as UTF-8', 'ISO_IR 192', 'latin1', 131],
  ]
  const objects = kinds.map(([name, declared, encoding, number]) => {
    const bed = numbered(person, declared, xa, 'XA', number)
    bed.dataset.set(0x00100010, { vr: 'PN', bytes: Buffer.from(`${person.family}^${person.given}`, encoding) })
    bed.set(0x0008103e, raw(`Kontrol ${person.family} thorax`, encoding)).bytes(`${name}: description`, [person.family])
    bed.set(0x00081030, raw(`CT ${plain} abdomen`, 'latin1')).bytes(`${name}: spelled out`, [plain])
    bed.keepsText(0x00081030, 'CT', 'abdomen')
    return done(`charset: ${name}`, bed)
  })
  const escaped = numbered(person, 'ISO_IR 100', xa, 'XA', 132)
  const latin = (value: string) =>
    Buffer.concat([Buffer.from('\x1b-A', 'latin1'), Buffer.from(value, 'latin1'), Buffer.from('\x1b(B')])
  const kanji = Buffer.from('\x1b$B;3ED\x1b(B', 'latin1')
  escaped.dataset.set(0x00100010, {
    vr: 'PN',
    bytes: Buffer.concat([
      latin(`${person.family}^${person.given}`),
      Buffer.from('='),
      kanji,
      Buffer.from('^'),
      Buffer.from('\x1b$BB@O:\x1b(B', 'latin1'),
    ]),
  })
  escaped.set(0x0008103e, {
    vr: 'LO',
    bytes: Buffer.concat([Buffer.from('HOVED '), latin(person.family), Buffer.from(' '), kanji]),
  })
  escaped.bytes('ISO 2022: description', [person.family]).bytes('ISO 2022: ideographs', [';3ED\x1b'])
  escaped.keepsText(0x0008103e, 'HOVED')
  const nested = numbered(person, 'ISO_IR 100', xa, 'XA', 133)
  nested.set(0x00082218, {
    vr: 'SQ',
    items: [
      new Map<number, Element>([
        [0x00080005, { vr: 'CS', strings: ['ISO_IR 192'] }],
        [0x00080104, { vr: 'LO', bytes: Buffer.from(`Hoved ${person.family}`) }],
      ]),
    ],
  })
  nested.bytes('another set in an item', [person.family])
  nested.keeps('words beside it stay', (output) =>
    (output.get(0x00082218)?.items?.[0]?.get(0x00080104)?.strings?.[0] ?? '').includes('Hoved'),
  )
  const bytes = withCharset(writeFile(escaped.dataset), 'ISO 2022 IR 6\\ISO 2022 IR 100\\ISO 2022 IR 87')
  return [...objects, done('charset: ISO 2022', escaped, bytes), done('charset: in an item', nested)]
}

/** The file with another Specific Character Set than the one it was written in. */
function withCharset(file: Uint8Array, declared: string): Buffer {
  const bytes = Buffer.from(file)
  const at = bytes.indexOf(Buffer.from([0x08, 0x00, 0x05, 0x00, 0x43, 0x53]))
  const value = Buffer.from(declared.length % 2 ? `${declared} ` : declared)
  const length = Buffer.alloc(2)
  length.writeUInt16LE(value.length)
  return Buffer.concat([bytes.subarray(0, at + 6), length, value, bytes.subarray(at + 8 + bytes.readUInt16LE(at + 6))])
}

function otherSyntax(person: PlantedPerson, kind: 'big endian' | 'deflated' | 'implicit'): PlantedObject {
  const bed = numbered(person, 'ISO_IR 192', xa, 'XA', { 'big endian': 140, deflated: 141, implicit: 142 }[kind])
  bed
    .plant(`${kind}: comments`, 0x00204000, `${person.given} ${person.family}, tlf. ${person.phone}. Ingen blødning.`, [
      person.family,
      person.phone,
    ])
    .keepsText(0x00204000, 'Ingen blødning')
  const item: Dataset = new Map([[0x00080104, { vr: 'LO', strings: [`Hoved ${person.family}`] }]])
  bed.set(0x00082218, { vr: 'SQ', items: [item] }).bytes(`${kind}: in an item`, [person.family])
  bed.set(0x00280010, { vr: 'US', numbers: [2] }).keepsValue(0x00280010)
  bed.set(0x00189073, { vr: 'FD', numbers: [1.25] }).keepsValue(0x00189073)
  bed.set(0x00280009, { vr: 'AT', numbers: [0x00181063] }).keepsValue(0x00280009)
  bed.bytes(`${kind}: after the end`, ['Zqbagefter'])
  if (kind === 'big endian')
    return done(kind, bed, Buffer.concat([bigEndianFile(bed.dataset), Buffer.from('\0\0\0\0\0\0\0\0Zqbagefter')]))
  if (kind === 'deflated') {
    const plain = Buffer.concat([writeFile(bed.dataset), Buffer.from('Zqbagefter')])
    return { ...done(kind, bed, deflatedFile(bed.dataset, 'Zqbagefter')), plain }
  }
  return done(
    kind,
    bed,
    Buffer.concat([
      writeFile(bed.dataset, { transferSyntax: '1.2.840.10008.1.2' }),
      Buffer.from('\0\0\0\0\0\0\0\0Zqbagefter'),
    ]),
  )
}

/** The same identifiers in forms that no field has: other hyphens, other widths, run together, other orders of the date. */
function forms(person: PlantedPerson): PlantedObject {
  const bed = numbered(person, 'ISO_IR 192', xa, 'XA', 150)
  const { cpr, family, given, birthDate } = person
  const [year, month, day] = [birthDate.slice(0, 4), birthDate.slice(4, 6), birthDate.slice(6, 8)]
  const wide = Array.from(cpr, (digit) => String.fromCharCode(0xff10 + Number(digit))).join('')
  const all: [string, number, string, string][] = [
    [
      'CPR with an en dash',
      0x00081030,
      `CT ${cpr.slice(0, 6)}–${cpr.slice(6)} hoved`,
      `${cpr.slice(0, 6)}–${cpr.slice(6)}`,
    ],
    [
      'CPR with a minus sign',
      0x0008103e,
      `CT ${cpr.slice(0, 6)}−${cpr.slice(6)} hals`,
      `${cpr.slice(0, 6)}−${cpr.slice(6)}`,
    ],
    ['CPR in wide digits', 0x00181030, `PROTOKOL ${wide}`, wide],
    ['CPR digit by digit', 0x00102180, `Nr. ${Array.from(cpr).join(' ')} noteret`, Array.from(cpr).join(' ')],
    [
      'CPR in dots',
      0x00400254,
      `${cpr.slice(0, 2)}.${cpr.slice(2, 4)}.${cpr.slice(4, 6)}.${cpr.slice(6)}`,
      `${cpr.slice(4, 6)}.${cpr.slice(6)}`,
    ],
    ['name run together', 0x00081080, `KONTROL${family.toUpperCase()}${given.toUpperCase()}`, family],
    ['name with underscores', 0x00321060, `CT_${given}_${family}_V1`, family],
    ['name in genitive', 0x00204000, `${family}s lunger er fri.`, family],
    [
      'name with a soft hyphen',
      0x00104000,
      `${family.slice(0, 3)}\u00ad${family.slice(3)} ringet op`,
      `${family.slice(0, 3)}\u00ad${family.slice(3)}`,
    ],
    ['name in decomposed letters', 0x00082111, `MPR ${family.normalize('NFD')}`, family.normalize('NFD')],
    [
      'name as HTML',
      0x001021b0,
      `<b>${family.replace(/æ/g, '&aelig;').replace(/ø/g, '&oslash;').replace(/å/g, '&aring;')}</b>`,
      family.replace(/æ/g, '&aelig;').replace(/ø/g, '&oslash;').replace(/å/g, '&aring;'),
    ],
    [
      'birth date in words',
      0x00321030,
      `Født ${Number(day)}. ${'januar februar marts april maj juni juli august september oktober november december'.split(' ')[Number(month) - 1]} ${year}`,
      `${Number(day)}. ${'januar februar marts april maj juni juli august september oktober november december'.split(' ')[Number(month) - 1]} ${year}`,
    ],
    ['birth date as a year first', 0x00184000, `dob ${year}/${month}/${day}`, `${year}/${month}/${day}`],
    ['relative’s CPR in a code', 0x00185100, `020281-4321`, '020281-4321'],
    ['UID of the standard with the patient in it', 0x00200052, `1.2.840.10008.9.${Number(cpr)}`, String(Number(cpr))],
  ]
  for (const [place, tag, value, secret] of all) bed.plant(place, tag, value, [secret])
  bed
    .keepsText(0x00081030, 'CT', 'hoved')
    .keepsText(0x0008103e, 'CT', 'hals')
    .keepsText(0x00321060, 'CT')
    .keepsText(0x00204000, 'lunger er fri')
    .keepsText(0x00082111, 'MPR')
  return done('forms of the same', bed)
}

function nameGroups(person: PlantedPerson): PlantedObject {
  const bed = numbered(person, 'ISO_IR 192', xa, 'XA', 151)
  bed.dataset.set(0x00100010, {
    vr: 'PN',
    strings: [`${person.family}^${person.given}^^Dr.^PhD=山田^太郎=やまだ^たろう`],
  })
  bed.plant('ideographic group', 0x0008103e, 'HOVED 山田 太郎', ['山田', '太郎']).keepsText(0x0008103e, 'HOVED')
  bed.plant('phonetic group', 0x00081030, 'CT やまだ', ['やまだ']).keepsText(0x00081030, 'CT')
  return done('groups of a name', bed)
}

/** An element twice, elements out of order, items of unknown length, group lengths. */
function repeated(person: PlantedPerson): PlantedObject {
  const bed = numbered(person, 'ISO_IR 192', xa, 'XA', 152)
  const plain = Buffer.from(writeFile(bed.dataset))
  const element = (tag: number, vr: string, value: string) => {
    const body = Buffer.from(value.length % 2 ? `${value} ` : value, 'latin1')
    const head = Buffer.alloc(8)
    head.writeUInt16LE(tag >>> 16, 0)
    head.writeUInt16LE(tag & 0xffff, 2)
    head.write(vr, 4, 'latin1')
    head.writeUInt16LE(body.length, 6)
    return Buffer.concat([head, body])
  }
  bed
    .bytes('a second Patient Name', ['Zqtvilling'])
    .bytes('a second Patient ID', ['ZQNR2'])
    .bytes('a group length in words', ['Zqgr'])
  bed.bytes('a bare delimiter with words', ['Zqdelim'])
  const delimiter = Buffer.concat([
    Buffer.from([0xfe, 0xff, 0x0d, 0xe0, 0, 0, 0, 0]),
    element(0x00100010, 'PN', 'Zqdelim^A'),
  ])
  const bytes = Buffer.concat([
    plain,
    element(0x00100000, 'UL', 'Zqgr'),
    element(0x00100010, 'PN', 'Zqtvilling^A'),
    element(0x00100020, 'LO', 'ZQNR2'),
    delimiter,
  ])
  const read = readDataset(bytes)
  if (!read.ok) throw new Error('the kit does not read')
  return done('repeated and out of order', bed, bytes)
}
