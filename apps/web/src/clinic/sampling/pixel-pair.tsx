import type { Compared, PixelSide } from '@clic/contracts'
import { Text } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Panel } from '../../parts/panel.tsx'
import { ServerText } from '../../parts/server-text.tsx'
import { dragged, levelOf, windowPresets } from '../../viewer/window.ts'
import { useWords } from '../../words/index.tsx'
import { type Box, changedBoxes } from './changed-boxes.ts'
import { type Greys, painted, valuesOf } from './paint-frame.ts'
import classes from './sampling.module.css'
import { useFrames } from './use-sample.ts'

interface Props {
  of: Compared
  frame: number
  onFrame: (frame: number) => void
  /** A region that is being pointed out; dragging on the result draws it while `onRegion` is given. */
  region: Box | undefined
  onRegion?: ((box: Box) => void) | undefined
  onShown: () => void
}

/** Original and result of one frame, under one window, with frames around what differs. */
export function PixelPair({ of, frame, onFrame, region, onRegion, onShown }: Props) {
  const { t } = useWords()
  const { original, result, reason } = of.pixels
  const frames = useFrames(of.sample.id, frame, { original: original !== null, result: result !== null })
  const loading = frames === undefined
  useEffect(() => {
    if (!loading) onShown()
  }, [loading, onShown])
  const sides = useMemo(
    () => ({
      original: original && frames?.original ? { about: original, values: valuesOf(frames.original, original) } : null,
      result: result && frames?.result ? { about: result, values: valuesOf(frames.result, result) } : null,
    }),
    [frames, original, result],
  )
  const first = sides.original ?? sides.result
  const own = useMemo(
    () => (first ? greysOf(of.sample.modality, first.values) : undefined),
    [first, of.sample.modality],
  )
  const [chosen, setChosen] = useState<Greys>()
  const greys = chosen ?? own?.start
  const boxes = useMemo(() => differing(original, result, frames), [original, result, frames])
  if (!original && !result)
    return (
      <Panel title={t('review.pixels')}>
        <Text size="sm">
          {t('review.pixels.none')} {reason ? <ServerText>{reason}</ServerText> : null}
        </Text>
      </Panel>
    )
  const all = Math.max(original?.frames ?? 1, result?.frames ?? 1)
  return (
    <Panel title={t('review.pixels')} lead={t('review.pixels.lead')}>
      <div className={classes['pair']} aria-busy={loading}>
        {(['original', 'result'] as const).map((side) => (
          <Picture
            key={side}
            name={t(`review.${side}`)}
            about={of.pixels[side]}
            values={sides[side]?.values}
            greys={greys}
            onGreys={setChosen}
            range={own?.range ?? 1}
            boxes={boxes ?? []}
            region={side === 'result' ? region : undefined}
            onRegion={side === 'result' ? onRegion : undefined}
          />
        ))}
      </div>
      {boxes ? (
        <Text size="sm" mt="xs" fw={500}>
          {boxes.length === 0 ? t('review.pixels.same') : t('review.pixels.boxes', { n: boxes.length })}
        </Text>
      ) : null}
      <div className={classes['sliders']}>
        {all > 1 ? (
          <label>
            {t('review.frame', { n: frame + 1, all })}
            <input type="range" min={0} max={all - 1} value={frame} onChange={(e) => onFrame(Number(e.target.value))} />
          </label>
        ) : null}
        {greys && own && first?.about.samples === 1 ? (
          <>
            <label>
              {t('review.level')}
              <input
                type="range"
                min={own.low}
                max={own.low + own.range}
                value={greys.level}
                onChange={(e) => setChosen({ ...greys, level: Number(e.target.value) })}
              />
            </label>
            <label>
              {t('review.width')}
              <input
                type="range"
                min={1}
                max={own.range}
                value={greys.width}
                onChange={(e) => setChosen({ ...greys, width: Number(e.target.value) })}
              />
            </label>
          </>
        ) : null}
      </div>
    </Panel>
  )
}

function greysOf(modality: string, values: ArrayLike<number>): { start: Greys; low: number; range: number } {
  const presets = windowPresets(modality, values)
  const of = (name: string) => presets.find((one) => one.name === name)?.window ?? { lower: 0, upper: 255 }
  const full = of('full')
  return { start: levelOf(of('auto')), low: full.lower, range: Math.max(1, full.upper - full.lower) }
}

function differing(
  original: PixelSide | null,
  result: PixelSide | null,
  frames: ReturnType<typeof useFrames>,
): Box[] | undefined {
  if (!original || !result || !frames?.original || !frames.result) return undefined
  if (frames.original.length !== frames.result.length || original.columns !== result.columns) return undefined
  const bytes = original.samples * (original.bits / 8)
  return changedBoxes(frames.original, frames.result, { columns: original.columns, rows: original.rows, bytes })
}

interface PictureProps {
  name: string
  about: PixelSide | null
  values: ArrayLike<number> | undefined
  greys: Greys | undefined
  onGreys: (greys: Greys) => void
  range: number
  boxes: readonly Box[]
  region: Box | undefined
  onRegion: ((box: Box) => void) | undefined
}

function Picture({ name, about, values, greys, onGreys, range, boxes, region, onRegion }: PictureProps) {
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
            {region ? (
              <rect {...region} fill="none" stroke="#ff5d5d" strokeWidth={2.5} vectorEffect="non-scaling-stroke" />
            ) : null}
          </svg>
        </div>
      </div>
    </figure>
  )
}
