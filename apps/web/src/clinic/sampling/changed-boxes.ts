export interface Box {
  x: number
  y: number
  width: number
  height: number
}

const side = 16

/**
 * Rectangles around what differs between two pictures of the same size. Places that are closer than some sixteen pixels share one.
 * `bytes` a pixel.
 */
export function changedBoxes(
  one: Uint8Array,
  other: Uint8Array,
  size: { columns: number; rows: number; bytes: number },
): Box[] {
  const { columns, rows, bytes } = size
  const wide = Math.ceil(columns / side)
  const cells = new Map<number, { left: number; top: number; right: number; bottom: number }>()
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const at = (y * columns + x) * bytes
      let same = true
      for (let k = 0; k < bytes && same; k++) same = one[at + k] === other[at + k]
      if (same) continue
      const key = Math.floor(y / side) * wide + Math.floor(x / side)
      const cell = cells.get(key)
      if (!cell) cells.set(key, { left: x, top: y, right: x, bottom: y })
      else {
        cell.left = Math.min(cell.left, x)
        cell.right = Math.max(cell.right, x)
        cell.bottom = y
      }
    }
  const boxes: Box[] = []
  while (cells.size > 0) {
    const [first] = cells.keys()
    boxes.push(take(cells, first as number, wide))
  }
  return boxes
}

/** The cell and all that touch it, as one rectangle; they are taken out of the map. */
function take(
  cells: Map<number, { left: number; top: number; right: number; bottom: number }>,
  first: number,
  wide: number,
): Box {
  const [open, around] = [[first], { left: Infinity, top: Infinity, right: 0, bottom: 0 }]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const cell = cells.get(key)
    if (!cell) continue
    cells.delete(key)
    around.left = Math.min(around.left, cell.left)
    around.top = Math.min(around.top, cell.top)
    around.right = Math.max(around.right, cell.right)
    around.bottom = Math.max(around.bottom, cell.bottom)
    const column = key % wide
    for (const dy of [-1, 0, 1])
      for (const dx of [-1, 0, 1]) if (column + dx >= 0 && column + dx < wide) open.push(key + dy * wide + dx)
  }
  const { left, top, right, bottom } = around
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }
}
