import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type {
  CandidateView,
  DatasetItem,
  DatasetVersion,
  DatasetView,
  LinkedPerson,
  LinkedStudy,
  LinkedView,
} from '@clic/contracts'
import {
  isRightHanded,
  mrSeriesFromVolume,
  niftiFromVolume,
  reversedSlices,
  volumeFromSlices,
  withSlicesReversed,
  writeFile,
} from '@clic/dicom'
import { canonicalJson, merkleItems, sha256 } from '@clic/ledger'
import { systemClock } from '@clic/platform/clock'
import type { DecisionView, PermitView } from '@clic/platform/gates'
import { newId } from '@clic/platform/ids'
import { definePart, type Part, type PartContext } from '@clic/platform/parts'
import { phantomCase } from '../make-dicom/phantom.ts'
import { seededUid } from '../make-dicom/seeded.ts'

export const phantomStructures = [
  { value: 1, name: 'front' },
  { value: 2, name: 'back' },
]

export interface SealedPatient {
  sex: LinkedPerson['sex']
  age?: number
}

export interface SealedDataset {
  parts: Part[]
  /** Names the permit that the version was frozen under; the parts start before a permit can exist. */
  under(permitId: string): void
  datasetId: string
  root: string
  /** How often the test part was opened. */
  openings(): number
  /** The next opening gives this item other bytes than those that were frozen. */
  spoil(item: string): void
  items: DatasetItem[]
}

interface Plain {
  item: DatasetItem
  image: Uint8Array
  label: Uint8Array
}

/**
 * Stands in for curate, link and develop: a frozen dataset version of real NIfTI files, and the pseudonymous DICOM studies they
 * were made of. Opening is as strict as the port says: an open decision of the right gate by this person, an active permit.
 */
export async function sealedDataset(given: {
  test: SealedPatient[]
  invented?: boolean
  candidates?: CandidateView
}): Promise<SealedDataset> {
  const datasetId = newId('dataset', systemClock)
  const train = ['train-0', 'train-1'].map((seed) => ({
    seed,
    part: 'train' as const,
    who: { sex: 'female' as const, age: 60 },
  }))
  const test = given.test.map((who, i) => ({ seed: `test-${i}`, part: 'test' as const, who }))
  const made = [...train, ...test].map(({ seed, part, who }) => ({ ...makeItem(seed, part), who }))
  const root = merkleItems(made.map(({ plain }) => ({ id: plain.item.id, sha256: plain.item.sha256 }))).root
  const version: DatasetVersion = {
    id: datasetId,
    name: 'Phantoms',
    version: 1,
    permitId: '',
    state: 'frozen',
    root,
    frozenAt: '2026-11-01T08:00:00.000Z',
    structures: phantomStructures,
    items: made.map(({ plain }) => plain.item),
  }
  const spoilt = new Set<string>()
  const opened = { count: 0 }
  const curate = definePart({
    name: 'curate',
    zones: ['research'],
    needs: ['govern.permits', 'govern.decisions'],
    create: (context) => ({
      provides: {
        'curate.datasets': datasetView(
          context,
          version,
          made.map(({ plain }) => plain),
          opened,
          spoilt,
        ),
      },
    }),
  })
  const link = definePart({
    name: 'link',
    zones: ['research'],
    needs: [],
    create: async (context) => {
      const studies = await Promise.all(
        made.map(({ plain, slices }) => storeStudy(context, plain.item, slices, version)),
      )
      const persons = made.map(
        ({ plain, who }): LinkedPerson => ({
          pseudonym: plain.item.pseudonym,
          get permitId() {
            return version.permitId
          },
          sex: who.sex,
          ...(who.age === undefined ? {} : { age: who.age }),
          invented: given.invented ?? false,
          facts: [],
        }),
      )
      const view: LinkedView = {
        study: async (id) => studies.find((one) => one.id === id),
        studies: async (permitId) => studies.filter((one) => one.permitId === permitId),
        persons: async (permitId) => persons.filter((one) => one.permitId === permitId),
        person: async (permitId, pseudonym) =>
          persons.find((one) => one.permitId === permitId && one.pseudonym === pseudonym),
      }
      return { provides: { 'link.studies': view } }
    },
  })
  const parts: Part[] = [curate, link]
  const { candidates } = given
  if (candidates)
    parts.push(
      definePart({
        name: 'develop',
        zones: ['research'],
        needs: [],
        create: () => ({ provides: { 'develop.candidates': candidates } }),
      }),
    )
  return {
    parts,
    datasetId,
    root,
    under: (permitId) => {
      version.permitId = permitId
    },
    openings: () => opened.count,
    spoil: (item) => void spoilt.add(item),
    items: version.items,
  }
}

function makeItem(seed: string, part: 'train' | 'test'): { plain: Plain; slices: Uint8Array[] } {
  const { image, labels } = phantomCase(seed)
  const turn = !isRightHanded(image.affine)
  const slices = mrSeriesFromVolume({
    volume: turn ? withSlicesReversed(image) : image,
    patient: { name: `P-${seed}`, id: `P-${seed}`, birthDate: '', sex: 'O' },
    study: {
      uid: seededUid(`sealed study ${seed}`),
      id: seed,
      description: 'MR phantom',
      accession: '',
      at: new Date('2025-06-01T09:00:00Z'),
      referringPhysician: '',
      institution: '',
    },
    series: {
      uid: seededUid(`sealed series ${seed}`),
      number: 1,
      description: 'T1',
      bodyPart: 'PHANTOM',
      frameOfReferenceUid: seededUid(`sealed frame ${seed}`),
    },
    sopInstanceUids: Array.from({ length: image.dims[2] }, (_, k) => seededUid(`sealed image ${seed} ${k}`)),
    characterSet: 'ISO_IR 192',
  })
  const volume = volumeFromSlices(slices)
  if (!volume.ok) throw new Error(volume.problem.message)
  const { dims, spacing, affine, data } = volume.volume
  const [imageFile, labelFile] = [
    niftiFromVolume({ dims, spacing, affine, data }),
    niftiFromVolume({ dims, spacing, affine, data: turn ? reversedSlices(labels, dims[0] * dims[1]) : labels }),
  ]
  const item: DatasetItem = {
    id: `item-${seed}`,
    pseudonym: `pseudonym-${sha256(seed).slice(0, 8)}`,
    studyId: `study-${seed}`,
    part,
    sha256: sha256(canonicalJson({ image: sha256(imageFile), label: sha256(labelFile) })),
  }
  return { plain: { item, image: imageFile, label: labelFile }, slices: slices.map((slice) => writeFile(slice)) }
}

function datasetView(
  context: PartContext,
  version: DatasetVersion,
  plain: readonly Plain[],
  opened: { count: number },
  spoilt: ReadonlySet<string>,
): DatasetView {
  return {
    version: async (id) => (id === version.id ? version : undefined),
    list: async (permitId) => (permitId === undefined || permitId === version.permitId ? [version] : []),
    testOpenings: async (id) => (id === version.id ? opened.count : 0),
    async open({ parts, folder, decisionId, actor }) {
      const decision = await context.port<DecisionView>('govern.decisions').decision(decisionId)
      const gate = parts.includes('test') ? 'testpart.open' : 'training.start'
      if (!decision?.open || decision.gate !== gate || decision.actor !== actor.id)
        throw new Error('The decision does not open it.')
      const state = await context.port<PermitView>('govern.permits').state(version.permitId)
      if (state !== 'active') throw new Error(`The permit is ${state}.`)
      if (parts.includes('test')) opened.count += 1
      return plain
        .filter(({ item }) => parts.includes(item.part))
        .map(({ item, image, label }) => {
          const place = join(folder, item.id)
          mkdirSync(place, { recursive: true })
          const files = { image: join(place, 'image.nii'), label: join(place, 'label.nii') }
          writeFileSync(files.image, image)
          writeFileSync(
            files.label,
            spoilt.has(item.id)
              ? Uint8Array.from(label, (byte, i) => (i === label.length - 1 ? byte ^ 1 : byte))
              : label,
          )
          return { item, ...files }
        })
    },
  }
}

async function storeStudy(
  context: PartContext,
  item: DatasetItem,
  slices: readonly Uint8Array[],
  version: DatasetVersion,
): Promise<LinkedStudy> {
  const objects = []
  for (const [k, bytes] of slices.entries()) {
    const stored = await context.files.put(bytes)
    objects.push({ sopInstanceUid: `${item.studyId}.${k}`, sopClassUid: '1.2.840.10008.5.1.4.1.1.4', ...stored })
  }
  return {
    id: item.studyId,
    get permitId() {
      return version.permitId
    },
    pseudonym: item.pseudonym,
    studyInstanceUid: item.studyId,
    studyDescription: 'MR phantom',
    modalities: ['MR'],
    arrivedAt: '2026-10-01T08:00:00.000Z',
    series: [{ seriesInstanceUid: item.studyId, modality: 'MR', description: 'T1', objects }],
  }
}
