import { call, curateEndpoints, type Problem } from '@clic/contracts'
import { Button, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useAsk, useDo, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { Facts, Field } from '../../parts/field.tsx'
import { Hash } from '../../parts/hash.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { PersonName } from '../../parts/person-name.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ProgressLine } from '../../parts/progress-line.tsx'
import { ServerText } from '../../parts/server-text.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { ToButton } from '../../parts/to.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { Notice } from '../parts/notices.tsx'
import { saveFile } from '../parts/save-file.ts'
import classes from './curate.module.css'
import type { Dataset } from './rule-text.tsx'

/** One dataset version: what it binds, how it is split, and whether it still is what was frozen. */
export function DatasetPage() {
  const { t } = useWords()
  const { datasetId } = useParams({ strict: false }) as { datasetId: string }
  const dataset = useAsk(curateEndpoints.dataset, { params: { datasetId } }, { every: 2 })
  return (
    <>
      <PageTitle
        title={
          dataset.data
            ? t('dataset.name', { name: dataset.data.name, version: dataset.data.version })
            : t('dataset.one')
        }
        lead={dataset.data ? <StatusBadge state={dataset.data.state} /> : undefined}
        actions={
          <ToButton to="/curate/datasets" variant="default">
            {t('dataset.back')}
          </ToButton>
        }
      />
      <Answer of={dataset} lines={6}>
        {(one) => <Opened dataset={one} />}
      </Answer>
    </>
  )
}

function Opened({ dataset }: { dataset: Dataset }) {
  const { t, language } = useWords()
  const may = useMay()
  const frozen = dataset.state === 'frozen' || dataset.state === 'superseded'
  return (
    <>
      {dataset.state === 'freezing' ? (
        <Panel title={t('dataset.freezing')}>
          <ProgressLine label={t('dataset.freezing.what')} done={dataset.done} total={dataset.total} />
        </Panel>
      ) : null}
      {dataset.state === 'failed' ? (
        <Notice icon="stop" tone="brick">
          <b>{t('dataset.failed')}</b> <ServerText>{dataset.reason ?? ''}</ServerText>
        </Notice>
      ) : null}
      <Panel
        title={t('dataset.parts')}
        lead={t('dataset.parts.lead')}
        actions={
          frozen && may('training.start') ? (
            <ToButton to="/develop" variant="light">
              {t('dataset.train')}
            </ToButton>
          ) : null
        }
      >
        <PartsBar parts={dataset.parts} />
        <Text size="sm" mt="sm">
          {t('dataset.openings.count', { n: dataset.testOpenings })}
        </Text>
      </Panel>
      <Panel title={t('dataset.binds')} actions={frozen ? <CroissantButton dataset={dataset} /> : null}>
        <Facts min={230}>
          <Field label={t('dataset.root')}>
            {dataset.root ? <Hash value={dataset.root} what={t('dataset.root')} length={24} /> : '–'}
          </Field>
          <Field label={t('dataset.frozen')}>{dataset.frozenAt ? <TimeText at={dataset.frozenAt} /> : '–'}</Field>
          <Field label={t('dataset.frozen.by')}>
            <PersonName id={dataset.frozenBy} />
          </Field>
          <Field label={t('dataset.permit')}>
            <Hash value={dataset.permitId} length={14} />
          </Field>
          <Field label={t('dataset.structures')}>
            {dataset.structures.map((one) => `${one.value}: ${one.name}`).join(', ') || '–'}
          </Field>
          <Field label={t('dataset.items')}>
            {number(dataset.parts.train + dataset.parts.tune + dataset.parts.test, language)}
          </Field>
        </Facts>
        {frozen ? <VerifyDataset datasetId={dataset.id} /> : null}
      </Panel>
      {dataset.leftOut.length > 0 ? (
        <Panel title={t('dataset.left-out', { n: dataset.leftOut.length })} flush>
          <DataTable
            caption={t('dataset.left-out.caption')}
            rows={dataset.leftOut}
            keyOf={(one) => one.studyId}
            columns={[
              {
                key: 'study',
                head: t('col.study'),
                rowHead: true,
                cell: (one) => <Hash value={one.studyId} length={14} />,
              },
              { key: 'reason', head: t('col.reason'), cell: (one) => <ServerText>{one.reason}</ServerText> },
            ]}
          />
        </Panel>
      ) : null}
    </>
  )
}

function PartsBar({ parts }: { parts: Dataset['parts'] }) {
  const { t, language } = useWords()
  const names = ['train', 'tune', 'test'] as const
  if (names.every((one) => parts[one] === 0))
    return (
      <Text size="sm" c="gray.7">
        {t('dataset.parts.none')}
      </Text>
    )
  return (
    <>
      <div className={classes['parts']} aria-hidden>
        {names.map((one) =>
          parts[one] > 0 ? (
            <div key={one} className={classes['part']} data-part={one} style={{ flex: parts[one] }}>
              {number(parts[one], language)}
            </div>
          ) : null,
        )}
      </div>
      <ul
        style={{ display: 'flex', flexWrap: 'wrap', gap: '4px 20px', listStyle: 'none', padding: 0, margin: '8px 0 0' }}
      >
        {names.map((one) => (
          <li key={one}>
            <Text span size="sm">
              <span
                className={classes['part']}
                data-part={one}
                style={{
                  display: 'inline-block',
                  minWidth: 12,
                  width: 12,
                  height: 12,
                  borderRadius: 3,
                  marginRight: 6,
                }}
              />
              {t(`part.${one}`)}: <b>{number(parts[one], language)}</b>
            </Text>
          </li>
        ))}
      </ul>
    </>
  )
}

function VerifyDataset({ datasetId }: { datasetId: string }) {
  const { t } = useWords()
  const verify = useDo(curateEndpoints.verify)
  const [found, setFound] = useState<Awaited<ReturnType<typeof verify.run>>>()
  const value = found?.ok ? found.value : undefined
  return (
    <div style={{ marginTop: 16 }}>
      <Button
        variant="default"
        loading={verify.busy}
        onClick={async () => setFound(await verify.run({ params: { datasetId } }))}
      >
        {t('dataset.verify')}
      </Button>
      <div role="status" style={{ marginTop: 10 }}>
        {value?.ok ? (
          <Notice icon="check" tone="green">
            {t('dataset.verify.ok', { n: value.items })}
            {value.erased.length > 0 ? ` ${t('dataset.verify.erased', { n: value.erased.length })}` : ''}
          </Notice>
        ) : null}
        {value && !value.ok ? (
          <Notice icon="stop" tone="brick">
            <b>{t('dataset.verify.bad')}</b>
            <ul>
              {value.faults.map((one) => (
                <li key={one}>
                  <ServerText>{one}</ServerText>
                </li>
              ))}
            </ul>
          </Notice>
        ) : null}
      </div>
      <ProblemNotice problem={verify.problem} />
    </div>
  )
}

function CroissantButton({ dataset }: { dataset: Dataset }) {
  const { t } = useWords()
  const [failed, setFailed] = useState<Problem>()
  const get = async () => {
    const answer = await call(curateEndpoints.croissant, { params: { datasetId: dataset.id } }, { baseUrl: '' })
    if (!answer.ok) return setFailed(answer.problem)
    setFailed(undefined)
    saveFile(
      `${dataset.name.replace(/[^\p{L}\p{N}]+/gu, '-')}-v${dataset.version}.croissant.json`,
      JSON.stringify(answer.value, null, 2),
      'application/ld+json',
    )
  }
  return (
    <>
      <Button variant="default" size="xs" onClick={get}>
        {t('dataset.croissant')}
      </Button>
      <ProblemNotice problem={failed} onClose={() => setFailed(undefined)} />
    </>
  )
}
