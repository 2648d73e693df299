/** A change of some voxels that can be taken back: their numbers, and what they were before and are after. */
interface Stroke {
  at: Uint32Array
  before: Uint8Array
  after: Uint8Array
}

/**
 * The mask while it is edited in the browser: one label a voxel, in the order of the volume. Strokes are collected between `begin`
 * and `end`, so that one drag of the brush is one step of undo.
 */
export interface LabelEdit {
  readonly labels: Uint8Array
  /** Grows with every change; for whoever draws the mask. */
  readonly revision: number
  /** Grows when a stroke has ended, or was taken back: when counting is worth it. */
  readonly settled: number
  readonly canUndo: boolean
  readonly canRedo: boolean
  begin(): void
  /** Gives voxels a label; voxels for which `may` says no keep theirs. */
  paint(voxels: Iterable<number>, label: number, may: (held: number) => boolean): void
  end(): void
  undo(): void
  redo(): void
  /** Replaces the mask (another version was opened); nothing can be taken back after it. */
  replace(labels: Uint8Array): void
  subscribe(listener: () => void): () => void
}

const keptStrokes = 200

export function createLabelEdit(start: Uint8Array): LabelEdit {
  let labels = start.slice()
  let [revision, settled] = [0, 0]
  let undone: Stroke[] = []
  let done: Stroke[] = []
  let open: Map<number, number> | undefined
  const listeners = new Set<() => void>()
  const changed = (ended = true) => {
    revision++
    if (ended) settled++
    for (const listener of listeners) listener()
  }
  const apply = (stroke: Stroke, values: Uint8Array) => {
    stroke.at.forEach((voxel, n) => {
      labels[voxel] = values[n] as number
    })
    changed()
  }
  const end = () => {
    if (open && open.size > 0) {
      const at = Uint32Array.from(open.keys())
      done = [
        ...done,
        { at, before: Uint8Array.from(open.values()), after: Uint8Array.from(at, (voxel) => labels[voxel] as number) },
      ].slice(-keptStrokes)
      undone = []
    }
    open = undefined
    changed()
  }
  return {
    get labels() {
      return labels
    },
    get revision() {
      return revision
    },
    get settled() {
      return settled
    },
    get canUndo() {
      return done.length > 0
    },
    get canRedo() {
      return undone.length > 0
    },
    begin() {
      if (open) end()
      open = new Map()
    },
    paint(voxels, label, may) {
      const stroke = (open ??= new Map())
      for (const voxel of voxels) {
        const held = labels[voxel]
        if (held === undefined || held === label || !may(held)) continue
        if (!stroke.has(voxel)) stroke.set(voxel, held)
        labels[voxel] = label
      }
      changed(false)
    },
    end,
    undo() {
      if (open) end()
      const stroke = done.at(-1)
      if (!stroke) return
      done = done.slice(0, -1)
      undone = [...undone, stroke]
      apply(stroke, stroke.before)
    },
    redo() {
      const stroke = undone.at(-1)
      if (!stroke) return
      undone = undone.slice(0, -1)
      done = [...done, stroke]
      apply(stroke, stroke.after)
    },
    replace(next) {
      labels = next.slice()
      ;[done, undone, open] = [[], [], undefined]
      changed()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** How many voxels differ between two masks. */
export function countChanged(a: Uint8Array, b: Uint8Array): number {
  let sum = 0
  for (let n = 0; n < a.length; n++) if (a[n] !== b[n]) sum++
  return sum
}

/** Voxels of each label; position 0 is the background. */
export function countLabels(labels: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256)
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1
  return counts
}
