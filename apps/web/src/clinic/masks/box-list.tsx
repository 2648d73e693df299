import type { PixelSide } from '@clic/contracts'
import { Button, Checkbox, CloseButton, Group, Text } from '@mantine/core'
import { NumberField } from '../../parts/number-field.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useWords } from '../../words/index.tsx'
import { boxesOn, type DrawnBox } from './boxes.ts'
import classes from './masks.module.css'

interface Props {
  about: PixelSide
  boxes: readonly DrawnBox[]
  frame: number
  selected: DrawnBox | undefined
  /** New boxes are on all frames. */
  everywhere: boolean
  onEverywhere: (everywhere: boolean) => void
  onSelect: (box: DrawnBox) => void
  onChange: (box: DrawnBox) => void
  onRemove: (id: number) => void
  onAdd: () => void
}

/** All boxes in words and numbers: the same work as in the picture, without it. */
export function BoxList({ about, boxes, frame, selected, everywhere, ...on }: Props) {
  const { t, code } = useWords()
  const here = boxesOn(boxes, frame)
  const many = about.frames > 1
  return (
    <Panel
      title={t('mask.boxes', { n: boxes.length })}
      actions={
        <Button size="xs" variant="default" onClick={on.onAdd}>
          {t('mask.new')}
        </Button>
      }
    >
      {many ? (
        <Checkbox
          size="sm"
          mb="sm"
          checked={everywhere}
          onChange={(event) => on.onEverywhere(event.currentTarget.checked)}
          label={t('mask.everywhere')}
        />
      ) : null}
      {boxes.length === 0 ? (
        <Text size="sm" c="gray.7">
          {t('mask.boxes.none')}
        </Text>
      ) : (
        <ol className={classes['list']} aria-label={t('mask.boxes', { n: boxes.length })}>
          {boxes.map((box) => {
            const n = here.indexOf(box) + 1
            return (
              <li key={box.id} data-selected={box.id === selected?.id || undefined}>
                <button
                  type="button"
                  className={classes['pick']}
                  aria-pressed={box.id === selected?.id}
                  onClick={() => on.onSelect(box)}
                >
                  <b>{n > 0 ? n : '–'}</b>
                  <span>
                    {code('mask.kind', box.kind)}
                    {many ? <Text span size="xs" c="gray.7">{` · ${frames(box, about.frames, t)}`}</Text> : null}
                  </span>
                  <small>{`${box.width} × ${box.height}`}</small>
                </button>
                <CloseButton
                  size="sm"
                  mr={6}
                  aria-label={t('mask.remove', { n: n > 0 ? n : boxes.indexOf(box) + 1 })}
                  onClick={() => on.onRemove(box.id)}
                />
              </li>
            )
          })}
        </ol>
      )}
      {selected ? (
        <fieldset style={{ border: 0, padding: 0, margin: '12px 0 0' }}>
          <legend style={{ padding: 0, marginBottom: 6, fontSize: '0.875rem', fontWeight: 600 }}>
            {t('mask.numbers')}
          </legend>
          <div className={classes['numbers']}>
            {(['x', 'y', 'width', 'height', ...(many ? (['from', 'to'] as const) : [])] as const).map((side) => (
              <NumberField
                key={`${selected.id} ${side} ${selected[side]}`}
                size="xs"
                label={t(`mask.${side}`)}
                min={side === 'x' || side === 'y' ? 0 : 1}
                value={selected[side]}
                onChange={(value) => on.onChange({ ...selected, [side]: value })}
              />
            ))}
          </div>
          <Group mt="sm">
            <Button size="xs" variant="default" onClick={() => on.onRemove(selected.id)}>
              {t('mask.remove.this')}
            </Button>
          </Group>
        </fieldset>
      ) : null}
    </Panel>
  )
}

function frames(box: DrawnBox, all: number, t: ReturnType<typeof useWords>['t']): string {
  if (box.from === 1 && box.to === all) return t('mask.frames.all')
  return box.from === box.to
    ? t('mask.frames.one', { n: box.from })
    : t('mask.frames.some', { from: box.from, to: box.to })
}
