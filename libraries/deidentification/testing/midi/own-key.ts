import { type Dataset, dictionaryEntry, type Element, isPrivate, readDataset, tag, text, writeFile } from '@clic/dicom'
import table from '../../src/generated/annex-e.json' with { type: 'json' }
import { type PlantedPerson, plantedPerson } from '../planted-person.ts'
import type { Answer, FileAnswers, MidiAction } from './answer-key.ts'
import { fileValues } from './file-values.ts'

/** A real file with an invented patient planted in it, and what is asked of its de-identified form. */
export interface PlantedFile {
  bytes: Uint8Array
  key: FileAnswers
}

const listed = new Set(Object.keys(table.rows))
/** UI elements that name a class, an encoding or a scheme. */
const classUids =
  /(?:SOPClassUID|TransferSyntaxUID|CodingSchemeUID|ContextUID|MappingResourceUID|ContextGroupExtensionCreatorUID)$/

/**
 * Plants a patient into a real file; undefined when the file does not read, has no UID, or its syntax is one that is not written here. `patient` says
 * which patient it is: files of one share the name, the number and the dates' distance.
 */
export function plantInto(original: Uint8Array, patient: number, seed: string): PlantedFile | undefined {
  const read = readDataset(original)
  if (!read.ok || ['1.2.840.10008.1.2.2', '1.2.840.10008.1.2.1.99'].includes(read.transferSyntax)) return undefined
  const { dataset } = read
  // The key asks for a file by its UID.
  if (!text(dataset, 0x00080018)) return undefined
  const answers: Answer[] = []
  const person = plantedPerson(`${seed} ${patient}`)
  retained(dataset, '', answers)
  plantPerson(dataset, person, answers)
  const bytes = writeFile(dataset, { transferSyntax: read.transferSyntax })
  uidsAndDates(dataset, '', answers)
  const values = fileValues(bytes)
  if (!values) return undefined
  if (values.pixelDigest !== '')
    answers.push({ action: 'pixels_retained', path: '', actionText: values.pixelDigest, value: '' })
  return {
    bytes,
    key: {
      patientId: person.cpr,
      studyInstanceUid: text(dataset, 0x0020000d) ?? '',
      seriesInstanceUid: text(dataset, 0x0020000e) ?? '',
      sopInstanceUid: text(dataset, 0x00080018) ?? '',
      modality: text(dataset, 0x00080060) ?? '',
      sopClassUid: text(dataset, 0x00080016) ?? '',
      answers,
    },
  }
}

const pathOf = (number: number) => {
  const hex = number.toString(16).padStart(8, '0')
  return `<(${hex.slice(0, 4)},${hex.slice(4)})>`
}

const item = (path: string, i: number) => `${path}[<${String(i).padStart(4, '0')}>]`

/** What the standard’s table does not list and no rule names: it must be there afterwards. Sequences count by what is in them. */
function retained(dataset: Dataset, before: string, answers: Answer[]): void {
  for (const [number, element] of dataset) {
    const entry = dictionaryEntry(number)
    const group = number >>> 16
    if (
      !entry ||
      group < 8 ||
      group >>> 8 === 0x50 ||
      group >>> 8 === 0x60 ||
      listed.has(hexOf(number)) ||
      isPrivate(number)
    )
      continue
    if (
      (number & 0xffff) === 0 ||
      /^(?:PN|DA|DT|UR|AE|UI)$/.test(element.vr) ||
      /Trial$|^DeviceID$/.test(entry.keyword)
    )
      continue
    const path = before + pathOf(number)
    if (element.items) for (const [i, one] of element.items.entries()) retained(one, item(path, i), answers)
    else if (hasValue(element)) {
      answers.push({ action: 'tag_retained', path, actionText: '', value: '' })
      const said = element.strings?.length === 1 ? element.strings[0]!.trim() : ''
      if (/^(?:CS|DS|IS|AS)$/.test(element.vr) && !entry.keyword.endsWith('Label') && said !== '')
        answers.push({ action: 'text_retained', path, actionText: said, value: said })
    }
  }
}

const hexOf = (number: number) => number.toString(16).padStart(8, '0').toUpperCase()

function hasValue(element: Element): boolean {
  return (
    (element.strings?.some((one) => one.trim() !== '') ?? false) ||
    (element.numbers?.length ?? 0) > 0 ||
    (element.bytes?.length ?? 0) > 0
  )
}

/** Every UID of an instance and every date, at any depth. */
function uidsAndDates(dataset: Dataset, before: string, answers: Answer[]): void {
  for (const [number, element] of dataset) {
    if (isPrivate(number)) continue
    const path = before + pathOf(number)
    if (element.items) for (const [i, one] of element.items.entries()) uidsAndDates(one, item(path, i), answers)
    const value = element.strings?.length === 1 ? element.strings[0]!.trim() : ''
    if (value === '' || number >>> 16 < 8) continue
    if (
      element.vr === 'UI' &&
      !value.startsWith('1.2.840.10008.') &&
      !classUids.test(dictionaryEntry(number)?.keyword ?? 'UID')
    ) {
      answers.push(
        { action: 'uid_changed', path, actionText: '', value },
        { action: 'uid_consistent', path, actionText: '', value },
      )
    }
    if (
      (element.vr === 'DA' || element.vr === 'DT') &&
      listed.has(hexOf(number)) &&
      number !== 0x00100030 &&
      /^(?:19|20)\d{6}/.test(value) &&
      shifted.test(rowOf(number))
    )
      answers.push({ action: 'date_shifted', path, actionText: '', value })
  }
}

const rowOf = (number: number) => (table.rows as Record<string, string>)[hexOf(number)] ?? ''
/** Rows that the option for modified dates keeps. */
const shifted = /modified:C/

/** Element by keyword: the text written, what of it must go, what must stay. */
type Planting = [keyword: string, written: string, gone: string[], kept: string[]]

function plantPerson(dataset: Dataset, person: PlantedPerson, answers: Answer[]): void {
  const { given, second, family, cpr, hyphenated, street, town, phone, mail, accession } = person
  const whole = `${family}^${given} ${second}`
  const own: Planting[] = [
    ['PatientName', whole, [family, given, second], []],
    ['PatientBirthDate', person.birthDate, [person.birthDate], []],
    ['OtherPatientNames', `${second}^${given}`, [second], []],
    ['PatientBirthName', `Pigenavn${family}^${given}`, [family], []],
    ['PatientAddress', `${street}, ${town}`, [street, town], []],
    ['PatientTelephoneNumbers', phone, [phone], []],
    ['AccessionNumber', accession, [accession], []],
    ['StudyID', `ST${accession.slice(3)}`, [`ST${accession.slice(3)}`], []],
    ['ReferringPhysicianName', 'Ravnsborgen^Ebbe', ['Ravnsborgen', 'Ebbe'], []],
    ['PerformingPhysicianName', 'Lindehøjgaard^Pia', ['Lindehøjgaard'], []],
    ['OperatorsName', 'Vestenskov^Tage', ['Vestenskov'], []],
    ['NameOfPhysiciansReadingStudy', 'Østenfjeld^Rie', ['Østenfjeld'], []],
    ['InstitutionName', 'Sygehus Zqnordlyset', ['Zqnordlyset'], []],
    ['InstitutionAddress', 'Zqlysvej 3, 9990 Skagen', ['Zqlysvej', '9990'], []],
    ['StationName', 'ZQSTATION7', ['ZQSTATION7'], []],
    ['InstitutionalDepartmentName', 'Afsnit Zqfyrtarn', ['Zqfyrtarn'], []],
    ['DeviceSerialNumber', 'SN-774411', ['774411'], []],
    ['MedicalRecordLocator', `JRN-${accession.slice(3)}`, [accession.slice(3)], []],
    ['AdmissionID', 'ADM-556677', ['556677'], []],
    ['CurrentPatientLocation', 'Stue Zqlilje', ['Zqlilje'], []],
    ['Occupation', 'Skipper', [], []],
    ['CountryOfResidence', 'Zqland', ['Zqland'], []],
    ['RequestingPhysician', 'Krogstrupsen^Ida', ['Krogstrupsen'], []],
    ['PatientInsurancePlanCodeSequence', '', [], []],
    ['StudyDescription', `Kontrol af ${given} ${family} efter ${cpr}`, [given, family, cpr], ['Kontrol']],
    ['SeriesDescription', `Serie til ${family}, ${given} aksial`, [family, given], ['Serie', 'aksial']],
    ['ProtocolName', `RUTINE ${hyphenated}`, [hyphenated], ['RUTINE']],
    [
      'ImageComments',
      `Set af overlæge Mogens Kildegård den 04.02.2025. ${given} bor ${street}. Ingen forandring.`,
      ['Kildegård', '04.02.2025', given, street],
      ['Ingen forandring'],
    ],
    ['PatientComments', `Ring på ${phone} eller ${mail}. Har pacemaker.`, [phone, mail], ['Har pacemaker']],
    [
      'AdditionalPatientHistory',
      `Kendt med astma. Datter Bodil Engholmsen er til stede.`,
      ['Bodil', 'Engholmsen'],
      ['Kendt', 'astma'],
    ],
    ['ReasonForStudy', `Obs. infarkt hos ${given} ${family}`, [family], ['infarkt']],
    ['RequestedProcedureDescription', `Undersøgelse for ${hyphenated}`, [hyphenated], ['Undersøgelse']],
    ['PerformedProcedureStepDescription', `Trin for ${family}`, [family], ['Trin']],
    ['DerivationDescription', `Beregnet for ${family}^${given}`, [family, given], ['Beregnet']],
    ['AdmittingDiagnosesDescription', `Apopleksi, ${family}`, [family], ['Apopleksi']],
    ['Manufacturer', `Zqmaskinfabrik ${hyphenated}`, [hyphenated], ['Zqmaskinfabrik']],
    ['SoftwareVersions', `v7.2 ${family}`, [family], ['v7.2']],
  ]
  for (const [keyword, written, gone, kept] of own) plant(dataset, '', tag(keyword), written, gone, kept, answers)
  plant(dataset, '', tag('PatientID'), cpr, [cpr], [], answers)
  answers.push({ action: 'patid_consistent', path: pathOf(tag('PatientID')), actionText: '', value: cpr })
  for (const keyword of [
    'PatientName',
    'PatientID',
    'SOPClassUID',
    'SOPInstanceUID',
    'StudyInstanceUID',
    'SeriesInstanceUID',
    'Modality',
  ])
    if (text(dataset, tag(keyword)))
      answers.push({ action: 'text_notnull' as MidiAction, path: pathOf(tag(keyword)), actionText: '', value: '' })
  for (const [keyword, value] of [
    ['StudyDate', '20250204'],
    ['SeriesDate', '20250205'],
    ['ContentDate', '20250206'],
    ['AcquisitionDateTime', '20250205081530.25'],
  ] as const)
    dataset.set(tag(keyword), { vr: keyword.endsWith('Time') ? 'DT' : 'DA', strings: [value] })
  for (const [keyword, vr, value] of [
    ['PatientSex', 'CS', 'F'],
    ['PatientAge', 'AS', '054Y'],
    ['PatientWeight', 'DS', '71.5'],
    ['PatientSize', 'DS', '1.74'],
  ] as const) {
    dataset.set(tag(keyword), { vr, strings: [value] })
    answers.push({ action: 'text_retained', path: pathOf(tag(keyword)), actionText: value, value })
  }
  nestedPlants(dataset, person, answers)
}

function nestedPlants(dataset: Dataset, { given, family, cpr, hyphenated }: PlantedPerson, answers: Answer[]): void {
  const into = (sequence: number, plants: [number, string, string[], string[]][]) => {
    const one: Dataset = new Map()
    dataset.set(sequence, { vr: 'SQ', items: [one] })
    for (const [number, written, gone, kept] of plants)
      plant(one, item(pathOf(sequence), 0), number, written, gone, kept, answers)
    return one
  }
  into(tag('RequestAttributesSequence'), [
    [tag('ScheduledProcedureStepDescription'), `Planlagt til ${family}`, [family], []],
    [tag('RequestedProcedureID'), 'RP-998877', ['998877'], []],
  ])
  into(tag('OtherPatientIDsSequence'), [[tag('PatientID'), `EXT-${cpr}`, [cpr], []]])
  into(tag('OriginalAttributesSequence'), [
    [tag('ModifyingSystem'), `PACS ${family}`, [family], []],
    [tag('SourceOfPreviousValues'), `Kilde ${hyphenated}`, [hyphenated], []],
  ])
  // A private block whose maker nobody knows.
  dataset
    .set(0x00730010, { vr: 'LO', strings: ['ZQ PRIVATE'] })
    .set(0x00731001, { vr: 'LO', strings: [`${given} ${family}`] })
  answers.push({
    action: 'text_removed',
    path: '<(0073,"ZQ PRIVATE",01)>',
    actionText: `${given} ${family}`,
    value: '',
  })
}

function plant(
  dataset: Dataset,
  before: string,
  number: number,
  written: string,
  gone: readonly string[],
  kept: readonly string[],
  answers: Answer[],
): void {
  if (written === '') return
  const path = before + pathOf(number)
  dataset.set(number, { vr: dictionaryEntry(number)?.vr ?? 'LO', strings: [written] })
  // What a real value of this element was asked for is no longer there to be asked for.
  for (let i = answers.length - 1; i >= 0; i--)
    if (answers[i]!.path === path && answers[i]!.action.endsWith('retained')) answers.splice(i, 1)
  for (const one of gone) answers.push({ action: 'text_removed', path, actionText: one, value: written })
  for (const one of kept) answers.push({ action: 'text_retained', path, actionText: one, value: written })
}
