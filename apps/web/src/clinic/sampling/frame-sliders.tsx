import { useWords } from '../../words/index.tsx'
import type { Greys } from './paint-frame.ts'

/** Which frame of several is shown; nothing for a single one. Frames count from 0. */
export function FrameSlider(given: { frame: number; frames: number; onFrame: (frame: number) => void }) {
  const { frame, frames, onFrame } = given
  const { t } = useWords()
  if (frames < 2) return null
  return (
    <label>
      {t('review.frame', { n: frame + 1, all: frames })}
      <input
        type="range"
        min={0}
        max={frames - 1}
        value={frame}
        onChange={(event) => onFrame(Number(event.target.value))}
      />
    </label>
  )
}

/** Level and width of the greys of a frame, between the values that it holds (`low` to `low + range`). */
export function GreySliders(given: {
  greys: Greys
  within: { low: number; range: number }
  onGreys: (greys: Greys) => void
}) {
  const { greys, within, onGreys } = given
  const { t } = useWords()
  const slider = (part: 'level' | 'width', min: number, max: number) => (
    <label>
      {t(`review.${part}`)}
      <input
        type="range"
        min={min}
        max={max}
        value={greys[part]}
        onChange={(event) => onGreys({ ...greys, [part]: Number(event.target.value) })}
      />
    </label>
  )
  return (
    <>
      {slider('level', within.low, within.low + within.range)}
      {slider('width', 1, within.range)}
    </>
  )
}
