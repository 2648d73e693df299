import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packMap } from '@clic/monai-deploy'

export interface PhantomProduct {
  version?: string
  /** Voxels by which every mask is shifted along the first axis: 0 is a good product, 4 a poor one. */
  shift?: number
  /** The same for every second study only. */
  shiftEverySecond?: number
  /** Gives no mask for every second study. */
  forgetful?: boolean
  /** Looks for files named label.nii near its input and answers with an error when it finds one. */
  peeks?: boolean
  /** Writes into its own folder while it runs. */
  rewritesItself?: boolean
}

/**
 * A bought product as a MAP: a program of its own kind (no MONAI, no network) that finds the phantom by its brightness. It runs as
 * another process and speaks DICOM, like a vendor's.
 */
export async function phantomProduct(product: PhantomProduct = {}): Promise<Uint8Array> {
  const { version = '1.0.0' } = product
  return packFiles({
    'etc/holoscan/app.json': JSON.stringify({
      apiVersion: '1.0.0',
      command: '["/opt/holoscan/app/run"]',
      input: { path: 'input/', formats: ['file'] },
      output: { path: 'output/', formats: ['file'] },
      sdk: 'none',
      sdkVersion: '1.0.0',
      timeout: 300,
      version,
    }),
    'etc/holoscan/pkg.json': JSON.stringify({
      apiVersion: '1.0.0',
      applicationRoot: '/opt/holoscan/app',
      modelRoot: '/opt/holoscan/models',
      models: { prior: '/opt/holoscan/models/prior' },
      resources: { cpu: 1, gpu: 0, memory: '1Gi' },
      version,
    }),
    'opt/holoscan/app/run': program(product),
    'opt/holoscan/models/prior/prior.json': JSON.stringify({ shift: product.shift ?? 0 }),
  })
}

/** A tar of these files; those in the application folder can be executed. */
export async function packFiles(files: Record<string, string | Uint8Array>): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'phantom-product-'))
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
      if (path.startsWith('opt/holoscan/app/')) chmodSync(join(folder, path), 0o755)
    }
    return await packMap(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function program(product: PhantomProduct): string {
  const library = fileURLToPath(new URL('../libraries/dicom/src/index.ts', import.meta.url))
  return `#!${process.execPath}
const { readdirSync, readFileSync, writeFileSync } = await import('node:fs')
const { dirname, join } = await import('node:path')
const { createHash } = await import('node:crypto')
const dicom = await import(${JSON.stringify(library)})
const { HOLOSCAN_INPUT_PATH: input, HOLOSCAN_OUTPUT_PATH: output, HOLOSCAN_APPLICATION: app } = process.env
const below = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((one) => one.isDirectory() ? below(join(folder, one.name)) : [join(folder, one.name)])
if (${product.peeks === true}) {
  const found = below(dirname(input)).filter((file) => file.endsWith('label.nii') || file.endsWith('image.nii'))
  if (found.length > 0) { console.error('found ' + found.length + ' files of the test part'); process.exit(3) }
}
if (${product.rewritesItself === true}) writeFileSync(join(app, 'cache.bin'), 'remembered')
let n = 0
for (const study of readdirSync(input).sort()) {
  const shift = n % 2 === 1 ? ${product.shiftEverySecond ?? product.shift ?? 0} : ${product.shift ?? 0}
  if (${product.forgetful === true} && n++ % 2 === 1) continue
  if (${product.forgetful !== true}) n++
  const files = below(join(input, study)).map((file) => readFileSync(file))
  const headers = files.map((bytes) => dicom.readDataset(bytes).dataset)
  const read = dicom.volumeFromSlices(headers)
  if (!read.ok) { console.error(read.problem.message); process.exit(4) }
  const { dims: [nx, ny, nz], data } = read.volume
  const at = (x, y, z) => data[x + nx * (y + ny * z)]
  const mean = (x, y, z) => { let s = 0, c = 0; for (let k = -1; k <= 1; k++) for (let j = -1; j <= 1; j++) for (let i = -1; i <= 1; i++) { const v = at(x + i, y + j, z + k); if (v !== undefined) { s += v; c++ } } return s / c }
  const sorted = Float64Array.from(data).sort()
  const [low, high] = [sorted[Math.floor(sorted.length * 0.5)], sorted[Math.floor(sorted.length * 0.985)]]
  const found = []
  for (let z = 1; z < nz - 1; z++) for (let y = 1; y < ny - 1; y++) for (let x = 1; x < nx - 1; x++) if (mean(x, y, z) > (low + high) / 2) found.push([x, y, z])
  const border = found.reduce((sum, [, y]) => sum + y, 0) / Math.max(1, found.length)
  const labels = new Uint8Array(data.length)
  for (const [x, y, z] of found) { const to = x + shift; if (to < nx) labels[to + nx * (y + ny * z)] = y < border ? 1 : 2 }
  const uid = (what) => '2.25.' + BigInt('0x' + createHash('sha256').update(study + what).digest('hex').slice(0, 30))
  const mask = dicom.segmentationFromLabels({ labels, volume: read.volume, source: headers, at: new Date('2026-01-01T00:00:00Z'), sopInstanceUid: uid('object'), seriesInstanceUid: uid('series'), segments: ['front', 'back'].map((label, i) => ({ number: i + 1, value: i + 1, label, algorithmType: 'AUTOMATIC', algorithmName: 'Phantom finder' })) })
  writeFileSync(join(output, study + '.seg.dcm'), dicom.writeFile(mask))
}
`
}
