import { type Compared, type Sample, type SampleAnswer, samplingEndpoints } from '@clic/contracts'
import { Button, Skeleton, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useAsk, useDo } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ProgressLine } from '../../parts/progress-line.tsx'
import { ToButton } from '../../parts/to.tsx'
import { useWords } from '../../words/index.tsx'
import type { Box } from './changed-boxes.ts'
import { LeakForm } from './leak-form.tsx'
import { PixelPair } from './pixel-pair.tsx'
import classes from './sampling.module.css'
import { TextTable } from './text-table.tsx'
import { useSample } from './use-sample.ts'

/** Original beside result, one sample after the other, for one of the two people who answer. */
export function Review() {
  const { samplingId = '' }: { samplingId?: string } = useParams({ strict: false })
  const { t } = useWords()
  const samples = useAsk(samplingEndpoints.samples, { params: { samplingId } }, { every: 15 })
  return (
    <>
      <PageTitle title={t('review.title')} lead={t('review.recorded')} />
      <Answer of={samples}>{(list) => <OneByOne samples={list} />}</Answer>
    </>
  )
}

function OneByOne({ samples }: { samples: readonly Sample[] }) {
  const { t } = useWords()
  const [skipped, setSkipped] = useState<readonly string[]>([])
  const open = samples.filter((one) => one.mine === null && one.state === 'waiting')
  const now = open.find((one) => !skipped.includes(one.id)) ?? open[0]
  const looked = useSample(now?.id)
  const mine = samples.filter((one) => one.mine !== null).length
  if (!now)
    return (
      <EmptyState icon="check" title={t('review.none')}>
        <Text size="sm" mb="md">
          {t('review.none.why')}
        </Text>
        <ToButton to="/deidentify/samples">{t('review.back')}</ToButton>
      </EmptyState>
    )
  return (
    <>
      <ProgressLine label={t('review.progress')} done={mine} total={mine + open.length} />
      <div style={{ height: 14 }} />
      <ProblemNotice problem={looked.problem} />
      {looked.compared ? (
        <Comparison
          key={now.id}
          of={looked.compared}
          onSkip={open.length > 1 ? () => setSkipped([...skipped.filter((id) => id !== now.id), now.id]) : undefined}
        />
      ) : looked.problem ? null : (
        <div aria-busy="true" role="status" aria-label={t('loading')}>
          <Skeleton height={280} />
        </div>
      )}
    </>
  )
}

function Comparison({ of, onSkip }: { of: Compared; onSkip: (() => void) | undefined }) {
  const { t } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  const [frame, setFrame] = useState(0)
  const [shown, setShown] = useState(of.pixels.original === null && of.pixels.result === null)
  const [leaking, setLeaking] = useState(false)
  const [region, setRegion] = useState<Box>()
  const answer = useDo(samplingEndpoints.answer, { refresh: [samplingEndpoints.samples, samplingEndpoints.list] })
  const say = (body: SampleAnswer) => void answer.run({ params: { sampleId: of.sample.id }, body })
  const ready = shown && !answer.busy
  const seen = useCallback(() => setShown(true), [])
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    window.scrollTo({ top: 0 })
  }, [])
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !event.ctrlKey || event.repeat) return
      event.preventDefault()
      if (event.shiftKey) setLeaking(true)
      else if (ready && !leaking) say({ seen: false })
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
  return (
    <>
      <h2 ref={heading} tabIndex={-1} style={{ margin: '0 0 12px', fontSize: '1.15rem' }}>
        {t('review.n', { n: of.sample.n })} · {of.sample.modality}
      </h2>
      <ProblemNotice problem={answer.problem} onClose={answer.clear} />
      {leaking ? (
        <LeakForm
          of={of}
          frame={frame}
          region={region}
          onRegion={setRegion}
          busy={answer.busy}
          onSend={say}
          onCancel={() => {
            setLeaking(false)
            setRegion(undefined)
            heading.current?.focus({ preventScroll: true })
          }}
        />
      ) : null}
      <PixelPair
        of={of}
        frame={frame}
        onFrame={setFrame}
        region={region}
        onRegion={leaking && region ? setRegion : undefined}
        onShown={seen}
      />
      <TextTable of={of} />
      {leaking ? null : (
        <div className={classes['bar']}>
          <Button color="green" disabled={!ready} loading={answer.busy} onClick={() => say({ seen: false })}>
            {t('review.seen.nothing')}
          </Button>
          <Button color="brick" variant="outline" onClick={() => setLeaking(true)}>
            {t('review.seen.something')}
          </Button>
          {onSkip ? (
            <Button variant="subtle" onClick={onSkip}>
              {t('review.skip')}
            </Button>
          ) : null}
          <Text size="xs" c="gray.7">
            {t('review.keys')}
          </Text>
        </div>
      )}
    </>
  )
}
