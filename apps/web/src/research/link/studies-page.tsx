import { linkEndpoints } from '@clic/contracts'
import { Text } from '@mantine/core'
import { useAsk, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { ToButton } from '../../parts/to.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { ProjectPicker, useProjects } from '../parts/project.tsx'

/** De-identified studies, and whether a health record joined them. */
export function LinkedStudiesPage() {
  const { t, language } = useWords()
  const may = useMay()
  const projects = useProjects()
  const studies = useAsk(
    linkEndpoints.studies,
    { query: { permitId: projects.project?.id, limit: 1000 } },
    { every: 5, enabled: projects.project !== undefined },
  )
  return (
    <>
      <PageTitle title={t('link.studies.title')} lead={t('link.studies.lead')} />
      <ProjectPicker of={projects} />
      {projects.project ? (
        <Answer of={studies} lines={6}>
          {(rows) => (
            <Panel title={t('link.studies.count', { n: rows.length })} flush>
              <DataTable
                caption={t('link.studies.title')}
                rows={rows}
                keyOf={(one) => one.id}
                empty={
                  <EmptyState icon="image" title={t('link.studies.empty')}>
                    {t('link.studies.empty.why')}
                  </EmptyState>
                }
                columns={[
                  {
                    key: 'pseudonym',
                    head: t('col.pseudonym'),
                    rowHead: true,
                    cell: (one) => (
                      <Text span ff="monospace" size="sm">
                        {one.pseudonym}
                      </Text>
                    ),
                  },
                  { key: 'study', head: t('col.study'), cell: (one) => one.studyDescription || '–' },
                  {
                    key: 'series',
                    head: t('link.series'),
                    cell: (one) =>
                      one.series.map((series) => `${series.modality} × ${number(series.objects, language)}`).join(', '),
                  },
                  { key: 'record', head: t('link.record'), cell: (one) => t(one.hasRecord ? 'yes' : 'no') },
                  { key: 'when', head: t('link.arrived'), cell: (one) => <TimeText at={one.arrivedAt} /> },
                  ...(may('image.read')
                    ? [
                        {
                          key: 'open',
                          head: t('col.action'),
                          right: true,
                          cell: (one: { id: string; pseudonym: string }) => (
                            <ToButton
                              to={`/link/studies/${one.id}`}
                              size="compact-sm"
                              variant="default"
                              aria-label={t('link.open', { pseudonym: one.pseudonym })}
                            >
                              {t('do.open')}
                            </ToButton>
                          ),
                        },
                      ]
                    : []),
                ]}
              />
            </Panel>
          )}
        </Answer>
      ) : null}
    </>
  )
}
