import { type Sampling, samplingEndpoints } from '@clic/contracts'
import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useDo, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Facts, Field } from '../../parts/field.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { ToButton } from '../../parts/to.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { BoundCurve } from './bound-curve.tsx'
import { mayDraw, nextStep } from './next-step.ts'
import { ParcelsToRecall } from './parcels-to-recall.tsx'
import { percent } from './policy.ts'
import { RestartSampling } from './restart-sampling.tsx'
import classes from './sampling.module.css'

/** Each project's sampling: what is held, how far the review is, the bound, and what to do. */
export function Samplings() {
  const { t } = useWords()
  const samplings = useAsk(samplingEndpoints.list, {}, { every: 3 })
  return (
    <>
      <PageTitle title={t('sampling.title')} lead={t('sampling.lead')} />
      <Answer of={samplings}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon="eye" title={t('sampling.none')} />
          ) : (
            list.map((one) => <SamplingCard key={one.id} of={one} />)
          )
        }
      </Answer>
    </>
  )
}

const tones = { holding: 'wait', open: 'good', stopped: 'bad' } as const

function SamplingCard({ of }: { of: Sampling }) {
  const { t, code } = useWords()
  const may = useMay()
  const [parcels, setParcels] = useState(false)
  const [restarting, setRestarting] = useState(false)
  const draw = useDo(samplingEndpoints.draw, { refresh: [samplingEndpoints.list] })
  const reviewer = may('sample.review')
  const stopped = of.state === 'stopped'
  return (
    <Panel
      title={of.permitTitle}
      lead={`${t('sampling.source')} ${of.source} · ${of.profile.name}, ${t('profiles.version', { v: of.profile.version })} · ${t('sampling.epoch', { n: of.epoch })}`}
      actions={<StatusBadge state={of.state} tone={tones[of.state]} label={code('sampling.state', of.state)} />}
    >
      <ProblemNotice problem={draw.problem} onClose={draw.clear} />
      <div className={classes['card']}>
        <div>
          <Figures of={of} />
          <div className={classes['next']} data-wrong={stopped || undefined}>
            <strong>{t('sampling.next')}:</strong> {nextStep(of, reviewer, t)}
          </div>
          <Group gap="sm" mt="md">
            {reviewer && of.mayReview && of.waitsForMe > 0 && !stopped ? (
              <ToButton to={`/deidentify/samples/${of.id}`}>{t('sampling.review')}</ToButton>
            ) : null}
            {reviewer && mayDraw(of) ? (
              <Button
                variant={of.waitsForMe > 0 ? 'default' : 'filled'}
                loading={draw.busy}
                onClick={() => void draw.run({ params: { samplingId: of.id } })}
              >
                {t('sampling.draw')}
              </Button>
            ) : null}
            {may('sampling.restart') ? (
              <Button variant={stopped ? 'filled' : 'default'} onClick={() => setRestarting(true)}>
                {t('sampling.restart')}
              </Button>
            ) : null}
            <Button variant="subtle" aria-expanded={parcels} onClick={() => setParcels(!parcels)}>
              {t('sampling.parcels.show')}
            </Button>
          </Group>
        </div>
        <BoundCurve of={of} />
      </div>
      {parcels || stopped ? <ParcelsToRecall samplingId={of.id} /> : null}
      {restarting ? <RestartSampling of={of} onClose={() => setRestarting(false)} /> : null}
    </Panel>
  )
}

function Figures({ of }: { of: Sampling }) {
  const { t, language } = useWords()
  const { limit, every } = of.policy
  return (
    <Facts min={150}>
      <Field label={t('sampling.held')}>{number(of.studies.held, language)}</Field>
      <Field label={t('sampling.left')}>{number(of.studies.left, language)}</Field>
      <Field label={t('sampling.reviewed')}>
        {of.needed > 0
          ? t('sampling.reviewed.of', { done: of.reviewed, needed: of.needed })
          : number(of.reviewed, language)}
      </Field>
      <Field label={t('sampling.leaks')}>{number(of.leaks, language)}</Field>
      <Field label={t('sampling.bound')}>
        {of.reviewed === 0 ? t('sampling.bound.none') : percent(of.bound, language)}
      </Field>
      <Field label={t('sampling.limit')}>
        {limit === 'none' ? t('sampling.limit.none') : percent(limit, language)}
      </Field>
      <Field label={t('sampling.every')}>
        {every === 0 ? t('sampling.every.none') : t('sampling.every.value', { n: every })}
      </Field>
      {of.reason ? <Field label={t('sampling.restart.why')}>{of.reason}</Field> : null}
    </Facts>
  )
}
