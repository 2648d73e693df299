import { samplingEndpoints } from '@clic/contracts'
import { Text } from '@mantine/core'
import { useAsk, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { IdText } from '../../parts/hash.tsx'
import { ShortId } from '../../parts/short-id.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'

/** What left by the profile of a sampling, so that it can be recalled. */
export function ParcelsToRecall({ samplingId }: { samplingId: string }) {
  const { t, language } = useWords()
  const may = useMay()
  const parcels = useAsk(samplingEndpoints.parcels, { params: { samplingId } }, { every: 5 })
  return (
    <section aria-label={t('sampling.parcels')} style={{ marginTop: 18 }}>
      <Text fw={600}>{t('sampling.parcels')}</Text>
      <Text size="sm" c="gray.7" mb="xs">
        {t('sampling.parcels.lead')}
      </Text>
      <Answer of={parcels}>
        {(rows) => (
          <DataTable
            caption={t('sampling.parcels')}
            rows={rows}
            keyOf={(one) => one.id}
            empty={<Text size="sm">{t('sampling.parcels.none')}</Text>}
            columns={[
              { key: 'id', head: t('sampling.parcel'), rowHead: true, cell: (one) => <IdText id={one.id} /> },
              {
                key: 'study',
                head: t('study'),
                cell: (one) => <ShortId id={one.studyId} to={may('study.read') && `/acquire/studies/${one.studyId}`} />,
              },
              {
                key: 'objects',
                head: t('studies.objects'),
                right: true,
                cell: (one) => number(one.objects, language),
              },
              { key: 'at', head: t('apart.at'), cell: (one) => <TimeText at={one.at} /> },
              {
                key: 'state',
                head: t('sampling.left'),
                cell: (one) => <StatusBadge state={one.state === 'posted' ? 'sending' : one.state} />,
              },
            ]}
          />
        )}
      </Answer>
    </section>
  )
}
