import {
  address,
  annotateEndpoints,
  type CallResult,
  call,
  linkEndpoints,
  type Problem,
  problemSchema,
  type ReplyOf,
} from '@clic/contracts'

export type ViewerVolume = ReplyOf<typeof linkEndpoints.volume>

type LoadedImages =
  /** DICOM files in the order of the volume. */
  | { volume: ViewerVolume; slices: Blob[]; frames?: undefined }
  /** Decoded frames in the order of the volume; `layout` says how their bytes lie. */
  | { volume: ViewerVolume; frames: Uint8Array[]; layout: FrameLayout }

export type FrameLayout = NonNullable<ViewerVolume['frames']>

/** Reads the geometry and then all slices, six at a time; each is checked against its content address. */
export async function loadImages(
  studyId: string,
  given: { signal: AbortSignal; progress(done: number, of: number): void },
): Promise<CallResult<LoadedImages>> {
  const volume = await call(linkEndpoints.volume, { params: { studyId } }, { baseUrl: '', signal: given.signal })
  if (!volume.ok) return volume
  const { frames: layout } = volume.value
  if (layout) {
    const frames = await loadFrames(volume.value, layout, given)
    return frames.ok ? { ok: true, value: { volume: volume.value, frames: frames.value, layout } } : frames
  }
  const wanted = volume.value.slices
  const slices: Blob[] = []
  let [next, done] = [0, 0]
  let failed: Problem | undefined
  const work = async () => {
    while (next < wanted.length && !failed) {
      const n = next++
      const sha256 = wanted[n] as string
      const read = await readBytes(address(linkEndpoints.object, { params: { studyId, sha256 } }), given.signal)
      if (!read.ok) failed ??= read.problem
      else if (!(await hasDigest(read.value, sha256))) failed ??= damaged(n, wanted.length)
      else {
        slices[n] = new Blob([read.value], { type: 'application/dicom' })
        given.progress(++done, wanted.length)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(6, wanted.length) }, work))
  return failed ? { ok: false, problem: failed } : { ok: true, value: { volume: volume.value, slices } }
}

/** Frames that the server decoded, object by object, as many at a time as it gives; each piece is checked against its digest. */
async function loadFrames(
  volume: ViewerVolume,
  layout: FrameLayout,
  given: { signal: AbortSignal; progress(done: number, of: number): void },
): Promise<CallResult<Uint8Array[]>> {
  const of = volume.slices.length
  const size = (volume.dims[0] * volume.dims[1] * layout.samples * layout.bits) / 8
  const frames: Uint8Array[] = []
  let done = 0
  const places = Map.groupBy(
    volume.slices.map((sha256, k) => ({ sha256, k, number: layout.numbers[k] ?? 0 })),
    (one) => one.sha256,
  )
  for (const [sha256, wanted] of places) {
    const count = Math.max(...wanted.map((one) => one.number)) + 1
    const read: Uint8Array[] = []
    while (read.length < count) {
      const query = { from: read.length, count: Math.min(count - read.length, 1000), samples: String(layout.samples) }
      const url = address(linkEndpoints.frames, { params: { studyId: volume.studyId, sha256 }, query })
      const piece = await readBytes(url, given.signal)
      if (!piece.ok) return piece
      const sound = piece.value.byteLength > 0 && piece.value.byteLength % size === 0
      if (!sound || (piece.digest && !(await hasDigest(piece.value, piece.digest))))
        return { ok: false, problem: damaged(done, of) }
      for (let at = 0; at < piece.value.byteLength; at += size) read.push(new Uint8Array(piece.value, at, size))
      given.progress(Math.min(done + read.length, of), of)
    }
    for (const { k, number } of wanted) frames[k] = read[number] as Uint8Array
    done += wanted.length
  }
  return { ok: true, value: frames }
}

/** The label of each voxel of a version, in the order of the volume. */
export async function loadVoxels(
  labelId: string,
  version: number,
  signal?: AbortSignal,
): Promise<CallResult<Uint8Array>> {
  const read = await readBytes(address(annotateEndpoints.voxels, { params: { labelId, version } }), signal)
  if (!read.ok) return read
  try {
    return {
      ok: true,
      value: new Uint8Array(
        await new Response(new Blob([read.value]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer(),
      ),
    }
  } catch {
    return {
      ok: false,
      problem: { ...noAnswer(200), title: 'The mask cannot be read', detail: `Version ${version} does not unpack.` },
    }
  }
}

/** gzip, then base64: how an edited mask is sent. */
export async function packVoxels(labels: Uint8Array): Promise<string> {
  const packed = new Uint8Array(
    await new Response(new Blob([labels.slice()]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer(),
  )
  let text = ''
  for (let n = 0; n < packed.length; n += 0x8000) text += String.fromCharCode(...packed.subarray(n, n + 0x8000))
  return btoa(text)
}

type Bytes = { ok: true; value: ArrayBuffer; digest?: string | undefined } | { ok: false; problem: Problem }

async function readBytes(url: string, signal?: AbortSignal): Promise<Bytes> {
  try {
    const response = await fetch(url, {
      headers: { 'x-clic': '1' },
      credentials: 'same-origin',
      ...(signal ? { signal } : {}),
    })
    if (response.ok)
      return {
        ok: true,
        value: await response.arrayBuffer(),
        digest: response.headers.get('x-clic-sha256') ?? undefined,
      }
    const parsed = problemSchema.safeParse(await response.json().catch(() => undefined))
    return { ok: false, problem: parsed.success ? parsed.data : noAnswer(response.status) }
  } catch {
    return { ok: false, problem: noAnswer(503) }
  }
}

/** True when the bytes are those that the address names. Browsers offer hashing on secure addresses only; elsewhere the server's word counts. */
async function hasDigest(bytes: ArrayBuffer, sha256: string): Promise<boolean> {
  if (!globalThis.crypto?.subtle) return true
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((one) => one.toString(16).padStart(2, '0')).join('') === sha256
}

function damaged(n: number, of: number): Problem {
  return {
    type: 'urn:clic:problem:object-damaged',
    title: 'An image is damaged',
    status: 502,
    detail: `Image ${n + 1} of ${of} is not what its address says.`,
    next: 'Open the study again; if it stays, tell the operator: the stored file or the connection is damaged.',
  }
}

function noAnswer(status: number): Problem {
  return {
    type: 'urn:clic:problem:unreachable',
    title: 'No answer',
    status,
    detail: 'The server gave no readable answer.',
    next: 'Check that the platform is up and try again.',
  }
}
