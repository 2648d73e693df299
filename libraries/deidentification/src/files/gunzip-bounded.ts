/** Fetched when something is packed: most runs have nothing that is. */
const zlib = () => process.getBuiltinModule('node:zlib')

/** More than this after unpacking is no image of ours but a bomb. */
const mostBytes = 4 << 30

/** Unpacks a gzip file; undefined when it is broken, or grows beyond `most`. */
export function gunzipBounded(bytes: Uint8Array, most = mostBytes): Buffer | undefined {
  return guarded(() => zlib().gunzipSync(bytes, { maxOutputLength: most }))
}

/** Unpacks a zlib stream; undefined when it is broken, or grows beyond `most`. */
export function inflateBounded(bytes: Uint8Array, most: number): Buffer | undefined {
  return guarded(() => zlib().inflateSync(bytes, { maxOutputLength: most }))
}

/** The first bytes of a gzip file whose rest need not be there; empty when it cannot be read. */
export function gunzipHead(bytes: Uint8Array, count: number): Buffer {
  const whole = guarded(() =>
    zlib().gunzipSync(bytes, { finishFlush: zlib().constants.Z_SYNC_FLUSH, maxOutputLength: 64 << 20 }),
  )
  return whole?.subarray(0, count) ?? Buffer.alloc(0)
}

function guarded(unpack: () => Buffer): Buffer | undefined {
  try {
    return unpack()
  } catch {
    return undefined
  }
}
