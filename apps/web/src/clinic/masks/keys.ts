import type { DrawnBox, Size } from './boxes.ts'
import { nudged } from './boxes.ts'

/** What a key does to the boxes of the frame that is shown. */
export type KeyDoes =
  | { do: 'change'; box: DrawnBox }
  | { do: 'remove' }
  | { do: 'add' }
  | { do: 'select'; id: number | undefined }
  | { do: 'frame'; by: 1 | -1 }

const arrows: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * Arrows move a box, with shift they resize it, with alt by a single pixel. Tab goes from box to box and then on; Delete takes one away, N makes
 * one. Undefined for what the page does with the key.
 */
export function keyDoes(
  event: { key: string; shiftKey: boolean; altKey: boolean; ctrlKey: boolean; metaKey: boolean },
  on: { boxes: readonly DrawnBox[]; selected: DrawnBox | undefined; size: Size },
): KeyDoes | undefined {
  const { boxes, selected, size } = on
  if (event.ctrlKey || event.metaKey) return undefined
  const arrow = arrows[event.key]
  if (arrow && selected) {
    const step = event.altKey ? 1 : Math.max(1, Math.round(size.columns / 200))
    const [x, y] = [arrow[0] * step, arrow[1] * step]
    return { do: 'change', box: nudged(selected, event.shiftKey ? { width: x, height: y } : { x, y }, size) }
  }
  if (event.key === 'Tab') {
    const at = selected ? boxes.indexOf(selected) : event.shiftKey ? boxes.length : -1
    const next = boxes[at + (event.shiftKey ? -1 : 1)]
    return next ? { do: 'select', id: next.id } : undefined
  }
  if ((event.key === 'Delete' || event.key === 'Backspace') && selected) return { do: 'remove' }
  if (event.key === 'n' || event.key === 'N' || event.key === 'Insert') return { do: 'add' }
  if (event.key === 'Escape' && selected) return { do: 'select', id: undefined }
  if (event.key === 'PageDown' || event.key === 'PageUp') return { do: 'frame', by: event.key === 'PageDown' ? 1 : -1 }
  return undefined
}
