import { describe, expect, it } from 'vitest'
import { boxesFrom, boxesOn, inside, masksFrom, nudged, spanned, withFound } from '../src/clinic/masks/boxes.ts'
import { keyDoes } from '../src/clinic/masks/keys.ts'

const size = { columns: 400, rows: 300, frames: 5 }
const text = { kind: 'text' as const, x: 10, y: 20, width: 100, height: 12 }
const [box] = boxesFrom([{ from: 2, to: 3, boxes: [text] }])
if (!box) throw new Error('no box')
const press = (key: string, more: Partial<Record<'shiftKey' | 'altKey' | 'ctrlKey', boolean>> = {}) => ({
  key,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...more,
})

describe('boxes that are worked on', () => {
  it('go out as they came in, those of the same frames together', () => {
    const masks = [
      { from: 1, to: 5, boxes: [text, { ...text, y: 60 }] },
      { from: 2, to: 2, boxes: [{ ...text, kind: 'face' as const }] },
    ]
    expect(masksFrom(boxesFrom(masks))).toEqual(masks)
  })

  it('are stretched over the frames on which the reader finds them again, and stay inside of the picture', () => {
    const found = withFound(withFound([box], [{ ...text, x: 12 }], { from: 5, to: 5 }), [{ ...text, y: 200 }], {
      from: 1,
      to: 1,
    })
    expect(found.map(({ from, to, y }) => [from, to, y])).toEqual([
      [2, 5, 20],
      [1, 1, 200],
    ])
    expect(boxesOn(found, 0)).toHaveLength(1)
    expect(inside({ ...box, x: 390, y: -4, from: 0, to: 9 }, size)).toMatchObject({ x: 300, y: 0, from: 1, to: 5 })
    expect(nudged({ ...box, width: 2 }, { width: -9 }, size).width).toBe(1)
    expect(spanned({ x: 50, y: 80 }, { x: -5, y: 999 }, size)).toEqual({ x: 0, y: 80, width: 50, height: 220 })
  })

  it('follow the keys: a step, a single pixel, larger, and from one to the next without catching the keyboard', () => {
    const on = { boxes: [box], selected: box, size }
    expect(keyDoes(press('ArrowLeft'), on)).toMatchObject({ do: 'change', box: { x: 8 } })
    expect(keyDoes(press('ArrowLeft', { altKey: true }), on)).toMatchObject({ do: 'change', box: { x: 9 } })
    expect(keyDoes(press('ArrowDown', { shiftKey: true }), on)).toMatchObject({ do: 'change', box: { height: 14 } })
    expect(keyDoes(press('Delete'), on)).toEqual({ do: 'remove' })
    expect(keyDoes(press('Tab'), { ...on, selected: undefined })).toEqual({ do: 'select', id: box.id })
    expect(keyDoes(press('Tab'), on)).toBeUndefined()
    expect(keyDoes(press('Tab', { shiftKey: true }), on)).toBeUndefined()
    expect(keyDoes(press('n', { ctrlKey: true }), on)).toBeUndefined()
    expect(keyDoes(press('PageDown'), on)).toEqual({ do: 'frame', by: 1 })
  })
})
