import { acquireEndpoints, deidentifyEndpoints, type SamplingPolicy } from '@clic/contracts'
import { Button, Group, NativeSelect, Text } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useDo, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Icon } from '../../parts/icon.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { To } from '../../parts/to.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { ProjectPermit, useProjectPermits } from '../project-permit.tsx'
import { LimitChoice } from '../sampling/limit-choice.tsx'
import { AssignmentProfile, ReleasedProfile } from './assignment-profile.tsx'

/** Which source's studies are de-identified for which project. */
export function Assignments() {
  const { t, code, language } = useWords()
  const may = useMay()
  const [adding, setAdding] = useState(false)
  const assignments = useAsk(deidentifyEndpoints.assignments, {}, { every: 4 })
  return (
    <>
      <PageTitle
        title={t('assign.title')}
        lead={t('assign.lead')}
        actions={
          may('study.deidentify') ? (
            <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
              {t('assign.add')}
            </Button>
          ) : null
        }
      />
      {adding ? <AddAssignment onClose={() => setAdding(false)} /> : null}
      <Panel title={t('deid.tab.assignments')} flush>
        <Answer of={assignments}>
          {(rows) => (
            <DataTable
              caption={t('assign.title')}
              rows={rows}
              keyOf={(one) => one.id}
              empty={<EmptyState icon="deidentify" title={t('assign.none')} />}
              columns={[
                {
                  key: 'project',
                  head: t('deid.project'),
                  rowHead: true,
                  cell: (one) => <To to={`/govern/permits/${one.permitId}`}>{one.permitTitle}</To>,
                },
                { key: 'permit', head: t('permits.permit'), cell: (one) => <StatusBadge state={one.permitState} /> },
                { key: 'source', head: t('studies.source'), cell: (one) => one.source },
                {
                  key: 'profile',
                  head: t('assign.profile'),
                  cell: (one) => <AssignmentProfile assignment={one} />,
                },
                {
                  key: 'studies',
                  head: t('studies'),
                  cell: (one) => (
                    <Group gap={4}>
                      {(['left', 'held', 'waiting', 'refused', 'quarantined'] as const)
                        .filter((state) => one.studies[state] > 0)
                        .map((state) => (
                          <StatusBadge
                            key={state}
                            state={state}
                            label={`${number(one.studies[state], language)} ${code('state', state)}`}
                          />
                        ))}
                    </Group>
                  ),
                },
                { key: 'by', head: t('assign.by'), cell: (one) => one.addedBy.name },
                { key: 'at', head: t('apart.at'), cell: (one) => <TimeText at={one.addedAt} /> },
              ]}
            />
          )}
        </Answer>
      </Panel>
    </>
  )
}

function AddAssignment({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const projects = useProjectPermits('active')
  const sources = useAsk(acquireEndpoints.sources, {})
  const add = useDo(deidentifyEndpoints.addAssignment, {
    refresh: [deidentifyEndpoints.assignments, deidentifyEndpoints.progress],
  })
  const [permitId, setPermitId] = useState('')
  const [sourceId, setSourceId] = useState('')
  const [limit, setLimit] = useState<SamplingPolicy['limit']>(0.05)
  const [profileId, setProfileId] = useState('')
  const sampling = { limit, every: 20 }
  return (
    <AskDialog
      title={t('assign.add')}
      size="lg"
      needs={{ permit: !permitId && t('assign.need.permit'), source: !sourceId && t('assign.need.source') }}
      doing={add}
      onDo={() => add.run({ body: { permitId, sourceId, ...(profileId ? { profileId } : {}), sampling } })}
      onClose={onClose}
    >
      {projects?.length === 0 ? <Text size="sm">{t('assign.nopermit')}</Text> : null}
      <ProjectPermit
        name="permit"
        label={t('deid.project')}
        projects={projects}
        value={permitId}
        onChange={setPermitId}
      />
      <NativeSelect
        name="source"
        label={t('studies.source')}
        required
        value={sourceId}
        onChange={(event) => setSourceId(event.currentTarget.value)}
        data={[
          { value: '', label: t('assign.source.pick') },
          ...(sources.data ?? []).map((one) => ({ value: one.id, label: `${one.name} (${one.aeTitle})` })),
        ]}
      />
      <ReleasedProfile value={profileId} onChange={setProfileId} first={t('prof.default')} />
      <LimitChoice value={limit} onChange={setLimit} />
    </AskDialog>
  )
}
