import { linkEndpoints, type Permit } from '@clic/contracts'
import { useAsk, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Panel } from '../../parts/panel.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { useWords } from '../../words/index.tsx'
import { StudyTable } from '../parts/study-table.tsx'

/** Studies of the project that nobody has drawn on yet. */
export function UnmaskedStudies({ project, masked }: { project: Permit; masked: ReadonlySet<string> }) {
  const { t } = useWords()
  const may = useMay()
  const studies = useAsk(linkEndpoints.studies, { query: { permitId: project.id, limit: 1000 } }, { every: 15 })
  const mayDraw = may('label.write') && may('image.read')
  return (
    <Answer of={studies} lines={3}>
      {(rows) => {
        const unmasked = rows.filter((one) => !masked.has(one.id))
        return (
          <Panel title={t('unmasked.title', { n: unmasked.length })} lead={t('unmasked.lead')} flush>
            <StudyTable
              caption={t('unmasked.caption')}
              rows={unmasked}
              empty={
                <EmptyState icon="check" title={t('unmasked.empty')}>
                  {t('unmasked.empty.why')}
                </EmptyState>
              }
              about={[
                {
                  key: 'study',
                  head: t('col.study'),
                  cell: (one) => [one.studyDescription, one.modalities.join(' + ')].filter(Boolean).join(' · ') || '–',
                },
                { key: 'when', head: t('col.when'), cell: (one) => <TimeText at={one.arrivedAt} as="date" /> },
              ]}
              open={{
                to: '/annotate',
                says: t(mayDraw ? 'unmasked.draw' : 'do.open'),
                label: (pseudonym) => t(mayDraw ? 'unmasked.draw.label' : 'link.open', { pseudonym }),
                variant: 'light',
              }}
            />
          </Panel>
        )
      }}
    </Answer>
  )
}
