import type { PixelSide } from '@clic/contracts'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/index.tsx'
import { type Greys, painted } from '../sampling/paint-frame.ts'
import { type DrawnBox, inside, type Point, spanned } from './boxes.ts'
import { type KeyDoes, keyDoes } from './keys.ts'
import classes from './masks.module.css'

interface Props {
  about: PixelSide
  values: ArrayLike<number> | undefined
  greys: Greys | undefined
  zoom: number
  /** Of the frame that is shown, in the order of the list. */
  boxes: readonly DrawnBox[]
  selected: DrawnBox | undefined
  /** Boxes are filled as they will be. */
  black: boolean
  onDo: (what: KeyDoes) => void
  onDraw: (box: Pick<DrawnBox, 'x' | 'y' | 'width' | 'height'>) => void
}

type Corner = 'nw' | 'ne' | 'sw' | 'se'
type Drag = { from: Point } & (
  | { what: 'draw' }
  | { what: 'move'; box: DrawnBox }
  | { what: 'size'; fixed: Point; box: DrawnBox }
)

/** The picture with its boxes: drawn, moved and resized by pointer or by keyboard. One stop of the keyboard; Tab goes from box to box in it. */
export function MaskStage({ about, values, greys, zoom, boxes, selected, black, onDo, onDraw }: Props) {
  const { t } = useWords()
  const canvas = useRef<HTMLCanvasElement>(null)
  const stage = useRef<HTMLDivElement>(null)
  const drag = useRef<Drag | undefined>(undefined)
  const [drawn, setDrawn] = useState<Pick<DrawnBox, 'x' | 'y' | 'width' | 'height'>>()
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context || !values || !greys) return
    context.putImageData(new ImageData(painted(values, about, greys), about.columns, about.rows), 0, 0)
  }, [about, values, greys])
  // A chosen box is brought into sight, where the picture is larger than its place.
  const chosen = selected?.id
  useEffect(() => {
    const room = stage.current?.parentElement
    const box = chosen === undefined ? null : stage.current?.querySelector<HTMLElement>('[data-selected]')
    if (!room || !box || drag.current) return
    const [outer, inner] = [room.getBoundingClientRect(), box.getBoundingClientRect()]
    if (inner.right < outer.left + 20 || inner.left > outer.right - 20)
      room.scrollLeft += (inner.left + inner.right - outer.left - outer.right) / 2
    if (inner.bottom < outer.top + 20 || inner.top > outer.bottom - 20)
      room.scrollTop += (inner.top + inner.bottom - outer.top - outer.bottom) / 2
  }, [chosen])
  const at = (event: React.PointerEvent): Point & { reach: number } => {
    const box = stage.current?.getBoundingClientRect() ?? { left: 0, top: 0, width: 1, height: 1 }
    const scale = about.columns / box.width
    return {
      x: Math.round((event.clientX - box.left) * scale),
      y: Math.round(((event.clientY - box.top) / box.height) * about.rows),
      reach: 9 * scale,
    }
  }
  const down = (event: React.PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || !values) return
    event.currentTarget.setPointerCapture(event.pointerId)
    event.currentTarget.focus({ preventScroll: true })
    const point = at(event)
    const corner = selected ? cornerAt(selected, point, point.reach) : undefined
    if (selected && corner) {
      drag.current = { what: 'size', from: point, fixed: opposite(selected, corner), box: selected }
      return
    }
    const hit = boxes.findLast((box) => isIn(box, point))
    if (hit) onDo({ do: 'select', id: hit.id })
    drag.current = hit ? { what: 'move', from: point, box: hit } : { what: 'draw', from: point }
  }
  const move = (event: React.PointerEvent) => {
    const on = drag.current
    if (!on) return
    const point = at(event)
    if (on.what === 'draw') return setDrawn(spanned(on.from, point, about))
    const box =
      on.what === 'move'
        ? { ...on.box, x: on.box.x + point.x - on.from.x, y: on.box.y + point.y - on.from.y }
        : { ...on.box, ...spanned(on.fixed, point, about) }
    onDo({ do: 'change', box: inside(box, about) })
  }
  const up = () => {
    const was = drag.current
    drag.current = undefined
    setDrawn(undefined)
    if (was?.what !== 'draw') return
    // A click beside all boxes only lets the chosen one go.
    if (drawn && drawn.width >= 4 && drawn.height >= 4) onDraw(drawn)
    else onDo({ do: 'select', id: undefined })
  }
  const press = (event: React.KeyboardEvent) => {
    const what = keyDoes(event, { boxes, selected, size: about })
    if (!what) return
    event.preventDefault()
    onDo(what)
  }
  const fit = `min(100%, calc(60vh * ${about.columns / about.rows}))`
  return (
    <div className={classes['stage']}>
      <div
        ref={stage}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
        tabIndex={0}
        aria-label={t('mask.stage')}
        aria-describedby="mask-keys"
        className={classes['picture']}
        style={{ width: zoom === 1 ? fit : `calc(${fit} * ${zoom})`, aspectRatio: `${about.columns} / ${about.rows}` }}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
        onKeyDown={press}
      >
        <canvas
          ref={canvas}
          width={about.columns}
          height={about.rows}
          style={{ imageRendering: about.columns < 200 || zoom >= 4 ? 'pixelated' : 'auto' }}
        />
        {boxes.map((box, i) => (
          <span
            key={box.id}
            className={classes['box']}
            data-kind={box.kind}
            data-selected={box.id === selected?.id || undefined}
            data-black={black || undefined}
            style={placed(box, about)}
            aria-hidden="true"
          >
            <b>{i + 1}</b>
            {box.id === selected?.id ? corners.map((one) => <i key={one} data-corner={one} />) : null}
          </span>
        ))}
        {drawn ? (
          <span className={classes['box']} data-kind="person" style={placed(drawn, about)} aria-hidden="true" />
        ) : null}
      </div>
    </div>
  )
}

const corners: readonly Corner[] = ['nw', 'ne', 'sw', 'se']

function placed(box: Pick<DrawnBox, 'x' | 'y' | 'width' | 'height'>, about: PixelSide): React.CSSProperties {
  const percent = (part: number, of: number) => `${(part / of) * 100}%`
  return {
    left: percent(box.x, about.columns),
    top: percent(box.y, about.rows),
    width: percent(box.width, about.columns),
    height: percent(box.height, about.rows),
  }
}

function isIn(box: DrawnBox, { x, y }: Point): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height
}

function cornerPoint(box: DrawnBox, corner: Corner): Point {
  return {
    x: corner.endsWith('w') ? box.x : box.x + box.width,
    y: corner.startsWith('n') ? box.y : box.y + box.height,
  }
}

function cornerAt(box: DrawnBox, point: Point, reach: number): Corner | undefined {
  return corners.find((one) => {
    const { x, y } = cornerPoint(box, one)
    return Math.abs(x - point.x) <= reach && Math.abs(y - point.y) <= reach
  })
}

function opposite(box: DrawnBox, corner: Corner): Point {
  const across = { nw: 'se', ne: 'sw', sw: 'ne', se: 'nw' } as const
  return cornerPoint(box, across[corner])
}
