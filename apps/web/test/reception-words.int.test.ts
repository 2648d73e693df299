import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { translateServer } from '../src/words/translate-server.ts'

/** Where reception puts into words why it turns something away. */
const speakers = [
  'decide-reception',
  'dicom-reception',
  'inspect-object',
  'read-study',
  'read-zip',
  'receive-health-record',
  'receive-object',
  'receive-stow',
  'receive-upload',
  'sources',
  'store-instances',
]

describe('what reception says, in Danish', () => {
  it.each(speakers)('has every sentence of %s', (name) => {
    const source = readFileSync(fileURLToPath(new URL(`../../../modules/acquire/${name}.ts`, import.meta.url)), 'utf8')
    // A sentence in quotation marks, from its capital to its full stop; comments have none.
    const sentences = [...source.matchAll(/(['`])([A-Z][^'`\n]* [^'`\n]*\.)\1/g)].map((one) =>
      (one[2] as string).replace(/\$\{[^}]*\}/g, '7'),
    )
    expect(sentences.length).toBeGreaterThan(0)
    expect(sentences.filter((one) => translateServer(one) === undefined)).toEqual([])
  })

  it('is not half Danish where one of several sentences is unknown', () => {
    const known = 'The release is in operation. But the release is suspended.'
    const said =
      'The study is of the kind that the release was validated on. But the study is outside the intended use: An object of the series is no image with position and orientation. Leave it out.'
    expect(translateServer(`${known} ${said}`)).toMatch(/^Udgivelsen er i drift\. Men .* Udelad det\.$/)
    expect(translateServer(`${known} The moon is full.`)).toBeUndefined()
  })
})
