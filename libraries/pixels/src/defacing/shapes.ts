import type { Vector } from './head-volume.ts'

const far = 1e12

/**
 * Squared distance of every voxel to the nearest voxel of a mask, in voxels: exact, one axis after the other by the lower envelope of
 * parabolas (Felzenszwalb and Huttenlocher 2012). `of` 0 measures to the nearest voxel outside of the mask.
 */
export function squaredDistance(mask: Uint8Array, [nx, ny, nz]: Vector, of: 0 | 1): Float32Array {
  const distance = new Float32Array(mask.length)
  for (let i = 0; i < mask.length; i++) distance[i] = (mask[i] ? 1 : 0) === of ? 0 : far
  const longest = Math.max(nx, ny, nz)
  const line = new Float64Array(longest)
  const vertex = new Int32Array(longest)
  const edge = new Float64Array(longest + 1)
  const along = (start: number, step: number, n: number) => {
    let any = false
    for (let q = 0; q < n; q++) {
      line[q] = distance[start + q * step]!
      if (line[q]! < far) any = true
    }
    if (!any) return
    let k = -1
    for (let q = 0; q < n; q++) {
      if (line[q]! >= far) continue
      let cross = -far
      while (k >= 0) {
        const v = vertex[k]!
        cross = (line[q]! + q * q - (line[v]! + v * v)) / (2 * (q - v))
        if (cross > edge[k]!) break
        k--
      }
      if (k < 0) cross = -far
      vertex[++k] = q
      edge[k] = cross
      edge[k + 1] = far
    }
    k = 0
    for (let q = 0; q < n; q++) {
      while (edge[k + 1]! < q) k++
      const v = vertex[k]!
      distance[start + q * step] = (q - v) * (q - v) + line[v]!
    }
  }
  for (let row = 0; row < ny * nz; row++) along(row * nx, 1, nx)
  for (let z = 0; z < nz; z++) for (let x = 0; x < nx; x++) along(x + z * nx * ny, nx, ny)
  for (let at = 0; at < nx * ny; at++) along(at, nx * ny, nz)
  return distance
}

/** Voxels of a mask farther than `radius` voxels from its outside. The border of the volume is no outside. */
export function eroded(distanceToOutside: Float32Array, radius: number): Uint8Array {
  const out = new Uint8Array(distanceToOutside.length)
  for (let i = 0; i < out.length; i++) if (distanceToOutside[i]! > radius * radius) out[i] = 1
  return out
}

/** Voxels within `radius` voxels of a mask. */
export function dilated(mask: Uint8Array, dims: Vector, radius: number): Uint8Array {
  const distance = squaredDistance(mask, dims, 1)
  const out = new Uint8Array(mask.length)
  for (let i = 0; i < out.length; i++) if (distance[i]! <= radius * radius) out[i] = 1
  return out
}

/** The largest part of a mask that hangs together by the faces of its voxels. Empty when the mask is. */
export function largestPart(mask: Uint8Array, dims: Vector): Uint8Array {
  const label = new Int32Array(mask.length)
  const stack = new Int32Array(mask.length)
  let [labels, best, most] = [0, 0, 0]
  for (let seed = 0; seed < mask.length; seed++) {
    if (!mask[seed] || label[seed]) continue
    labels++
    const size = flood(mask, dims, label, labels, seed, stack)
    if (size > most) [best, most] = [labels, size]
  }
  const out = new Uint8Array(mask.length)
  if (best > 0) for (let i = 0; i < out.length; i++) if (label[i] === best) out[i] = 1
  return out
}

function flood(
  mask: Uint8Array,
  [nx, ny, nz]: Vector,
  label: Int32Array,
  name: number,
  seed: number,
  stack: Int32Array,
): number {
  let [top, size] = [0, 0]
  const push = (at: number) => {
    if (!mask[at] || label[at]) return
    label[at] = name
    stack[top++] = at
  }
  push(seed)
  while (top > 0) {
    const at = stack[--top]!
    size++
    const x = at % nx
    const y = Math.floor(at / nx) % ny
    const z = Math.floor(at / (nx * ny))
    if (x > 0) push(at - 1)
    if (x < nx - 1) push(at + 1)
    if (y > 0) push(at - nx)
    if (y < ny - 1) push(at + nx)
    if (z > 0) push(at - nx * ny)
    if (z < nz - 1) push(at + nx * ny)
  }
  return size
}
