import type { acquireEndpoints, ReplyOf } from '@clic/contracts'
import { Text } from '@mantine/core'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ShortId } from '../../parts/short-id.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { To } from '../../parts/to.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { isStopped } from '../is-stopped.ts'
import { StageTrack } from '../stage-track.tsx'
import { StopReason } from '../stop-reason.tsx'

export type StudySummary = ReplyOf<typeof acquireEndpoints.studies>[number]

/** Studies with the track of where each is; a stopped one says why in its row. */
export function StudyTable({ studies }: { studies: readonly StudySummary[] }) {
  const { t, language } = useWords()
  return (
    <DataTable
      caption={t('studies')}
      rows={studies}
      keyOf={(one) => one.id}
      empty={<EmptyState icon="search" title={t('studies.none')} />}
      columns={[
        {
          key: 'study',
          head: t('study'),
          rowHead: true,
          width: '32%',
          cell: (one) => (
            <>
              <To to={`/acquire/studies/${one.id}`} fw={600}>
                {one.description || t('study')}
              </To>
              <div>
                <ShortId id={one.id} />
              </div>
            </>
          ),
        },
        { key: 'modality', head: t('studies.modality'), cell: (one) => one.modalities.join(', ') },
        { key: 'source', head: t('studies.source'), cell: (one) => one.source },
        { key: 'objects', head: t('studies.objects'), right: true, cell: (one) => number(one.instances, language) },
        {
          key: 'arrived',
          head: t('studies.arrived'),
          cell: (one) => (
            <>
              <TimeText at={one.firstAt} />
              {one.complete ? null : (
                <Text size="xs" c="slate.7">
                  {t('studies.arriving')}
                </Text>
              )}
              {one.conflicts > 0 ? (
                <Text size="xs" c="amber.7">
                  {t('studies.conflicts', { n: one.conflicts })}
                </Text>
              ) : null}
            </>
          ),
        },
        {
          key: 'where',
          head: t('studies.where'),
          cell: (one) => {
            const stopped = one.stages.filter(isStopped)
            return (
              <>
                <StageTrack stages={one.stages} />
                {stopped.map((row) => (
                  <StopReason key={row.stage} reason={row.reason} next={row.next} />
                ))}
              </>
            )
          },
        },
      ]}
    />
  )
}
