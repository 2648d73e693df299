import type { Compared, PixelSide } from '@clic/contracts'
import { Checkbox, Text } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import { Panel } from '../../parts/panel.tsx'
import { ServerText } from '../../parts/server-text.tsx'
import { useWords } from '../../words/index.tsx'
import { type Box, changedBoxes } from './changed-boxes.ts'
import { FrameSlider, GreySliders } from './frame-sliders.tsx'
import { greysOf } from './greys-of.ts'
import { type Greys, valuesOf } from './paint-frame.ts'
import { Picture } from './picture.tsx'
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
  const own = useMemo(() => (first ? greysOf(first.values) : undefined), [first])
  const [chosen, setChosen] = useState<Greys>()
  const [outlined, setOutlined] = useState(true)
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
  const masked = masksOn(of.masks, frame)
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
            masked={outlined ? masked : []}
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
      {of.masks && of.masks.length > 0 ? (
        <Checkbox
          mt="xs"
          size="sm"
          checked={outlined}
          onChange={(event) => setOutlined(event.currentTarget.checked)}
          label={t('review.masked.outline', { n: masked.length })}
        />
      ) : null}
      <div className={classes['sliders']}>
        <FrameSlider frame={frame} frames={all} onFrame={onFrame} />
        {greys && own && first?.about.samples === 1 ? (
          <GreySliders greys={greys} within={own} onGreys={setChosen} />
        ) : null}
      </div>
    </Panel>
  )
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

function masksOn(masks: Compared['masks'], frame: number): Box[] {
  return (masks ?? [])
    .filter((mask) => mask.from <= frame + 1 && frame + 1 <= mask.to)
    .flatMap((mask) => mask.boxes)
    .map(({ x, y, width, height }) => ({ x, y, width, height }))
}
