import { deidentifyEndpoints } from '@clic/contracts'
import { Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useAsk } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Hash, IdText } from '../../parts/hash.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { bytes, number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { MaskedBoxes } from './masked-boxes.tsx'
import { RuleCounts } from './rule-counts.tsx'
import { sumRules } from './sum-rules.ts'

/** Every object of a study that left: before, after, what was done, and what a search of the result found. */
export function Proofs() {
  const { studyId = '' }: { studyId?: string } = useParams({ strict: false })
  const { t, code, language } = useWords()
  const proofs = useAsk(deidentifyEndpoints.proofs, { params: { studyId } })
  return (
    <>
      <PageTitle
        title={t('proofs.title')}
        lead={
          <>
            {t('proofs.lead')} <IdText id={studyId} />
          </>
        }
      />
      <Answer of={proofs}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon="deidentify" title={t('proofs.none')} />
          ) : (
            <>
              <Panel title={t('proofs.summary')}>
                <RuleCounts rules={sumRules(rows)} objects={rows.length} />
              </Panel>
              <Panel title={t('studies.objects')} flush>
                <DataTable
                  caption={t('proofs.title')}
                  rows={rows}
                  keyOf={(one) => one.id}
                  columns={[
                    {
                      key: 'uid',
                      head: 'SOP Instance UID',
                      rowHead: true,
                      cell: (one) => <Hash value={one.sopInstanceUid} length={14} />,
                    },
                    { key: 'kind', head: t('proofs.kind'), cell: (one) => code('file', one.kind) },
                    { key: 'modality', head: t('studies.modality'), cell: (one) => one.modality },
                    {
                      key: 'before',
                      head: t('proofs.before'),
                      cell: (one) => <Hash value={one.inputSha256} what={t('proofs.before')} />,
                    },
                    {
                      key: 'after',
                      head: t('proofs.after'),
                      cell: (one) => <Hash value={one.outputSha256} what={t('proofs.after')} />,
                    },
                    {
                      key: 'scan',
                      head: t('proofs.scan'),
                      cell: (one) =>
                        one.residual.certain > 0 ? (
                          <StatusBadge state="failed" label={t('proofs.scan.certain', { n: one.residual.certain })} />
                        ) : one.residual.possible > 0 ? (
                          <StatusBadge state="open" label={t('proofs.scan.possible', { n: one.residual.possible })} />
                        ) : (
                          <StatusBadge
                            state="done"
                            label={t('proofs.scan.clean', { size: bytes(one.residual.scannedBytes, language) })}
                          />
                        ),
                    },
                    {
                      key: 'masked',
                      head: t('proofs.masked'),
                      cell: (one) => <MaskedBoxes masks={one.masks} />,
                    },
                    {
                      key: 'rules',
                      head: t('proofs.rules'),
                      width: '26%',
                      cell: (one) => (
                        <Text size="xs" miw={220}>
                          {Object.entries(one.rules)
                            .map(([rule, times]) => `${code('did', rule)} ${number(times, language)}`)
                            .join(', ')}
                        </Text>
                      ),
                    },
                    { key: 'at', head: t('apart.at'), cell: (one) => <TimeText at={one.at} /> },
                  ]}
                />
              </Panel>
            </>
          )
        }
      </Answer>
    </>
  )
}
