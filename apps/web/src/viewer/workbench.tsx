import { authority, type Problem } from '@clic/contracts'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { ServerText } from '../parts/server-text.tsx'
import { useWords } from '../words/index.tsx'
import { type Grid, type Plane, planesOf, type Vector } from './geometry.ts'
import { countChanged, countLabels } from './label-edit.ts'
import { PlaneView } from './plane-view.tsx'
import { Readout } from './readout.tsx'
import { createSignal } from './signal.ts'
import type { Stage } from './stage.ts'
import { StartPanel } from './start-panel.tsx'
import { type Structure, StructuresPanel } from './structures-panel.tsx'
import { Toolbar, toolKeys } from './toolbar.tsx'
import { useMask, useVoxels } from './use-mask.ts'
import { type Label, VersionsPanel } from './versions-panel.tsx'
import { brushLimits, type Patch, resized, tools, type View } from './view.ts'
import classes from './viewer.module.css'
import { windowPresets } from './window.ts'

interface WorkbenchProps {
  studyId: string
  stage: Stage
  grid: Grid
  /** Why the pictures have one plane only; undefined for a volume. */
  whyFlat: string | undefined
  /** What the values are in, where the images say so. */
  unit: string | undefined
  /** How the modality shows the pictures. */
  recorded: { center: number; width: number } | undefined
  /** Pictures a second, of a film. */
  rate: number | undefined
  label: Label | undefined
  version: number | undefined
  onOpen(version: number): void
  mayEdit: boolean
  onUnsaved(unsaved: boolean): void
}

/** The opened study: planes, tools, structures, versions. */
export function Workbench(props: WorkbenchProps) {
  const { stage, grid, unit, recorded, label, version, onOpen, mayEdit, onUnsaved } = props
  const { t, code } = useWords()
  const onlyFor = t('needs.role', {
    roles: authority['label.write'].roles.map((role) => code('role', role)).join(', '),
  })
  const voxels = grid.dims[0] * grid.dims[1] * grid.dims[2]
  const planes = useMemo(() => planesOf(grid), [grid])
  const presets = useMemo(
    () => windowPresets(unit, stage.values, { recorded, coloured: stage.colours !== undefined }),
    [unit, stage, recorded],
  )
  const hover = useMemo(() => createSignal<Vector | undefined>(undefined), [])
  const open = label?.versions.find((one) => one.version === version)
  const wrongSize = useCallback(
    (): Problem => ({
      type: 'urn:clic:problem:mask-size',
      title: t('viewer.mask.wrong'),
      status: 422,
      detail: t('viewer.mask.wrong.detail'),
      next: t('viewer.mask.wrong.next'),
    }),
    [t],
  )
  const mask = useMask(label?.id, version, voxels, wrongSize)
  const { edit, base } = mask
  const [compared, setCompared] = useState<number>()
  const other = useVoxels(label?.id, compared, voxels, wrongSize)
  const [view, setView] = useState<View>(() => startView(grid, presets, open))
  const patch = useCallback(
    (change: Patch) => setView((now) => ({ ...now, ...(typeof change === 'function' ? change(now) : change) })),
    [],
  )
  const whyNotPaint = !mayEdit
    ? onlyFor
    : open === undefined
      ? t('viewer.tool.none')
      : base === undefined
        ? t('viewer.tool.opening')
        : undefined
  const editable = whyNotPaint === undefined
  const settled = useSyncExternalStore(edit.subscribe, () => edit.settled)
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted again when a stroke has ended, not at every move of the brush
  const [changed, counts] = useMemo(
    () => [base ? countChanged(edit.labels, base) : 0, countLabels(edit.labels)] as const,
    [settled, base, edit],
  )
  useEffect(() => onUnsaved(changed > 0), [changed, onUnsaved])
  useCentre(base, grid, patch)
  const ml = grid.stack ? undefined : (grid.spacing[0] * grid.spacing[1] * grid.spacing[2]) / 1000
  const limits = useMemo(() => brushLimits(grid), [grid])
  const film = useFilm(grid, props.rate, patch)
  const structures: Structure[] = (open?.segments ?? []).map((one) => ({
    number: one.number,
    label: one.label,
    voxels: counts[one.number] ?? 0,
    volume: ml === undefined ? undefined : (counts[one.number] ?? 0) * ml,
  }))
  const names = useMemo(() => new Map((open?.segments ?? []).map((one) => [one.number, one.label])), [open])
  const root = useRef<HTMLDivElement>(null)
  const fitAll = () => root.current?.dispatchEvent(new Event('clic-fit'))
  const openVersion = (next: number) => {
    if (
      changed > 0 &&
      edit.labels !== base &&
      next !== version &&
      !isNewest(label, next) &&
      !window.confirm(t('viewer.discard.sure', { n: changed }))
    )
      return
    if (next === compared) setCompared(undefined)
    patch({ layer: 'mask' })
    onOpen(next)
  }
  const key = (event: KeyboardEvent) => {
    if (isTyping(event.target)) return
    const letter = event.key.toLowerCase()
    if (event.ctrlKey || event.metaKey) {
      if (letter === 'z' && !event.shiftKey) edit.undo()
      else if (letter === 'y' || (letter === 'z' && event.shiftKey)) edit.redo()
      else return
    } else if (event.altKey) return
    else if (!act(letter)) return
    event.preventDefault()
  }
  const act = (letter: string): boolean => {
    const tool = tools.find((one) => toolKeys[one].toLowerCase() === letter)
    const number = structures[Number(letter) - 1]?.number
    if (tool) {
      if (editable || (tool !== 'brush' && tool !== 'eraser')) patch({ tool })
    } else if (number !== undefined) patch({ structure: number })
    else if (letter === '[' || letter === ']')
      patch((now) => ({ brush: resized(now.brush, letter === ']' ? limits.step : -limits.step, limits) }))
    else if (letter === 'm') patch((now) => ({ overlay: !now.overlay }))
    else if (letter === 'o') patch((now) => ({ outline: !now.outline }))
    else if (letter === 'i') patch((now) => ({ smooth: !now.smooth }))
    else if (letter === 'x') patch((now) => ({ crosshair: !now.crosshair }))
    else if (letter === 'd') patch((now) => ({ layer: now.layer === 'difference' ? 'mask' : 'difference' }))
    else if (letter === 'f') fitAll()
    else return false
    return true
  }
  const full = presets.find((one) => one.name === 'full')?.window
  const range = full ? full.upper - full.lower : 1000
  const shown = planes.filter((plane) => view.layout === 'all' || plane.name === view.layout)
  const against = compared === undefined ? base : other.labels
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: shortcuts for what is inside; every one of them is a button too
    <div className={classes['viewer']} ref={root} onKeyDown={key}>
      <div className={classes['work']}>
        <Toolbar
          view={view}
          patch={patch}
          presets={presets}
          whyNotPaint={whyNotPaint}
          canUndo={edit.canUndo}
          canRedo={edit.canRedo}
          undo={edit.undo}
          redo={edit.redo}
          fit={fitAll}
          film={film}
        />
        <div className={classes['stage']} data-layout={shown.length === 1 ? 'one' : 'all'}>
          {shown.map((plane: Plane) => (
            <PlaneView
              key={plane.name}
              stage={stage}
              grid={grid}
              plane={plane}
              view={view}
              patch={patch}
              edit={edit}
              against={against}
              hover={hover}
              range={range}
              unit={props.unit}
              editable={editable}
              large={shown.length === 1}
              single={planes.length === 1}
              fitter={root}
              onEnlarge={() => patch({ layout: shown.length === 1 ? 'all' : plane.name })}
            />
          ))}
        </div>
        <Readout
          grid={grid}
          values={stage.values}
          colours={stage.colours}
          unit={props.unit}
          edit={edit}
          hover={hover}
          at={view.at}
          names={names}
        />
        {props.whyFlat === undefined ? null : (
          <p className={classes['note']}>
            {t('viewer.flat')} <ServerText>{props.whyFlat}</ServerText>
          </p>
        )}
        <p id="viewer-keys" hidden>
          {t('viewer.help.spoken')}
        </p>
      </div>
      <aside className={classes['panel']} aria-label={t('viewer.panel')}>
        <ProblemNotice problem={mask.problem ?? other.problem} />
        {label && open ? (
          <>
            <StructuresPanel
              structures={structures}
              view={view}
              patch={patch}
              editable={editable}
              brush={{ limits, flat: grid.stack !== undefined, unit: grid.stack && !grid.stack.measured ? 'px' : 'mm' }}
            />
            <VersionsPanel
              label={label}
              open={open}
              flat={grid.stack !== undefined}
              changed={changed}
              editable={editable}
              onlyFor={mayEdit ? undefined : onlyFor}
              compared={compared}
              layer={view.layer}
              labels={() => edit.labels}
              onOpen={openVersion}
              onCompare={(next) => {
                setCompared(next)
                patch({ layer: next === undefined ? 'mask' : 'difference' })
              }}
              onLayer={(layer) => patch({ layer })}
              onDiscard={() => base && edit.replace(base)}
            />
          </>
        ) : mayEdit ? (
          <StartPanel studyId={props.studyId} />
        ) : (
          <p>{t('viewer.no-mask')}</p>
        )}
      </aside>
    </div>
  )
}

function startView(
  grid: Grid,
  presets: ReturnType<typeof windowPresets>,
  open: Label['versions'][number] | undefined,
): View {
  const first = presets[0]
  const middle = grid.dims.map((size) => Math.floor(size / 2)) as Vector
  return {
    // A mask that was only started is there to be drawn.
    tool: open?.origin === 'started' ? 'brush' : 'navigate',
    at: grid.stack ? [middle[0], middle[1], 0] : middle,
    structure: open?.segments[0]?.number ?? 1,
    brush: { radius: brushLimits(grid).start, shape: 'disc' },
    window: first?.window ?? { lower: 0, upper: 1 },
    preset: first?.name,
    smooth: true,
    overlay: true,
    opacity: 0.35,
    outline: true,
    crosshair: true,
    hidden: new Set(),
    locked: new Set(),
    layer: 'mask',
    layout: 'all',
  }
}

/** Once, when the first mask is there: the planes pass through the middle of it, so that something is seen at once. */
function useCentre(base: Uint8Array | undefined, grid: Grid, patch: (change: Patch) => void): void {
  const done = useRef(false)
  useEffect(() => {
    if (!base || done.current) return
    done.current = true
    const [columns, rows] = grid.dims
    const sum: Vector = [0, 0, 0]
    let marked = 0
    base.forEach((label, n) => {
      if (label === 0) return
      marked++
      sum[0] += n % columns
      sum[1] += Math.floor(n / columns) % rows
      sum[2] += Math.floor(n / (columns * rows))
    })
    if (marked > 0) patch({ at: sum.map((one) => Math.round(one / marked)) as Vector })
  }, [base, grid, patch])
}

/** A film runs at its own rate, at most thirty pictures a second, until it is stopped. */
function useFilm(grid: Grid, rate: number | undefined, patch: (change: Patch) => void) {
  const [playing, setPlaying] = useState(false)
  useEffect(() => {
    if (!playing || !rate) return
    const next = () => patch((now) => ({ at: [now.at[0], now.at[1], (now.at[2] + 1) % grid.dims[2]] }))
    const running = setInterval(next, 1000 / Math.min(rate, 30))
    return () => clearInterval(running)
  }, [playing, rate, grid, patch])
  return rate ? { playing, toggle: () => setPlaying(!playing) } : undefined
}

function isNewest(label: Label | undefined, version: number): boolean {
  return !label?.versions.some((one) => one.version >= version)
}

function isTyping(target: EventTarget): boolean {
  return (
    target instanceof HTMLElement &&
    (target.matches('input:not([type=range]), textarea, select') || target.isContentEditable)
  )
}
