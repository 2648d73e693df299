import { curateEndpoints } from '@clic/contracts'
import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { useWords } from '../../words/index.tsx'
import { OnlyFor } from '../parts/notices.tsx'
import { ProjectPicker, useProjects } from '../parts/project.tsx'
import { CohortBuilder } from './cohort-builder.tsx'
import { FreezeModal } from './freeze-modal.tsx'
import { type Cohort, RuleText } from './rule-text.tsx'

/** Who belongs to a study population: rules with counts, kept under a name. */
export function CohortsPage() {
  const { t } = useWords()
  const may = useMay()
  const projects = useProjects()
  const cohorts = useAsk(curateEndpoints.cohorts, {})
  const [freezing, setFreezing] = useState<Cohort>()
  const { project } = projects
  return (
    <>
      <PageTitle title={t('cohort.title')} lead={t('cohort.lead')} />
      <ProjectPicker of={projects} />
      {project && may('cohort.define') ? <CohortBuilder key={project.id} project={project} /> : null}
      {project ? (
        <Panel
          title={t('cohort.list')}
          flush
          actions={may('cohort.define') ? null : <OnlyFor action="cohort.define" />}
        >
          <Answer of={cohorts}>
            {(rows) => (
              <DataTable
                caption={t('cohort.list')}
                rows={rows.filter((one) => one.rule.permitId === project.id)}
                keyOf={(one) => one.id}
                empty={
                  <EmptyState icon="curate" title={t('cohort.empty')}>
                    {t('cohort.empty.why')}
                  </EmptyState>
                }
                columns={[
                  { key: 'name', head: t('col.name'), rowHead: true, cell: (one) => one.name },
                  { key: 'rule', head: t('cohort.rule'), cell: (one) => <RuleText rule={one.rule} /> },
                  {
                    key: 'by',
                    head: t('col.by'),
                    cell: (one) => (
                      <Text span size="sm">
                        {one.definedBy}
                      </Text>
                    ),
                  },
                  { key: 'when', head: t('col.when'), cell: (one) => <TimeText at={one.definedAt} /> },
                  ...(may('dataset.freeze')
                    ? [
                        {
                          key: 'freeze',
                          head: t('col.action'),
                          right: true,
                          cell: (one: Cohort) => (
                            <Button size="compact-sm" variant="light" onClick={() => setFreezing(one)}>
                              {t('cohort.freeze')}
                            </Button>
                          ),
                        },
                      ]
                    : []),
                ]}
              />
            )}
          </Answer>
        </Panel>
      ) : null}
      {freezing ? <FreezeModal cohort={freezing} onClose={() => setFreezing(undefined)} /> : null}
    </>
  )
}
