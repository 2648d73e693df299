import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import golden from '../golden/tokens.golden.json' with { type: 'json' }
import type { Dataset } from './dataset.ts'
import { isPrivate } from './dictionary.ts'
import { readDataset } from './read-dataset.ts'
import { tokenise } from './tokenise.ts'
import { writeFile } from './write-file.ts'

const root = join(process.env['CLIC_DATA'] ?? '../shared/data', 'dicom')
const files = existsSync(root)
  ? readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.dcm'))
      .map((entry) => join(entry.parentPath, entry.name))
  : []
const expected = golden as Record<string, { elements?: number; sha256?: string; unreadable?: boolean }>

/** Read otherwise by pydicom, for a reason each. */
const known: Record<string, string> = {
  'CT/dicom-test-files__693_J2KI.dcm': 'pydicom keeps the padding of a value that is not the last',
  'RTPLAN/dicom-test-files__rtplan_truncated.dcm':
    'pydicom gives what is there of a file that is cut off; ours refuses it',
  'unknown/fo-dicom__GH626.dcm':
    'a private sequence of unknown length whose items are explicit inside an implicit file: pydicom reads noise',
}

const texts = new Set(['AE', 'AS', 'CS', 'DA', 'DT', 'TM', 'UI'])

function lines(dataset: Dataset, depth: number): string[] {
  return [...dataset]
    .sort(([a], [b]) => a - b)
    .flatMap(([tag, element]) => {
      const name = tag.toString(16).padStart(8, '0')
      if ((tag & 0xffff) === 0) return []
      if (element.vr === 'SQ')
        return [
          `${depth} ${name} SQ ${element.items?.length ?? 0}`,
          ...(element.items ?? []).flatMap((item) => lines(item, depth + 1)),
        ]
      if (texts.has(element.vr)) return [`${depth} ${name} ${element.vr} ${(element.strings ?? []).join('\\').trim()}`]
      return [`${depth} ${name} ${isPrivate(tag) ? '-' : ''}`]
    })
}

describe.skipIf(files.length === 0)('real sample files (skipped without CLIC_DATA)', () => {
  for (const file of files) {
    const name = relative(root, file)
    it(`reads ${name} as pydicom does, or says why not`, () => {
      const bytes = readFileSync(file)
      const read = readDataset(bytes)
      let elements = 0
      const walked = tokenise(bytes, {
        element: (tag) => void ((tag & 0xffff) !== 0 && elements++),
        startSequence: () => void elements++,
      })
      expect(walked.ok).toBe(read.ok)
      const theirs = expected[name]
      if (theirs?.unreadable || name in known) return
      if (!read.ok) throw new Error(read.problem.message)
      const ours = lines(read.dataset, 0)
      if (createHash('sha256').update(ours.join('\n')).digest('hex') !== theirs?.sha256) {
        expect({ name, elements: ours.length }).toEqual({ name, elements: theirs?.elements })
        throw new Error(`${name}: same number of elements, other tags or texts`)
      }
    })
  }
})

describe.skipIf(files.length === 0)('writing what was read', () => {
  it('gives the same data set back for every readable sample', () => {
    const differing = files.filter((file) => {
      const read = readDataset(readFileSync(file))
      if (!read.ok || read.transferSyntax === '1.2.840.10008.1.2.2' || read.transferSyntax === '1.2.840.10008.1.2.1.99')
        return false
      try {
        const again = readDataset(writeFile(read.dataset, { transferSyntax: read.transferSyntax }))
        if (!again.ok) return true
        const strip = (dataset: Dataset) => lines(dataset, 0).filter((line) => !line.startsWith('0 00080005'))
        return strip(again.dataset).join('\n') !== strip(read.dataset).join('\n')
      } catch {
        return true
      }
    })
    expect(differing.map((file) => relative(root, file))).toEqual([])
  })
})
