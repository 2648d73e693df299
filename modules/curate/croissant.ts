import { type DatasetItem, ok, type Result, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import { croissantContext } from './croissant-context.ts'
import type { Datasheet } from './datasheet.ts'
import { itemFiles } from './item.ts'
import type { CurateTables } from './tables.ts'
import type { DatasetRow, ItemRow } from './views.ts'

type Json = Record<string, unknown>

/** Metadata of a frozen version for machines: MLCommons Croissant 1.0 with its Responsible-AI vocabulary 1.0. */
export async function readCroissant(context: PartContext, datasetId: string): Promise<Result<Json>> {
  const curate = tables<CurateTables>(context.db)
  const dataset = await curate.selectFrom('curate.dataset').selectAll().where('id', '=', datasetId).executeTakeFirst()
  if (!dataset?.root || !dataset.datasheet) {
    const detail = dataset ? `The dataset version is ${dataset.state}.` : `There is no dataset version ${datasetId}.`
    return refuse(dataset ? 409 : 404, {
      code: 'dataset-not-frozen',
      title: 'No metadata yet',
      detail,
      next: 'A frozen version has metadata; see the list under Curate.',
    })
  }
  const items = await curate
    .selectFrom('curate.item')
    .selectAll()
    .where('dataset_id', '=', datasetId)
    .orderBy('id')
    .execute()
  return ok(croissantOf(dataset, dataset.datasheet, items))
}

/**
 * The document itself. It names items, hashes and counts, and no pseudonym. Files of erased items are not listed; the Merkle root is
 * over all of them. Source: https://docs.mlcommons.org/croissant/docs/croissant-spec.html (1.0).
 */
function croissantOf(dataset: DatasetRow, sheet: Datasheet, items: readonly ItemRow[]): Json {
  const present = items.filter((one) => !one.erased_by)
  const permit = `urn:clic:permit:${dataset.permit_id}`
  const published = dataset.frozen_at?.toISOString().slice(0, 10)
  return {
    '@context': croissantContext,
    '@type': 'sc:Dataset',
    conformsTo: ['http://mlcommons.org/croissant/1.0', 'http://mlcommons.org/croissant/RAI/1.0'],
    '@id': `urn:clic:dataset:${dataset.id}`,
    name: slug(dataset.name),
    alternateName: dataset.name,
    description: `${sheet.modality} images and their accepted masks for “${sheet.title}”. ${sheet.purpose} Frozen as version ${dataset.version} under permit ${dataset.permit_id}; sealed, opened inside the research zone only, part by part, by a gate decision.`,
    version: `${dataset.version}.0.0`,
    url: `urn:clic:dataset:${dataset.id}`,
    identifier: `sha256-merkle:${dataset.root}`,
    license: permit,
    conditionsOfAccess: `Only under permit ${dataset.permit_id}. The test part is opened once a protocol is registered, and each opening is counted.`,
    citeAs: `${dataset.name}, version ${dataset.version}, Merkle root ${dataset.root}`,
    creator: sheet.controllers.map((name) => ({ '@type': 'sc:Organization', name })),
    datePublished: published,
    dateCreated: published,
    inLanguage: 'en',
    isLiveDataset: false,
    keywords: ['medical imaging', 'segmentation', sheet.modality, ...dataset.structures.map((one) => one.name)],
    distribution: present.flatMap(filesOf),
    recordSet: [splits(), structures(dataset), records(present)],
    ...responsibility(sheet, items.length - present.length),
    datasheet: {
      ...sheet,
      structures: dataset.structures,
      split: dataset.split,
      merkleRoot: dataset.root,
      erasedItems: items.length - present.length,
    },
  }
}

/** Croissant names hold no blanks. */
function slug(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return plain || 'dataset'
}

function filesOf(item: ItemRow): Json[] {
  const facts = {
    'image.nii': [item.image_sha256, item.image_size],
    'label.nii': [item.label_sha256, item.label_size],
  } as const
  return itemFiles.map((file) => ({
    '@type': 'cr:FileObject',
    '@id': `${item.id}/${file}`,
    name: `${item.id}-${file}`,
    description: file === 'image.nii' ? 'Image (NIfTI-1)' : 'Mask in the voxel order of the image (NIfTI-1)',
    contentUrl: `${item.id}/${file}`,
    encodingFormat: 'application/x-nifti',
    contentSize: `${facts[file][1]} B`,
    sha256: facts[file][0],
  }))
}

function field(of: string, name: string, dataType: string | string[], description: string): Json {
  return { '@type': 'cr:Field', '@id': `${of}/${name}`, name, description, dataType }
}

function splits(): Json {
  const urls = { train: 'cr:TrainingSplit', tune: 'cr:ValidationSplit', test: 'cr:TestSplit' }
  return {
    '@type': 'cr:RecordSet',
    '@id': 'parts',
    name: 'parts',
    description: 'The parts; no patient is in two of them.',
    dataType: 'cr:Split',
    key: { '@id': 'parts/name' },
    field: [
      field('parts', 'name', 'sc:Text', 'Name of the part'),
      field('parts', 'url', ['sc:URL', 'wd:Q3985153'], 'What Croissant calls it'),
    ],
    data: Object.entries(urls).map(([name, url]) => ({ 'parts/name': name, 'parts/url': url })),
  }
}

function structures(dataset: DatasetRow): Json {
  return {
    '@type': 'cr:RecordSet',
    '@id': 'structures',
    name: 'structures',
    description: 'Values of the masks; 0 is background.',
    dataType: 'sc:Enumeration',
    key: { '@id': 'structures/value' },
    field: [
      field('structures', 'value', 'sc:Integer', 'Voxel value'),
      field('structures', 'name', 'sc:Text', 'Name of the structure'),
    ],
    data: dataset.structures.map((one) => ({ 'structures/value': one.value, 'structures/name': one.name })),
  }
}

function records(items: readonly ItemRow[]): Json {
  return {
    '@type': 'cr:RecordSet',
    '@id': 'items',
    name: 'items',
    description: 'One image with its mask. Ids are the same in every version of the set.',
    key: { '@id': 'items/id' },
    field: [
      field('items', 'id', 'sc:Text', 'Id of the item'),
      { ...field('items', 'part', 'sc:Text', 'Part of the split'), references: { field: { '@id': 'parts/name' } } },
      field('items', 'image', 'sc:Text', 'Path of the image'),
      field('items', 'label', 'sc:Text', 'Path of the mask'),
      field(
        'items',
        'sha256',
        'sc:Text',
        'SHA-256 over the canonical JSON of the hashes of both files: the leaf of the Merkle tree',
      ),
    ],
    data: items.map((one: Pick<DatasetItem, 'id' | 'part'> & Pick<ItemRow, 'sha256'>) => ({
      'items/id': one.id,
      'items/part': one.part,
      'items/image': `${one.id}/image.nii`,
      'items/label': `${one.id}/label.nii`,
      'items/sha256': one.sha256,
    })),
  }
}

/** Croissant RAI 1.0: http://mlcommons.org/croissant/RAI/1.0 */
function responsibility(sheet: Datasheet, erased: number): Json {
  const { counts } = sheet
  const invented = counts.invented ? ' Age and sex of some persons are invented for this set.' : ''
  return {
    'rai:dataCollection':
      'Routine clinical studies, received in the clinic zone, de-identified there, and linked here by pseudonym.',
    'rai:dataCollectionType': ['Secondary Data Analysis'],
    'rai:dataPreprocessingProtocol': [
      'DICOM slices were put together as one regular volume with rescale applied; no resampling.',
    ],
    'rai:dataAnnotationProtocol': `DICOM segmentations, each accepted by a named clinician; ${sheet.labels.masks} masks by ${sheet.labels.authors} authors.`,
    'rai:annotationsPerItem': '1',
    'rai:personalSensitiveInformation': ['Health data (GDPR Art. 9), pseudonymised. Counts below five are suppressed.'],
    'rai:dataBiases': [`Sex and age are distributed as in the datasheet.${invented}`],
    'rai:dataLimitations': [
      'Only studies with an accepted mask on a regular volume are in the set; what was left out is listed with the version.',
    ],
    'rai:dataUseCases': [sheet.purpose],
    'rai:dataReleaseMaintenancePlan': `Versions are frozen and never changed; a newer version supersedes this one. ${erased} items were erased since.`,
  }
}
