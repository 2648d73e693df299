import type { PixelSide } from '@clic/contracts'
import { Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { dragged, levelOf } from '../../viewer/window.ts'
import { useWords } from '../../words/index.tsx'
import type { Box } from './changed-boxes.ts'
import { type Greys, painted } from './paint-frame.ts'
import classes from './sampling.module.css'

interface PictureProps {
  name: string
  about: PixelSide | null
  values: ArrayLike<number> | undefined
  greys: Greys | undefined
  onGreys: (greys: Greys) => void
  range: number
  boxes: readonly Box[]
  /** What is masked: outlined otherwise than what differs. */
  masked?: readonly Box[]
  region: Box | undefined
  onRegion: ((box: Box) => void) | undefined
}

/** One frame under a window; dragging moves the window, or draws a region. */
export function Picture({
  name,
  about,
  values,
  greys,
  onGreys,
  range,
  boxes,
  masked = [],
  region,
  onRegion,
}: PictureProps) {
  const { t } = useWords()
  const canvas = useRef<HTMLCanvasElement>(null)
  const drag = useRef<{ x: number; y: number; greys: Greys } | undefined>(undefined)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context || !about || !values || !greys) return
    context.putImageData(new ImageData(painted(values, about, greys), about.columns, about.rows), 0, 0)
  }, [about, values, greys])
  if (!about)
    return (
      <figure className={classes['picture']}>
        <figcaption>{name}</figcaption>
        <Text size="sm">{t('review.pixels.none')}</Text>
      </figure>
    )
  const at = (event: React.PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return {
      x: Math.floor(((event.clientX - box.left) / box.width) * about.columns),
      y: Math.floor(((event.clientY - box.top) / box.height) * about.rows),
    }
  }
  const move = (event: React.PointerEvent<HTMLElement>) => {
    const from = drag.current
    if (!from) return
    if (onRegion) {
      const to = at(event)
      const inside = (value: number, most: number) => Math.min(Math.max(value, 0), most - 1)
      const [x1, x2] = [from.x, to.x].map((x) => inside(x, about.columns)).sort((a, b) => a - b) as [number, number]
      const [y1, y2] = [from.y, to.y].map((y) => inside(y, about.rows)).sort((a, b) => a - b) as [number, number]
      return onRegion({ x: x1, y: y1, width: x2 - x1 + 1, height: y2 - y1 + 1 })
    }
    const { level, width } = from.greys
    const next = dragged(
      { lower: level - width / 2, upper: level + width / 2 },
      event.clientX - from.x,
      event.clientY - from.y,
      range,
    )
    onGreys(levelOf(next))
  }
  return (
    <figure className={classes['picture']}>
      <figcaption>{name}</figcaption>
      <div className={classes['stage']}>
        <div
          className={classes['frame']}
          style={{
            width: `min(100%, calc(46vh * ${about.columns / about.rows}))`,
            aspectRatio: `${about.columns} / ${about.rows}`,
            cursor: onRegion ? 'crosshair' : 'default',
            touchAction: 'none',
          }}
          onPointerDown={(event) => {
            if (!greys) return
            event.currentTarget.setPointerCapture(event.pointerId)
            drag.current = onRegion ? { ...at(event), greys } : { x: event.clientX, y: event.clientY, greys }
          }}
          onPointerMove={move}
          onPointerUp={() => {
            drag.current = undefined
          }}
        >
          <canvas
            ref={canvas}
            width={about.columns}
            height={about.rows}
            role="img"
            aria-label={name}
            style={{ imageRendering: about.columns < 200 ? 'pixelated' : 'auto' }}
          />
          <svg viewBox={`0 0 ${about.columns} ${about.rows}`} preserveAspectRatio="none" aria-hidden="true">
            {boxes.map((box) => (
              <rect
                key={`${box.x} ${box.y}`}
                {...box}
                fill="none"
                stroke="#ffc83d"
                strokeWidth={1.5}
                vectorEffect="non-scaling-stroke"
              />
            ))}
            {masked.map((box, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two boxes may be the same
              <g key={i} fill="none" vectorEffect="non-scaling-stroke">
                <rect {...at4(box)} stroke="#000" strokeWidth={3} vectorEffect="non-scaling-stroke" />
                <rect
                  {...at4(box)}
                  stroke="#62e0ff"
                  strokeWidth={1.5}
                  strokeDasharray="6 4"
                  vectorEffect="non-scaling-stroke"
                />
              </g>
            ))}
            {region ? (
              <rect {...region} fill="none" stroke="#ff5d5d" strokeWidth={2.5} vectorEffect="non-scaling-stroke" />
            ) : null}
          </svg>
        </div>
      </div>
    </figure>
  )
}

const at4 = ({ x, y, width, height }: Box): Box => ({ x, y, width, height })
