import { linkEndpoints, type Permit } from '@clic/contracts'
import { Text } from '@mantine/core'
import { useAsk, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Panel } from '../../parts/panel.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { ToButton } from '../../parts/to.tsx'
import { useWords } from '../../words/index.tsx'

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
            <DataTable
              caption={t('unmasked.caption')}
              rows={unmasked}
              keyOf={(one) => one.id}
              empty={
                <EmptyState icon="check" title={t('unmasked.empty')}>
                  {t('unmasked.empty.why')}
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
                {
                  key: 'study',
                  head: t('col.study'),
                  cell: (one) => [one.studyDescription, one.modalities.join(' + ')].filter(Boolean).join(' · ') || '–',
                },
                { key: 'when', head: t('col.when'), cell: (one) => <TimeText at={one.arrivedAt} as="date" /> },
                {
                  key: 'open',
                  head: t('col.action'),
                  right: true,
                  cell: (one) => (
                    <ToButton
                      to={`/annotate/${one.id}`}
                      size="compact-sm"
                      variant="light"
                      aria-label={t(mayDraw ? 'unmasked.draw.label' : 'link.open', { pseudonym: one.pseudonym })}
                    >
                      {t(mayDraw ? 'unmasked.draw' : 'do.open')}
                    </ToButton>
                  ),
                },
              ]}
            />
          </Panel>
        )
      }}
    </Answer>
  )
}
