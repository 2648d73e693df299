import { acquireEndpoints, deidentifyEndpoints, deployEndpoints } from '@clic/contracts'
import { Group, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useAsk } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Facts, Field } from '../../parts/field.tsx'
import { Hash, IdText } from '../../parts/hash.tsx'
import { Icon } from '../../parts/icon.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { To } from '../../parts/to.tsx'
import { bytes, number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { RuleCounts } from '../deidentify/rule-counts.tsx'
import { sumRules } from '../deidentify/sum-rules.ts'
import { RunTable } from '../deploy/run-table.tsx'
import { isStopped } from '../is-stopped.ts'
import { StageTrack } from '../stage-track.tsx'
import { StopReason } from '../stop-reason.tsx'
import { dicomDate } from './dicom-date.ts'

/** One study: whose it is, where it is, everything that happened to it. */
export function Study() {
  const { studyId = '' }: { studyId?: string } = useParams({ strict: false })
  const { t, code, language } = useWords()
  const study = useAsk(acquireEndpoints.study, { params: { studyId } }, { every: 3 })
  const known = study.data
  return (
    <>
      <PageTitle title={known?.description || t('study')} lead={known ? <IdText id={known.id} /> : undefined} />
      <Answer of={study} lines={6}>
        {(one) => (
          <>
            <Panel title={t('studies.where')}>
              <StageTrack stages={one.stages} named />
              {one.stages.filter(isStopped).map((row) => (
                <Group key={row.stage} align="flex-start" gap="sm" mt="md" wrap="nowrap">
                  <StatusBadge state={row.state} label={`${t(`stage.${row.stage}`)}: ${code('state', row.state)}`} />
                  <div>
                    <StopReason reason={row.reason} next={row.next} />
                  </div>
                </Group>
              ))}
            </Panel>
            <Panel title={t('study.patient')} lead={t('study.patient.note')}>
              <Facts min={130}>
                <Field label={t('study.name')}>
                  <b>{one.patient.name || '–'}</b>
                </Field>
                <Field label={t('study.id')}>{one.patient.idMasked || '–'}</Field>
                <Field label={t('study.birth')}>{one.patient.birthYear || '–'}</Field>
                <Field label={t('study.sex')}>{code('sex', one.patient.sex) || '–'}</Field>
              </Facts>
            </Panel>
            <Panel title={t('study')}>
              <Facts>
                <Field label={t('studies.source')}>{one.source}</Field>
                <Field label={t('studies.modality')}>{one.modalities.join(', ')}</Field>
                <Field label={t('study.body')}>{one.bodyPart || '–'}</Field>
                <Field label={t('study.date')}>{dicomDate(one.studyDate, language)}</Field>
                <Field label={t('studies.arrived')}>
                  <TimeText at={one.firstAt} />
                </Field>
                <Field
                  label={t('studies.objects')}
                >{`${number(one.instances, language)} · ${bytes(one.bytes, language)}`}</Field>
                <Field label={t('study.uid')}>
                  <Hash value={one.studyInstanceUid} length={18} />
                </Field>
              </Facts>
            </Panel>
            <Panel title={t('study.series')} flush>
              <DataTable
                caption={t('study.series')}
                rows={one.seriesList}
                keyOf={(row) => row.seriesInstanceUid}
                columns={[
                  {
                    key: 'description',
                    head: t('studies.description'),
                    rowHead: true,
                    cell: (row) => row.description || '–',
                  },
                  { key: 'modality', head: t('studies.modality'), cell: (row) => row.modality },
                  {
                    key: 'objects',
                    head: t('studies.objects'),
                    right: true,
                    cell: (row) => number(row.instances, language),
                  },
                  { key: 'size', head: t('study.bytes'), right: true, cell: (row) => bytes(row.bytes, language) },
                  {
                    key: 'uid',
                    head: 'Series Instance UID',
                    cell: (row) => <Hash value={row.seriesInstanceUid} length={18} />,
                  },
                ]}
              />
            </Panel>
            <Results studyId={one.id} />
            <Proofs studyId={one.id} />
            <Panel title={t('study.record')} flush>
              <DataTable
                caption={t('study.record')}
                rows={one.healthRecord}
                keyOf={(row) => row.resourceType}
                empty={<EmptyState icon="link" title={t('study.record.none')} />}
                columns={[
                  { key: 'kind', head: t('study.record.kind'), rowHead: true, cell: (row) => row.resourceType },
                  {
                    key: 'count',
                    head: t('study.record.count'),
                    right: true,
                    cell: (row) => number(row.resources, language),
                  },
                  { key: 'at', head: t('studies.arrived'), cell: (row) => <TimeText at={row.receivedAt} /> },
                ]}
              />
            </Panel>
            <Panel title={t('study.timeline')} flush>
              <DataTable
                caption={t('study.timeline')}
                rows={one.timeline.map((row, n) => ({ ...row, n }))}
                keyOf={(row) => `${row.n}`}
                columns={[
                  {
                    key: 'at',
                    head: t('study.timeline.when'),
                    rowHead: true,
                    width: 200,
                    cell: (row) => <TimeText at={row.at} />,
                  },
                  { key: 'clock', head: '', width: 90, cell: (row) => <TimeText at={row.at} as="clock" /> },
                  { key: 'stage', head: t('study.timeline.what'), cell: (row) => t(`stage.${row.stage}`) },
                  { key: 'state', head: t('study.timeline.state'), cell: (row) => <StatusBadge state={row.state} /> },
                  {
                    key: 'why',
                    head: t('senders.why'),
                    width: '45%',
                    cell: (row) => <StopReason reason={row.reason} next={row.next} />,
                  },
                ]}
              />
            </Panel>
          </>
        )}
      </Answer>
    </>
  )
}

function Results({ studyId }: { studyId: string }) {
  const { t } = useWords()
  const runs = useAsk(deployEndpoints.runs, { query: { limit: 500 } }, { every: 3 })
  const mine = (runs.data ?? []).filter((one) => one.studyId === studyId)
  if (mine.length === 0) return null
  return (
    <Panel title={t('study.runs')} flush>
      <RunTable runs={mine} without={['study']} />
    </Panel>
  )
}

function Proofs({ studyId }: { studyId: string }) {
  const { t } = useWords()
  const proofs = useAsk(deidentifyEndpoints.proofs, { params: { studyId } }, { every: 10 })
  if (proofs.denied || proofs.problem) return null
  return (
    <Panel
      title={t('study.proofs')}
      actions={
        proofs.data?.length ? (
          <Group gap={6}>
            <Icon name="check" size={16} />
            <To to={`/deidentify/studies/${studyId}`}>{t('study.proofs.see')}</To>
          </Group>
        ) : null
      }
    >
      <Answer of={proofs}>
        {(list) =>
          list.length === 0 ? (
            <Text size="sm" c="gray.7">
              {t('study.proofs.none')}
            </Text>
          ) : (
            <RuleCounts rules={sumRules(list)} objects={list.length} />
          )
        }
      </Answer>
    </Panel>
  )
}
