import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { maskObject } from './mask-object.ts'

const root = join(process.env['CLIC_DATA'] ?? '../shared/data', 'dicom')
const python = resolve('.clic/runtime/venv/bin/python')
const box = { x: 8, y: 8, width: 40, height: 24 }

/** File, and the transfer syntax it comes out in. */
const lossless: [string, string, string][] = [
  ['native RGB', 'OT/cornerstone3D__TestPattern_RGB.dcm', '1.2.840.10008.1.2.1'],
  ['native palette', 'US/pydicom-data__OBXXXX1A_2frame.dcm', '1.2.840.10008.1.2.1'],
  ['native big endian', 'OT/pydicom-data__SC_rgb_expb_2frame.dcm', '1.2.840.10008.1.2.2'],
  ['native implicit, signed', 'CT/fo-dicom__ct.dcm', '1.2.840.10008.1.2'],
  ['RLE RGB of two frames', 'OT/dicom-test-files__SC_rgb_rle_2frame.dcm', '1.2.840.10008.1.2.5'],
  ['RLE of 16 bit', 'MR/dicom-test-files__MR1_RLE.dcm', '1.2.840.10008.1.2.5'],
  ['JPEG-LS', 'unknown/pydicom-data__JLSL_08_07_0_1F.dcm', '1.2.840.10008.1.2.4.80'],
  ['JPEG 2000', 'XA/dicom-test-files__XA1_J2KR.dcm', '1.2.840.10008.1.2.4.90'],
  ['lossy JPEG 2000 of 16 bit', 'CT/dicom-test-files__693_J2KI.dcm', '1.2.840.10008.1.2.4.90'],
]
const jpeg: [string, string][] = [
  ['colour, halved', 'US/fo-dicom__DIRW0007.dcm'],
  ['grey, of 96 frames', 'XA/fo-dicom__HasFragmentSequence.dcm'],
]

describe.skipIf(!existsSync(root) || !existsSync(python))(
  'masked objects, judged by pydicom (skipped without CLIC_DATA or the Python of the runtime)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'clic-mask-'))
    const judged = new Map<string, Record<string, unknown>>()
    beforeAll(async () => {
      const files = [...lossless, ...jpeg].map(([, file]) => join(root, file))
      const pairs: string[] = []
      for (const [i, file] of files.entries()) {
        const done = await maskObject(new Uint8Array(readFileSync(file)), [
          { from: 1, to: 1, boxes: [{ kind: 'person', ...box }] },
        ])
        if (!done.ok) throw new Error(done.reason)
        writeFileSync(join(folder, `${i}.dcm`), done.bytes)
        pairs.push(file, join(folder, `${i}.dcm`))
      }
      const numbers = Object.values(box).map(String)
      const script = 'libraries/pixels/testing/compare-pixels.py'
      const lines = execFileSync(python, ['-W', 'ignore', script, ...numbers, ...pairs], { encoding: 'utf8' })
      for (const [i, line] of lines.trim().split('\n').entries()) judged.set(files[i]!, JSON.parse(line))
    })
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    for (const [kind, file, syntax] of lossless)
      it(`${kind}: the box is of one value and no pixel outside of it changes`, () => {
        expect(judged.get(join(root, file))).toMatchObject({
          outside: 0,
          others: 0,
          inside: 1,
          syntax,
          burnedIn: 'NO',
        })
      })

    for (const [kind, file] of jpeg)
      it(`JPEG (${kind}): the box is black, other frames are untouched, and only the blocks at its border change`, () => {
        const found = judged.get(join(root, file)) as { outside: number; others: number; inside: number }
        expect(found).toMatchObject({ others: 0, inside: 1, syntax: '1.2.840.10008.1.2.4.50', burnedIn: 'NO' })
        // At most a coding unit of 16 pixels around the box, and one pixel where colours are interpolated.
        expect(found.outside).toBeLessThanOrEqual((40 + 34) * (24 + 34) - 40 * 24)
      })
  },
)

describe('objects that cannot be masked', () => {
  it('are refused with a reason: no DICOM, or no pixels', async () => {
    expect(await maskObject(new Uint8Array(200), [])).toMatchObject({ ok: false, code: 'pixels-unreadable' })
  })
})
