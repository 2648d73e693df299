import { useSyncExternalStore } from 'react'
import { number, withUnit } from '../words/format.ts'
import { useWords } from '../words/index.tsx'
import { type Grid, numberOf, type Vector, worldOf } from './geometry.ts'
import type { LabelEdit } from './label-edit.ts'
import { colourOf } from './plane-pixels.ts'
import type { Signal } from './signal.ts'
import classes from './viewer.module.css'

/** What is under the mouse, or else at the crosshair: voxel, place in the patient in millimetres, grey value, structure. */
export function Readout({
  grid,
  values,
  colours,
  unit,
  edit,
  hover,
  at,
  names,
}: {
  grid: Grid
  values: ArrayLike<number>
  colours: Uint8Array | undefined
  unit: string | undefined
  edit: LabelEdit
  hover: Signal<Vector | undefined>
  at: Vector
  names: ReadonlyMap<number, string>
}) {
  const { t, language } = useWords()
  const pointed = useSyncExternalStore(hover.subscribe, hover.get)
  const voxel = pointed ?? at
  const n = numberOf(grid, voxel)
  const label = edit.labels[n] ?? 0
  const value = values[n] ?? 0
  return (
    <div className={classes['status']} data-testid="readout">
      <span>
        {t(grid.stack ? 'viewer.readout.pixel' : 'viewer.readout.voxel', {
          i: String(voxel[0] + 1),
          j: String(voxel[1] + 1),
          k: String(voxel[2] + 1),
        })}
      </span>
      {grid.stack ? null : <span>{millimetres(worldOf(grid, voxel), (one) => number(one, language, 1))} mm</span>}
      <span>
        {colours
          ? t('viewer.readout.colour', {
              r: String(colours[3 * n] ?? 0),
              g: String(colours[3 * n + 1] ?? 0),
              b: String(colours[3 * n + 2] ?? 0),
            })
          : t('viewer.readout.value', {
              value: withUnit(number(value, language, Number.isInteger(value) ? 0 : 2), unit),
            })}
      </span>
      {label > 0 ? (
        <span style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}>
          <span className={classes['swatch']} style={{ background: `rgb(${colourOf(label).join(' ')})` }} />
          {names.get(label) ?? label}
        </span>
      ) : null}
    </div>
  )
}

function millimetres([x, y, z]: Vector, show: (value: number) => string): string {
  return [
    [x, 'L', 'R'],
    [y, 'P', 'A'],
    [z, 'S', 'I'],
  ]
    .map(([value, plus, minus]) => `${Number(value) >= 0 ? plus : minus} ${show(Math.abs(Number(value)))}`)
    .join('  ')
}
