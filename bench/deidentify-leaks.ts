/**
 * What leaks and what is kept: our whole product and the peers that are there, over the planted kit of `libraries/deidentification/testing`.
 *
 *     node bench/deidentify-leaks.ts [--python PYTHON] [--places]        peers run when found, see peer-tools.ts
 *
 * Ours with the default profile and the reader of pixels, each file alone, so that nothing is known of the patient but what the file says.
 * Each peer at its default, file by file: one that stops at a file loses only that. A plant leaks when its text is anywhere in the output, in
 * any encoding, or its letters are still in the picture; a file that does not come out leaks nothing and keeps nothing. This is our own kit
 * with our own key, not MIDI-B. Ends with 1 when ours leaks or keeps less than 99.5 %.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { deidentifyFile, fileKind, prepareSweep, researchProfile } from '@clic/deidentification'
import { openPixelReader } from '@clic/pixels'
import { type KitFile, productKit } from '../libraries/deidentification/testing/product-kit.ts'
import { peerTools, type Tool } from './peer-tools.ts'

const { values } = parseArgs({ options: { python: { type: 'string' }, places: { type: 'boolean', default: false } } })
const scratch = mkdtempSync(join(tmpdir(), 'clic-leaks-'))
const wanted = 0.995
/** Longer than that for one small file is a hang. */
const peerMs = 60_000

/** The bytes that came out for a file; undefined when it was held back or the tool failed. */
type Deidentify = (file: KitFile, i: number) => Promise<Uint8Array | undefined>

async function ours(): Promise<{ deidentify: Deidentify; close: () => Promise<void> }> {
  const pixels = await openPixelReader()
  const nobody = { patientIds: [], names: [], staffNames: [], birthDates: [], accessionNumbers: [] }
  const given = {
    profile: researchProfile(),
    // What the kit asks for: a chance shift could let a moved date fall on another planted day.
    subject: { pseudonym: 'P-KIT', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
    sweep: prepareSweep({ ...nobody, addresses: [], phones: [], emails: [] }),
    pixels,
  }
  return {
    async deidentify(file) {
      const result = await deidentifyFile(file.bytes, given)
      if (result.status === 'released') return Buffer.concat(result.parts)
      if (values.places) console.log(`   clic holds ${file.name}: ${result.code}`)
      return undefined
    },
    close: () => pixels.close(),
  }
}

function peer({ name, command }: Tool): Deidentify {
  return async (file, i) => {
    const [input, output] = ['in', 'out'].map((end) => join(scratch, `${name.replace(/\W/g, '-')}-${i}-${end}`))
    mkdirSync(input!)
    mkdirSync(output!)
    writeFileSync(join(input!, fileKind(file.bytes) === 'dicom' ? 'file.dcm' : 'file'), file.bytes)
    const [program = '', ...args] = command(input!, output!)
    spawnSync(program, args, { stdio: 'ignore', timeout: peerMs })
    const [entry] = readdirSync(output!, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    const bytes = entry && readFileSync(join(entry.parentPath, entry.name))
    for (const folder of [input!, output!]) rmSync(folder, { recursive: true, force: true })
    return bytes && bytes.length > 0 ? bytes : undefined
  }
}

async function measured(name: string, files: readonly KitFile[], deidentify: Deidentify): Promise<boolean> {
  let [out, leaked, kept, worth] = [0, 0, 0, 0]
  for (const [i, file] of files.entries()) {
    worth += file.worth.length
    const output = await deidentify(file, i)
    if (!output) continue
    out++
    const [places, lost] = [file.leaking(output), file.lost(output)]
    leaked += places.length
    kept += file.worth.length - lost.length
    if (values.places) for (const place of places) console.log(`   ${name} leaks ${file.name}: ${place}`)
    if (values.places) for (const what of lost) console.log(`   ${name} loses ${file.name}: ${what}`)
  }
  const share = ((100 * kept) / worth).toFixed(1)
  console.log(
    `${name.padEnd(18)} ${out} of ${files.length} files out, ${leaked} leaks, ${kept} of ${worth} kept (${share} %)`,
  )
  return leaked === 0 && kept / worth >= wanted
}

try {
  const files = productKit('peers')
  const places = files.reduce((sum, file) => sum + file.places, 0)
  const dicom = files.filter((file) => fileKind(file.bytes) === 'dicom')
  console.log(`${files.length} files, ${dicom.length} of them DICOM; ${places} places with identifiers`)
  const { deidentify, close } = await ours()
  if (!(await measured('clic', files, deidentify))) process.exitCode = 1
  await close()
  const { tools, missing } = peerTools(scratch, values.python)
  for (const one of missing) console.log(`missing: ${one}`)
  for (const tool of tools) await measured(tool.name, files, peer(tool))
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
