import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { build, writeFile } from '@clic/dicom'
import { afterAll, describe, expect, it } from 'vitest'
import { deidentifyCommand, readProofRows } from '../../../../testing/deidentify-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'clic-noted-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const pictures = 4

/** An ultrasound picture of grey grain, whose pixels have to be looked at. */
function picture(number: number): Uint8Array {
  return writeFile(
    build({
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.6.1',
      SOPInstanceUID: `2.25.66${number}`,
      StudyInstanceUID: '2.25.67',
      SeriesInstanceUID: '2.25.68',
      Modality: 'US',
      PatientName: 'Holm^Kirsten',
      PatientID: 'AB-78',
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      Rows: 400,
      Columns: 500,
      BitsAllocated: 8,
      BitsStored: 8,
      HighBit: 7,
      PixelRepresentation: 0,
      PixelData: Uint8Array.from({ length: 400 * 500 }, (_, i) => 60 + ((i * 7919) % 23)),
    }),
  )
}

describe('Pictures that have to be looked at', () => {
  it('are noted one by one, so that a run that is ended among them goes on behind those', {
    timeout: 240_000,
  }, async () => {
    const [input, proof] = [join(folder, 'in'), join(folder, 'proof.jsonl')]
    mkdirSync(input)
    for (let number = 0; number < pictures; number++) writeFileSync(join(input, `${number}.dcm`), picture(number))
    const args = [input, join(folder, 'out'), '--key', join(folder, 'key.json'), '--proof', proof]
    const run = spawn(process.execPath, ['apps/cli/src/main.ts', 'deidentify', ...args], { stdio: 'ignore' })
    const ended = once(run, 'exit')
    while (!existsSync(proof)) {
      expect(run.exitCode).toBeNull()
      await wait(5)
    }
    run.kill('SIGKILL')
    await ended
    const noted = readProofRows(proof)
    expect(noted.length).toBeLessThan(pictures)
    const { said } = deidentifyCommand(args, 200_000)
    expect(said).toContain(`${pictures} released, 0 quarantined, 0 failed`)
    expect(readProofRows(proof).slice(0, noted.length)).toEqual(noted)
  })
})
