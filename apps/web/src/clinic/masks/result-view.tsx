import { deidentifyEndpoints, maskEndpoints, type PixelSide, type ReplyOf } from '@clic/contracts'
import { Button, Checkbox, Group, Text } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useDo } from '../../api.ts'
import { Icon } from '../../parts/icon.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useWords } from '../../words/index.tsx'
import { FrameSlider } from '../sampling/frame-sliders.tsx'
import { greysOf } from '../sampling/greys-of.ts'
import type { Greys } from '../sampling/paint-frame.ts'
import { Picture } from '../sampling/picture.tsx'
import sampling from '../sampling/sampling.module.css'
import { StopReason } from '../stop-reason.tsx'
import { boxesOn, type DrawnBox, masksFrom } from './boxes.ts'
import type { Looked } from './mask-page.tsx'
import classes from './masks.module.css'
import { useFrame } from './use-frame.ts'

interface Props {
  of: Looked
  about: PixelSide
  tried: ReplyOf<typeof maskEndpoints.trial>
  boxes: readonly DrawnBox[]
  frame: number
  onFrame: (frame: number) => void
  greys: Greys | undefined
  onGreys: (greys: Greys) => void
  onBack: () => void
  onSent: (sent: { studyId: string; permitId: string; boxes: number }) => void
}

/** The object as it was received beside what would leave of it. Only from here it is let go on. */
export function ResultView({ of, about, tried, boxes, frame, onFrame, greys, onGreys, onBack, onSent }: Props) {
  const { t } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const [outlined, setOutlined] = useState(true)
  const masks = useMemo(() => masksFrom(boxes), [boxes])
  const original = useFrame(of.id, frame, about)
  const result = useFrame(of.id, frame, tried.pixels, masks)
  const own = useMemo(() => (original.values ? greysOf(original.values) : undefined), [original.values])
  const send = useDo(maskEndpoints.draw, { refresh: [deidentifyEndpoints.quarantine, deidentifyEndpoints.progress] })
  const release = async () => {
    const answer = await send.run({ params: { quarantinedId: of.id }, body: { masks } })
    if (answer.ok) onSent(answer.value)
  }
  const loading = original.loading || result.loading
  const here = outlined ? boxesOn(boxes, frame) : []
  return (
    <>
      <h2 ref={heading} tabIndex={-1} style={{ margin: '0 0 10px', fontSize: '1.15rem' }}>
        {t('mask.result')}
      </h2>
      <ProblemNotice problem={send.problem ?? original.problem ?? result.problem} onClose={send.clear} />
      {tried.kept ? (
        <div role="alert" style={{ marginBottom: 14 }}>
          <Text fw={600}>{t('mask.result.kept')}</Text>
          <StopReason reason={tried.kept.reason} next={tried.kept.next} />
        </div>
      ) : (
        <Group gap={8} mb="sm" c="green.8" role="status">
          <Icon name="check" />
          <Text size="sm" fw={500}>
            {t(boxes.length > 0 ? 'mask.result.leaves' : 'mask.result.clean', { n: boxes.length })}
          </Text>
        </Group>
      )}
      <Panel title={t('review.pixels')} lead={t('mask.result.lead')}>
        <div className={sampling['pair']} aria-busy={loading}>
          {(['original', 'result'] as const).map((side) => (
            <Picture
              key={side}
              name={t(`review.${side}`)}
              about={side === 'original' ? about : tried.pixels}
              values={(side === 'original' ? original : result).values}
              greys={greys ?? own?.start}
              onGreys={onGreys}
              range={own?.range ?? 1}
              boxes={[]}
              masked={here}
              region={undefined}
              onRegion={undefined}
            />
          ))}
        </div>
        <div className={classes['tools']}>
          <FrameSlider frame={frame} frames={about.frames} onFrame={onFrame} />
          {boxes.length > 0 ? (
            <Checkbox
              size="sm"
              checked={outlined}
              onChange={(event) => setOutlined(event.currentTarget.checked)}
              label={t('review.masked.outline', { n: boxesOn(boxes, frame).length })}
            />
          ) : null}
        </div>
      </Panel>
      <div className={classes['bar']}>
        <Button
          color="green"
          disabled={loading || tried.kept !== null}
          loading={send.busy}
          onClick={() => void release()}
        >
          {t(boxes.length > 0 ? 'mask.release' : 'mask.release.clean', { n: boxes.length })}
        </Button>
        <Button variant="default" onClick={onBack}>
          {t('mask.again')}
        </Button>
        <Text size="xs" c="gray.7">
          {t('mask.release.why')}
        </Text>
      </div>
    </>
  )
}
