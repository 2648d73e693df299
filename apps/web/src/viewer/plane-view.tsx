import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { withUnit } from '../words/format.ts'
import { useWords } from '../words/index.tsx'
import { brushVoxels, strokePlaces } from './brush.ts'
import { drawOverlay } from './draw-overlay.ts'
import {
  type Grid,
  nearestVoxel,
  type Plane,
  type Point,
  pixelOf,
  sideLetters,
  sizeOf,
  type Vector,
  voxelAt,
} from './geometry.ts'
import type { LabelEdit } from './label-edit.ts'
import { placementOf, toPixel } from './placement.ts'
import type { Signal } from './signal.ts'
import type { PlaneStage, Stage } from './stage.ts'
import type { Patch, Tool, View } from './view.ts'
import classes from './viewer.module.css'
import { dragged, levelOf } from './window.ts'

interface PlaneViewProps {
  stage: Stage
  grid: Grid
  plane: Plane
  view: View
  patch(change: Patch): void
  edit: LabelEdit
  against: Uint8Array | undefined
  hover: Signal<Vector | undefined>
  /** What the values are in, where the images say so. */
  unit: string | undefined
  /** Span of the picture’s values, for dragging the window. */
  range: number
  /** Masks can be painted: the person may, and a mask is open. */
  editable: boolean
  large: boolean
  /** The study has one plane only: there is nothing to enlarge. */
  single: boolean
  /** An event `clic-fit` on it asks every plane to show its whole slice. */
  fitter: RefObject<HTMLElement | null>
  onEnlarge(): void
}

interface Drag {
  tool: Tool
  last: Point
  /** Voxel of the last stroke. */
  voxel: Vector
}

/** One plane: Cornerstone draws the image, the canvas above it the mask; mouse, pen and keyboard act here. */
export function PlaneView(props: PlaneViewProps) {
  const { stage, grid, plane, view, patch, edit, hover } = props
  const { t } = useWords()
  const element = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const drag = useRef<Drag>(undefined)
  const [shown, setShown] = useState<PlaneStage>()
  const [focused, setFocused] = useState(false)
  const slice = view.at[plane.through]
  const { slices } = sizeOf(grid, plane)
  const painting = props.editable && (view.tool === 'brush' || view.tool === 'eraser') && view.layer !== 'compared'
  const latest = useRef(props)
  latest.current = props
  const pointed = useRef<Vector>(undefined)

  const draw = useCallback(() => {
    const now = latest.current
    if (!canvas.current || !shown) return
    const at = now.view.at[now.plane.through]
    const brushes = now.editable && (now.view.tool === 'brush' || now.view.tool === 'eraser')
    const brushAt = brushes ? (pointed.current ?? (focused ? now.view.at : undefined)) : undefined
    const ratio = window.devicePixelRatio || 1
    drawOverlay(
      canvas.current,
      {
        grid,
        plane,
        slice: at,
        placement: placementOf(grid, plane, at, shown.toCanvas),
        view: now.view,
        labels: now.edit.labels,
        against: now.against,
        brushAt,
      },
      ratio,
    )
  }, [shown, grid, plane, focused])
  const drawSoon = useOncePerFrame(draw)

  useEffect(() => {
    const host = element.current
    if (!host) return
    let open: PlaneStage | undefined
    let left = false
    stage.show(host, plane).then((made) => {
      if (left) return made.close()
      open = made
      setShown(made)
    })
    return () => {
      left = true
      setShown(undefined)
      open?.close()
    }
  }, [stage, plane])

  useEffect(() => shown?.showSlice(slice), [shown, slice])
  useEffect(() => shown?.showWindow(view.window), [shown, view.window])
  useEffect(() => shown?.interpolate(view.smooth), [shown, view.smooth])
  useEffect(() => edit.subscribe(drawSoon), [edit, drawSoon])
  // Whatever of the view has changed, the mask is drawn anew after the image.
  useEffect(drawSoon)
  const fit = useCallback(() => {
    shown?.fit()
    drawSoon()
  }, [shown, drawSoon])
  useEffect(() => {
    const asked = props.fitter.current
    asked?.addEventListener('clic-fit', fit)
    return () => asked?.removeEventListener('clic-fit', fit)
  }, [fit, props.fitter])
  useEffect(() => {
    const host = element.current
    if (!host || !shown) return
    const watch = new ResizeObserver(() => {
      const ratio = window.devicePixelRatio || 1
      if (canvas.current)
        [canvas.current.width, canvas.current.height] = [
          Math.round(host.clientWidth * ratio),
          Math.round(host.clientHeight * ratio),
        ]
      shown.resize()
      drawSoon()
    })
    watch.observe(host)
    return () => watch.disconnect()
  }, [shown, drawSoon])

  /** Voxel under a place of the canvas, with fractions in the plane. */
  const voxelUnder = useCallback(
    (at: Point): Vector => {
      const now = latest.current.view.at[plane.through]
      return shown ? voxelAt(grid, plane, toPixel(placementOf(grid, plane, now, shown.toCanvas), at), now) : [0, 0, now]
    },
    [shown, grid, plane],
  )
  const inside = (voxel: Vector) => {
    const [x, y] = pixelOf(grid, plane, voxel)
    const { width, height } = sizeOf(grid, plane)
    return x > -0.5 && y > -0.5 && x < width - 0.5 && y < height - 0.5
  }
  const move = (by: number) =>
    patch((now) => ({
      at: nearestVoxel(grid, now.at.map((at, axis) => (axis === plane.through ? at + by : at)) as Vector),
    }))

  useEffect(() => {
    const host = canvas.current
    if (!host || !shown) return
    const wheel = (event: WheelEvent) => {
      event.preventDefault()
      if (event.ctrlKey) {
        shown.zoomBy(event.deltaY < 0 ? 1.15 : 1 / 1.15, [event.offsetX, event.offsetY])
        return drawSoon()
      }
      const by = event.deltaY > 0 ? 1 : -1
      latest.current.patch((now) => ({
        at: nearestVoxel(grid, now.at.map((at, axis) => (axis === plane.through ? at + by : at)) as Vector),
      }))
    }
    host.addEventListener('wheel', wheel, { passive: false })
    return () => host.removeEventListener('wheel', wheel)
  }, [shown, grid, plane, drawSoon])

  const stroke = (places: Vector[]) => {
    const label = view.tool === 'brush' ? view.structure : 0
    const may =
      view.tool === 'brush'
        ? (held: number) => !view.locked.has(held)
        : (held: number) => held === view.structure && !view.locked.has(held)
    if (view.locked.has(view.structure)) return
    for (const place of places)
      edit.paint(
        brushVoxels(grid, place, view.brush.radius, { kind: view.brush.shape, through: plane.through }),
        label,
        may,
      )
  }

  const down = (event: PointerEvent<HTMLCanvasElement>) => {
    const at: Point = [event.nativeEvent.offsetX, event.nativeEvent.offsetY]
    const tool: Tool =
      event.button === 1 ? 'pan' : event.button === 2 ? 'window' : event.shiftKey && !painting ? 'pan' : view.tool
    if ((tool === 'brush' || tool === 'eraser') && !painting) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const voxel = voxelUnder(at)
    drag.current = { tool, last: at, voxel }
    if (tool === 'navigate' && inside(voxel)) patch({ at: nearestVoxel(grid, voxel) })
    if (tool === 'brush' || tool === 'eraser') {
      edit.begin()
      stroke([voxel])
    }
  }

  const moved = (event: PointerEvent<HTMLCanvasElement>) => {
    const at: Point = [event.nativeEvent.offsetX, event.nativeEvent.offsetY]
    const voxel = voxelUnder(at)
    pointed.current = inside(voxel) ? voxel : undefined
    hover.set(pointed.current && nearestVoxel(grid, pointed.current))
    const held = drag.current
    if (held && shown) {
      const [dx, dy] = [at[0] - held.last[0], at[1] - held.last[1]]
      if (held.tool === 'navigate') patch({ at: nearestVoxel(grid, voxel) })
      else if (held.tool === 'window')
        patch((now) => ({ window: dragged(now.window, dx, dy, props.range), preset: undefined }))
      else if (held.tool === 'pan') shown.panBy(dx, dy)
      else if (held.tool === 'zoom') shown.zoomBy(1.01 ** -dy, at)
      else stroke(strokePlaces(held.voxel, voxel))
      drag.current = { ...held, last: at, voxel }
    }
    drawSoon()
  }

  const up = () => {
    if (drag.current?.tool === 'brush' || drag.current?.tool === 'eraser') edit.end()
    drag.current = undefined
  }

  const key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const steps: Record<string, Point> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
    const step = steps[event.key]
    const size = event.shiftKey ? 5 : 1
    if (step) {
      const [x, y] = pixelOf(grid, plane, view.at)
      patch({ at: nearestVoxel(grid, voxelAt(grid, plane, [x + step[0] * size, y + step[1] * size], slice)) })
    } else if (event.key === 'PageUp') move(-size)
    else if (event.key === 'PageDown') move(size)
    else if (event.key === ' ') {
      if (painting) {
        edit.begin()
        stroke([view.at])
        edit.end()
      }
    } else if (event.key === '+' || event.key === '-') zoom(event.key === '+' ? 1.25 : 0.8)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const zoom = (factor: number) => {
    if (!shown || !element.current) return
    shown.zoomBy(factor, [element.current.clientWidth / 2, element.current.clientHeight / 2])
    drawSoon()
  }

  const letters = useMemo(() => sideLetters(grid, plane), [grid, plane])
  const { level, width: span } = levelOf(view.window)
  const name = t(`viewer.plane.${plane.name}`)

  return (
    <div className={classes['plane']} data-plane={plane.name} data-large={props.large}>
      <div
        className={classes['picture']}
        role="application"
        aria-label={t(grid.stack ? 'viewer.frame.label' : 'viewer.plane.label', {
          plane: name,
          slice: slice + 1,
          of: slices,
        })}
        aria-describedby="viewer-keys"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture is worked on with the keyboard
        tabIndex={0}
        onKeyDown={key}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
      >
        <div className={classes['host']} ref={element} data-layer="image" data-ready={shown !== undefined} />
        <canvas
          className={classes['overlay']}
          ref={canvas}
          data-layer="labels"
          data-tool={view.tool}
          onPointerDown={down}
          onPointerMove={moved}
          onPointerUp={up}
          onPointerCancel={up}
          onContextMenu={(event) => event.preventDefault()}
          onPointerLeave={() => {
            pointed.current = undefined
            hover.set(undefined)
            drawSoon()
          }}
        />
        {(['left', 'right', 'top', 'bottom'] as const).map((side) => (
          <span key={side} className={classes['letter']} data-side={side} aria-hidden>
            {letters[side]}
          </span>
        ))}
      </div>
      <div className={classes['caption']}>
        <span>{name}</span>
        <span className={classes['numbers']}>
          {slice + 1} / {slices}
        </span>
        <span className={classes['numbers']}>
          {t('viewer.levels', {
            level: Math.round(level),
            width: withUnit(String(Math.round(span)), props.unit),
          })}
        </span>
        <span className={classes['buttons']}>
          <PlaneButton label={t('viewer.zoom.in')} onClick={() => zoom(1.25)}>
            +
          </PlaneButton>
          <PlaneButton label={t('viewer.zoom.out')} onClick={() => zoom(0.8)}>
            −
          </PlaneButton>
          <PlaneButton label={t('viewer.fit')} onClick={fit}>
            ⤢
          </PlaneButton>
          {props.single ? null : (
            <PlaneButton
              label={props.large ? t('viewer.layout.all') : t('viewer.layout.enlarge', { plane: name })}
              onClick={props.onEnlarge}
            >
              {props.large ? '⊞' : '□'}
            </PlaneButton>
          )}
        </span>
      </div>
      <input
        className={classes['scroll']}
        type="range"
        min={0}
        max={slices - 1}
        value={slice}
        aria-label={grid.stack ? t('viewer.frame.slider') : t('viewer.slice', { plane: name })}
        onChange={(event) => move(Number(event.currentTarget.value) - slice)}
        disabled={slices < 2}
      />
    </div>
  )
}

function PlaneButton({ label, onClick, children }: { label: string; onClick(): void; children: string }) {
  return (
    <button type="button" className={classes['small']} aria-label={label} title={label} onClick={onClick}>
      {children}
    </button>
  )
}

/** Runs at most once a frame, however often it is asked for. */
function useOncePerFrame(run: () => void): () => void {
  const latest = useRef(run)
  latest.current = run
  const frame = useRef(0)
  useEffect(() => () => cancelAnimationFrame(frame.current), [])
  return useCallback(() => {
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => latest.current())
  }, [])
}
