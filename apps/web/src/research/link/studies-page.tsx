import { linkEndpoints } from '@clic/contracts'
import { useAsk, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { ProjectPicker, useProjects } from '../parts/project.tsx'
import { StudyTable } from '../parts/study-table.tsx'

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
              <StudyTable
                caption={t('link.studies.title')}
                rows={rows}
                empty={
                  <EmptyState icon="image" title={t('link.studies.empty')}>
                    {t('link.studies.empty.why')}
                  </EmptyState>
                }
                about={[
                  { key: 'study', head: t('col.study'), cell: (one) => one.studyDescription || '–' },
                  {
                    key: 'series',
                    head: t('link.series'),
                    cell: (one) =>
                      one.series.map((series) => `${series.modality} × ${number(series.objects, language)}`).join(', '),
                  },
                  { key: 'record', head: t('link.record'), cell: (one) => t(one.hasRecord ? 'yes' : 'no') },
                  { key: 'when', head: t('link.arrived'), cell: (one) => <TimeText at={one.arrivedAt} /> },
                ]}
                open={
                  may('image.read')
                    ? {
                        to: '/link/studies',
                        says: t('do.open'),
                        label: (pseudonym) => t('link.open', { pseudonym }),
                        variant: 'default',
                      }
                    : undefined
                }
              />
            </Panel>
          )}
        </Answer>
      ) : null}
    </>
  )
}
