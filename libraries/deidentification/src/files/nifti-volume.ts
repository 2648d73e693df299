import { gzipSync } from 'node:zlib'
import { broken, type FileJob, fired, type Handled, refuse } from './file-result.ts'
import { gunzipBounded, gunzipHead } from './gunzip-bounded.ts'
import { niftiWithoutFace } from './nifti-face.ts'

interface Form {
  little: boolean
  two: boolean
  headerSize: number
  /** First byte and number of bytes of the image. */
  at: number
  size: number
  slices: number
}

/** What is unpacked in memory; more is refused. */
const mostBytes = 2 ** 31 - 1
const most = refuse(
  'too-big',
  'The volume is longer than 2 GiB unpacked.',
  'Split the series into shorter ones and send them again.',
)

/**
 * A NIfTI-1 or NIfTI-2 volume (nifti.nimh.nih.gov, nifti1.h and nifti2.h): numbers and image byte for byte. All words of the header go but
 * an echo time, all extensions go (DICOM headers, comments, workflow records), and what lies before and after the image.
 */
export async function rewriteNifti(input: Uint8Array, job: FileJob): Promise<Handled> {
  const made = await facelessNifti(plainNifti(input, job), job)
  if ('ok' in made) return made
  return {
    ok: true,
    parts: made.parts,
    headerBytes: made.parts[0]!.length,
    pixelsChanged: made.changed,
    extension: 'nii',
  }
}

/** The same packed: the header of the gzip file, which may hold a file name, a comment and a time, is written anew. */
export async function rewriteNiftiGz(input: Uint8Array, job: FileJob): Promise<Handled> {
  const form = formOf(gunzipHead(input.subarray(0, 1 << 16), 544))
  if (!form) return broken('its header is not that of a NIfTI volume.')
  const bytes = form.at + form.size
  if (bytes > mostBytes) return most
  const raw = gunzipBounded(input, Math.min(mostBytes, bytes + (16 << 20)))
  if (!raw) return broken('it does not unpack to the size that its header tells.')
  const made = await facelessNifti(plainNifti(raw, job), job)
  if ('ok' in made) return made
  // Searched unpacked, for in a packed file nothing is found.
  const packed = gzipSync(Buffer.concat(made.parts), { level: 6 })
  packed[9] = 255
  fired(job, 'gzip-header-rewritten')
  return {
    ok: true,
    parts: [packed],
    searched: { parts: made.parts, headerBytes: made.parts[0]!.length },
    pixelsChanged: made.changed,
    extension: 'nii.gz',
  }
}

interface PlainVolume {
  parts: [Buffer, Uint8Array]
  slices: number
}

/** Without the face where the profile asks for that. */
async function facelessNifti(
  plain: PlainVolume | ReturnType<typeof broken>,
  job: FileJob,
): Promise<{ parts: Uint8Array[]; changed: boolean } | ReturnType<typeof broken>> {
  if ('ok' in plain) return plain
  const { parts, slices } = plain
  if (slices <= 1) return { parts, changed: false }
  if (!job.profile.options.cleanRecognizableVisualFeatures) {
    fired(job, 'faces-not-removed')
    return { parts, changed: false }
  }
  const done = await niftiWithoutFace(...parts)
  if (!done.ok) return done
  fired(job, 'faces-removed')
  return { parts: [parts[0], done.image], changed: done.changed }
}

function plainNifti(input: Uint8Array, job: FileJob): PlainVolume | ReturnType<typeof broken> {
  const form = formOf(input)
  if (!form) return broken('its header is not that of a NIfTI volume in one file.')
  if (form.at + form.size > input.length) return broken('its image is cut off.')
  const header = Buffer.alloc(form.headerSize + 4)
  header.set(input.subarray(0, form.headerSize))
  const texts: [number, number][] = form.two
    ? [
        [240, 80],
        [320, 24],
        [508, 16],
        [525, 15],
      ]
    : [
        [4, 28],
        [32, 7],
        [148, 80],
        [228, 24],
        [328, 16],
      ]
  for (const [at, length] of texts) {
    const was = header.toString('latin1', at, at + length).replace(/\0.*$/s, '')
    // What dcm2niix writes first; the time of day behind it goes.
    const echo = /^TE=\d{1,4}(?:\.\d{1,6})?/.exec(was)?.[0] ?? ''
    if (header.subarray(at, at + length).some((byte) => byte !== 0)) fired(job, 'header-text-removed')
    header.fill(0, at, at + length)
    if (length === 80 && echo !== '') header.write(echo, at, 'latin1')
  }
  // NIfTI-1 keeps one letter there that old readers look for.
  if (!form.two) header.write('r', 38, 'latin1')
  const start = form.headerSize + 4
  if (form.two) form.little ? header.writeBigInt64LE(BigInt(start), 168) : header.writeBigInt64BE(BigInt(start), 168)
  else form.little ? header.writeFloatLE(start, 108) : header.writeFloatBE(start, 108)
  if (form.at > start) fired(job, 'extension-removed')
  if (form.at + form.size < input.length) fired(job, 'trailing-bytes-removed')
  return { parts: [header, input.subarray(form.at, form.at + form.size)], slices: form.slices }
}

/** Undefined when the header is broken or says that the image is in another file. */
function formOf(bytes: Uint8Array): Form | undefined {
  const header = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (header.length < 348) return undefined
  const little = header.readInt32LE(0) === 348 || header.readInt32LE(0) === 540
  const two = (little ? header.readInt32LE(0) : header.readInt32BE(0)) === 540
  if (two && header.length < 540) return undefined
  if (header.toString('latin1', two ? 4 : 344, two ? 7 : 347) !== (two ? 'n+2' : 'n+1')) return undefined
  const i16 = (at: number) => (little ? header.readInt16LE(at) : header.readInt16BE(at))
  const i64 = (at: number) => Number(little ? header.readBigInt64LE(at) : header.readBigInt64BE(at))
  const dim = (i: number) => (two ? i64(16 + 8 * i) : i16(40 + 2 * i))
  const bits = i16(two ? 14 : 72)
  const at = two ? i64(168) : little ? header.readFloatLE(108) : header.readFloatBE(108)
  const ranks = dim(0)
  if (!(ranks >= 1 && ranks <= 7) || ![1, 8, 16, 24, 32, 64, 96, 128, 256].includes(bits)) return undefined
  const sizes = Array.from({ length: ranks }, (_, i) => dim(i + 1))
  if (sizes.some((one) => one < 1)) return undefined
  const size = Math.ceil((sizes.reduce((product, one) => product * one, 1) * bits) / 8)
  const headerSize = two ? 540 : 348
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(at) || at < headerSize + 4) return undefined
  return { little, two, headerSize, at, size, slices: sizes[2] ?? 1 }
}
