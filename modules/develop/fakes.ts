import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatasetItem, DatasetVersion, DatasetView } from '@clic/contracts'
import { definePart, type Part } from '@clic/platform/parts'

/** NIfTI files by item id. */
export type ItemFiles = Map<string, { image: Uint8Array; label: Uint8Array }>

export interface Opening {
  datasetId: string
  parts: string[]
  items: string[]
  decisionId: string
}

/**
 * Stands for curate in develop's tests: frozen versions from memory, written out in the clear where it is told. It keeps what
 * was opened; like the real one it throws for an unknown version and knows nothing of what is done with the files.
 */
export function fakeDatasets(): {
  part: Part
  add(version: DatasetVersion, files: ItemFiles): void
  openings: Opening[]
} {
  const versions = new Map<string, { version: DatasetVersion; files: ItemFiles }>()
  const openings: Opening[] = []
  const view: DatasetView = {
    version: async (id) => versions.get(id)?.version,
    list: async () => [...versions.values()].map((one) => one.version),
    async open({ datasetId, parts, folder, decisionId }) {
      const known = versions.get(datasetId)
      if (!known) throw new Error(`no dataset version ${datasetId}`)
      const items = known.version.items.filter((item) => parts.includes(item.part))
      openings.push({ datasetId, parts, items: items.map((item) => item.id), decisionId })
      return items.map((item) => ({ item, ...writeItem(folder, item, known.files) }))
    },
    testOpenings: async (id) => openings.filter((one) => one.datasetId === id && one.parts.includes('test')).length,
  }
  const part = definePart({
    name: 'curate',
    zones: ['research'],
    needs: [],
    create: () => ({ provides: { 'curate.datasets': view } }),
  })
  return { part, openings, add: (version, files) => void versions.set(version.id, { version, files }) }
}

function writeItem(folder: string, item: DatasetItem, files: ItemFiles): { image: string; label: string } {
  const place = join(folder, item.id)
  mkdirSync(place, { recursive: true })
  const paths = { image: join(place, 'image.nii'), label: join(place, 'label.nii') }
  const content = files.get(item.id)
  if (!content) throw new Error(`no files of item ${item.id}`)
  writeFileSync(paths.image, content.image)
  writeFileSync(paths.label, content.label)
  return paths
}
