import { developEndpoints } from '@clic/contracts'
import { useAsk, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Facts, Field } from '../../parts/field.tsx'
import { Hash } from '../../parts/hash.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { To, ToButton } from '../../parts/to.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'

/** What training made: weights, and everything that is needed to say where they came from. */
export function CandidatesPage() {
  const { t, language } = useWords()
  const may = useMay()
  const candidates = useAsk(developEndpoints.candidates, {}, { every: 5 })
  const runs = useAsk(developEndpoints.list, {})
  return (
    <>
      <PageTitle
        title={t('candidate.title')}
        lead={t('candidate.lead')}
        actions={
          may('product.register') ? (
            <ToButton to="/register" variant="light">
              {t('candidate.register')}
            </ToButton>
          ) : null
        }
      />
      <Answer of={candidates}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon="develop" title={t('candidate.empty')}>
              {t('candidate.empty.why')}
            </EmptyState>
          ) : (
            rows.map((one) => (
              <Panel
                key={one.id}
                title={runs.data?.find((run) => run.id === one.runId)?.name ?? t('candidate.one')}
                lead={<TimeText at={one.madeAt} />}
                actions={<To to={`/develop/runs/${one.runId}`}>{t('candidate.run')}</To>}
              >
                <Facts min={210}>
                  <Field label={t('candidate.dice')}>
                    {one.tuneDice === null ? '–' : number(one.tuneDice, language, 3)}
                  </Field>
                  <Field label={t('candidate.weights')}>
                    <Hash value={one.weightsSha256} what={t('candidate.weights')} length={16} />
                  </Field>
                  <Field label={t('dataset.root')}>
                    <Hash value={one.dataRoot} what={t('dataset.root')} length={16} />
                  </Field>
                  <Field label={t('candidate.commit')}>
                    <Hash value={one.codeCommit} what={t('candidate.commit')} length={12} />
                  </Field>
                  <Field label={t('candidate.lock')}>
                    <Hash value={one.environmentLock} what={t('candidate.lock')} length={16} />
                  </Field>
                  <Field label={t('training.seed')}>{String(one.seed)}</Field>
                  <Field label={t('candidate.bundle')}>
                    <Hash value={one.bundleSha256} what={t('candidate.bundle')} length={16} />
                  </Field>
                </Facts>
              </Panel>
            ))
          )
        }
      </Answer>
    </>
  )
}
