import { Group, Paper, SegmentedControl, Slider, Switch, Text, Title } from '@mantine/core'
import { number } from '../words/format.ts'
import { useWords } from '../words/index.tsx'
import type { BrushShape } from './brush.ts'
import { colourOf } from './plane-pixels.ts'
import { ToolIcon } from './tool-icon.tsx'
import { type BrushLimits, type Patch, toggled, type View } from './view.ts'
import classes from './viewer.module.css'

export interface Structure {
  number: number
  label: string
  voxels: number
  /** Millilitres; of pictures beside each other none. */
  volume: number | undefined
}

/** The structures of the mask: chosen for painting, hidden, or locked against changes. */
export function StructuresPanel({
  structures,
  view,
  patch,
  editable,
  brush,
}: {
  structures: Structure[]
  view: View
  patch(change: Patch): void
  editable: boolean
  /** `flat`: pictures beside each other, through which no ball reaches; `unit` is what its size is said in. */
  brush: { limits: BrushLimits; flat: boolean; unit: 'mm' | 'px' }
}) {
  const { t, language } = useWords()
  return (
    <Paper p="sm" component="section" aria-labelledby="viewer-structures">
      <Title order={2} id="viewer-structures" mb={4}>
        {t('viewer.structures')}
      </Title>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {structures.map((one) => {
          const [isHidden, isLocked, active] = [
            view.hidden.has(one.number),
            view.locked.has(one.number),
            view.structure === one.number,
          ]
          return (
            <li key={one.number} className={classes['structure']} data-active={active}>
              <button
                type="button"
                className={classes['choose']}
                aria-pressed={active}
                onClick={() => patch({ structure: one.number })}
              >
                <span className={classes['swatch']} style={{ background: `rgb(${colourOf(one.number).join(' ')})` }} />
                <span style={{ minWidth: 0 }}>
                  <Text size="sm" fw={active ? 600 : 500} lineClamp={2}>
                    {one.label}
                  </Text>
                  <Text size="xs" c="gray.7">
                    {one.volume === undefined
                      ? t('viewer.structure.pixels', { pixels: one.voxels })
                      : t('viewer.structure.size', { voxels: one.voxels, ml: number(one.volume, language, 2) })}
                  </Text>
                </span>
              </button>
              <ToggleButton
                label={t(isHidden ? 'viewer.structure.show' : 'viewer.structure.hide', { name: one.label })}
                icon={isHidden ? 'hidden' : 'eye'}
                pressed={isHidden}
                onClick={() => patch({ hidden: toggled(view.hidden, one.number) })}
              />
              {editable ? (
                <ToggleButton
                  label={t(isLocked ? 'viewer.structure.unlock' : 'viewer.structure.lock', { name: one.label })}
                  icon={isLocked ? 'lock' : 'unlocked'}
                  pressed={isLocked}
                  onClick={() => patch({ locked: toggled(view.locked, one.number) })}
                />
              ) : null}
            </li>
          )
        })}
      </ul>
      <Group gap="md" mt="xs" px={8} wrap="nowrap">
        <Switch
          size="sm"
          label={t('viewer.mask')}
          checked={view.overlay}
          onChange={(event) => patch({ overlay: event.currentTarget.checked })}
        />
        <Switch
          size="sm"
          label={t('viewer.outline')}
          checked={view.outline}
          disabled={!view.overlay}
          onChange={(event) => patch({ outline: event.currentTarget.checked })}
        />
      </Group>
      <Group gap="sm" mt="sm" px={8} wrap="nowrap">
        <Text size="xs" fw={500} w={96}>
          {t('viewer.opacity')}
        </Text>
        <Slider
          flex={1}
          size="sm"
          min={0}
          max={1}
          step={0.05}
          value={view.opacity}
          onChange={(opacity) => patch({ opacity })}
          label={(value) => `${Math.round(value * 100)} %`}
          thumbLabel={t('viewer.opacity')}
          disabled={!view.overlay}
        />
      </Group>
      {editable ? <BrushControls view={view} patch={patch} of={brush} /> : null}
    </Paper>
  )
}

/** Always there, so that nothing moves when the brush is taken. */
function BrushControls({
  view,
  patch,
  of,
}: {
  view: View
  patch(change: Patch): void
  of: { limits: BrushLimits; flat: boolean; unit: 'mm' | 'px' }
}) {
  const { t, language } = useWords()
  const { brush } = view
  return (
    <>
      <Group gap="sm" mt="sm" px={8} wrap="nowrap">
        <Text size="xs" fw={500} w={96}>
          {t(of.unit === 'mm' ? 'viewer.brush.size' : 'viewer.brush.pixels', {
            mm: number(brush.radius * 2, language),
          })}
        </Text>
        <Slider
          flex={1}
          size="sm"
          min={of.limits.least}
          max={of.limits.most}
          step={of.limits.step}
          value={brush.radius}
          onChange={(radius) => patch({ brush: { ...brush, radius } })}
          label={null}
          thumbLabel={t(of.unit === 'mm' ? 'viewer.brush.size.label' : 'viewer.brush.pixels.label')}
        />
      </Group>
      {of.flat ? null : (
        <SegmentedControl
          fullWidth
          size="xs"
          mt="sm"
          value={brush.shape}
          onChange={(shape) => patch({ brush: { ...brush, shape: shape as BrushShape } })}
          data={[
            { value: 'disc', label: t('viewer.brush.disc') },
            { value: 'ball', label: t('viewer.brush.ball') },
          ]}
          aria-label={t('viewer.brush.shape')}
        />
      )}
    </>
  )
}

function ToggleButton({
  label,
  icon,
  pressed,
  onClick,
}: {
  label: string
  icon: 'eye' | 'hidden' | 'lock' | 'unlocked'
  pressed: boolean
  onClick(): void
}) {
  return (
    <button
      type="button"
      className={classes['tool']}
      aria-label={label}
      title={label}
      data-on={pressed}
      onClick={onClick}
    >
      <ToolIcon name={icon} />
    </button>
  )
}
