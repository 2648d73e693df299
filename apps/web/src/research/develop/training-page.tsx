import { curateEndpoints, developEndpoints } from '@clic/contracts'
import { useAsk, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { To } from '../../parts/to.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { OnlyFor } from '../parts/notices.tsx'
import { ProjectPicker, useProjects } from '../parts/project.tsx'
import { StartTraining } from './start-training.tsx'

export function TrainingPage() {
  const { t, language } = useWords()
  const may = useMay()
  const projects = useProjects()
  const runs = useAsk(developEndpoints.list, {}, { every: 2 })
  const datasets = useAsk(curateEndpoints.datasets, {})
  const { project } = projects
  const nameOf = (id: string) => {
    const found = datasets.data?.find((one) => one.id === id)
    return found ? t('dataset.name', { name: found.name, version: found.version }) : '–'
  }
  return (
    <>
      <PageTitle title={t('training.title')} lead={t('training.lead')} />
      <ProjectPicker of={projects} />
      {project ? (
        <>
          {may('training.start') ? (
            <StartTraining
              key={project.id}
              project={project}
              datasets={(datasets.data ?? []).filter((one) => one.permitId === project.id && one.state === 'frozen')}
            />
          ) : null}
          <Panel
            title={t('training.list')}
            flush
            actions={may('training.start') ? null : <OnlyFor action="training.start" />}
          >
            <Answer of={runs}>
              {(rows) => (
                <DataTable
                  caption={t('training.list')}
                  rows={rows.filter((one) => one.permitId === project.id)}
                  keyOf={(one) => one.id}
                  empty={
                    <EmptyState icon="develop" title={t('training.empty')}>
                      {t('training.empty.why')}
                    </EmptyState>
                  }
                  columns={[
                    {
                      key: 'name',
                      head: t('col.name'),
                      rowHead: true,
                      cell: (one) => (
                        <To to={`/develop/runs/${one.id}`} fw={600}>
                          {one.name}
                        </To>
                      ),
                    },
                    { key: 'state', head: t('col.state'), cell: (one) => <StatusBadge state={one.state} /> },
                    {
                      key: 'epochs',
                      head: t('training.epochs'),
                      right: true,
                      cell: (one) => number(one.epochs.length, language),
                    },
                    {
                      key: 'dice',
                      head: t('training.best'),
                      right: true,
                      cell: (one) =>
                        best(
                          one.epochs.map((epoch) => epoch.dice),
                          (value) => number(value, language, 3),
                        ),
                    },
                    { key: 'data', head: t('training.dataset'), cell: (one) => nameOf(one.datasetId) },
                    { key: 'by', head: t('col.by'), cell: (one) => one.startedByName },
                    { key: 'when', head: t('training.started'), cell: (one) => <TimeText at={one.startedAt} /> },
                  ]}
                />
              )}
            </Answer>
          </Panel>
        </>
      ) : null}
    </>
  )
}

function best(values: (number | null)[], show: (value: number) => string): string {
  const known = values.filter((one) => one !== null)
  return known.length > 0 ? show(Math.max(...known)) : '–'
}
