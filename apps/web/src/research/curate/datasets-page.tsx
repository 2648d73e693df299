import { curateEndpoints } from '@clic/contracts'
import { useAsk } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Hash } from '../../parts/hash.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { To, ToButton } from '../../parts/to.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { ProjectPicker, useProjects } from '../parts/project.tsx'

export function DatasetsPage() {
  const { t, language } = useWords()
  const projects = useProjects()
  const datasets = useAsk(curateEndpoints.datasets, {}, { every: 2 })
  const { project } = projects
  return (
    <>
      <PageTitle
        title={t('dataset.title')}
        lead={t('dataset.lead')}
        actions={
          <ToButton to="/curate" variant="default">
            {t('dataset.from-cohort')}
          </ToButton>
        }
      />
      <ProjectPicker of={projects} />
      {project ? (
        <Panel title={t('dataset.list')} flush>
          <Answer of={datasets}>
            {(rows) => (
              <DataTable
                caption={t('dataset.list')}
                rows={rows.filter((one) => one.permitId === project.id)}
                keyOf={(one) => one.id}
                empty={
                  <EmptyState icon="curate" title={t('dataset.empty')}>
                    {t('dataset.empty.why')}
                  </EmptyState>
                }
                columns={[
                  {
                    key: 'name',
                    head: t('col.name'),
                    rowHead: true,
                    cell: (one) => (
                      <To to={`/curate/datasets/${one.id}`} fw={600}>
                        {t('dataset.name', { name: one.name, version: one.version })}
                      </To>
                    ),
                  },
                  {
                    key: 'state',
                    head: t('col.state'),
                    cell: (one) => (
                      <StatusBadge
                        state={one.state}
                        label={
                          one.state === 'freezing' ? t('progress.of', { done: one.done, total: one.total }) : undefined
                        }
                      />
                    ),
                  },
                  {
                    key: 'train',
                    head: t('part.train'),
                    right: true,
                    cell: (one) => number(one.parts.train, language),
                  },
                  { key: 'tune', head: t('part.tune'), right: true, cell: (one) => number(one.parts.tune, language) },
                  { key: 'test', head: t('part.test'), right: true, cell: (one) => number(one.parts.test, language) },
                  {
                    key: 'openings',
                    head: t('dataset.openings'),
                    right: true,
                    cell: (one) => number(one.testOpenings, language),
                  },
                  {
                    key: 'root',
                    head: t('dataset.root'),
                    cell: (one) => (one.root ? <Hash value={one.root} what={t('dataset.root')} /> : '–'),
                  },
                  {
                    key: 'when',
                    head: t('dataset.frozen'),
                    cell: (one) => (one.frozenAt ? <TimeText at={one.frozenAt} /> : '–'),
                  },
                ]}
              />
            )}
          </Answer>
        </Panel>
      ) : null}
    </>
  )
}
