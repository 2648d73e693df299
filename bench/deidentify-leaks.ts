/**
 * What leaks and what is kept: our command and the peers that are there, over the planted kit of `libraries/deidentification/testing`.
 *
 *     node bench/deidentify-leaks.ts [--python PYTHON] [--places]        peers run when found, see peer-tools.ts
 *
 * Each tool at its default. A plant leaks when its text is anywhere in the output file, in any encoding; an object that does not come out
 * leaks nothing and keeps nothing. This is our own kit with our own key, not MIDI-B.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readDataset, text, writeFile } from '@clic/dicom'
import { leaks, type PlantedObject } from '../libraries/deidentification/testing/plant-kit.ts'
import { wholeKit } from '../libraries/deidentification/testing/whole-kit.ts'
import { peerTools, type Tool } from './peer-tools.ts'

const here = join(import.meta.dirname, '..')
const { values } = parseArgs({ options: { python: { type: 'string' }, places: { type: 'boolean', default: false } } })
const scratch = mkdtempSync(join(tmpdir(), 'clic-leaks-'))

function tools(): Tool[] {
  const { tools: peers, missing } = peerTools(scratch, values.python)
  for (const one of missing) console.log(`missing: ${one}`)
  const clic = [process.execPath, join(here, 'apps/cli/src/main.ts'), 'deidentify']
  const ours: Tool = {
    name: 'clic',
    command: (input, output) => [...clic, input, output, '--key', join(scratch, 'key.json')],
  }
  return [ours, ...peers]
}

/** Which object an output is: each has a SOP class or a series number of its own. */
function match(objects: readonly PlantedObject[], bytes: Uint8Array): PlantedObject | undefined {
  const kind = (one: Uint8Array) => {
    const read = readDataset(one)
    return read.ok
      ? `${text(read.dataset, 0x00080016)} ${text(read.dataset, 0x00200011) ?? ''} ${read.transferSyntax === '1.2.840.10008.1.2.4.90' ? 'J2K' : ''}`
      : 'unreadable'
  }
  const mine = kind(bytes)
  return objects.find((object) => kind(object.bytes) === mine)
}

try {
  const objects = wholeKit('peers', 'ISO_IR 192')
  const plants = objects.reduce(
    (sum, object) => sum + object.plants.filter((plant) => plant.secrets.length > 0).length,
    0,
  )
  const worth = objects.reduce((sum, object) => sum + object.worth.length, 0)
  const input = join(scratch, 'input')
  mkdirSync(input)
  objects.forEach((object, i) => {
    writeFileSync(join(input, `${i}.dcm`), object.bytes)
  })
  // A fixed key: under a chance one a moved date can fall on another planted day.
  writeFileSync(join(scratch, 'key.json'), JSON.stringify({ version: 1, key: '5'.repeat(64) }))
  console.log(`${objects.length} objects, ${plants} plants, ${worth} things worth keeping`)
  for (const { name, command } of tools()) {
    const output = join(scratch, name.replace(/\W/g, '-'))
    mkdirSync(output)
    const [program = '', ...args] = command(input, output)
    const run = spawnSync(program, args, { encoding: 'utf8' })
    const files = readdirSync(output, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const leaked: string[] = []
    let kept = 0
    for (const entry of files) {
      const bytes = readFileSync(join(entry.parentPath, entry.name))
      const object = match(objects, bytes)
      const read = readDataset(bytes)
      if (!object || !read.ok) continue
      // A tool that leaves a data set deflated hides nothing by it.
      const visible = read.transferSyntax === '1.2.840.10008.1.2.1.99' ? [bytes, writeFile(read.dataset)] : [bytes]
      const places = new Set(visible.flatMap((one) => leaks(object.plants, one)))
      leaked.push(...Array.from(places, (place) => `${object.name}: ${place}`))
      kept += object.worth.filter((one) => one.holds(read.dataset)).length
    }
    if (values.places) for (const place of leaked) console.log(`   ${name}: ${place}`)
    console.log(
      `${name.padEnd(18)} ${files.length} of ${objects.length} objects out, ${leaked.length} leaks, ${kept} of ${worth} kept${run.status === 0 ? '' : ` (ended with ${run.status})`}`,
    )
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
