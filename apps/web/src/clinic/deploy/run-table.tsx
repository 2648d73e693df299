import type { deployEndpoints, ReplyOf } from '@clic/contracts'
import { Box, Text } from '@mantine/core'
import { useMay } from '../../api.ts'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Hash } from '../../parts/hash.tsx'
import { ShortId } from '../../parts/short-id.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { StopReason } from '../stop-reason.tsx'

export type Run = ReplyOf<typeof deployEndpoints.runs>[number]

/** Runs with the time from arrival, the volumes and what went back. `without` leaves columns out by their key; `more` come last. */
export function RunTable({
  runs,
  without = [],
  more = [],
}: {
  runs: readonly Run[]
  without?: readonly string[]
  more?: readonly Column<Run>[]
}) {
  const { t, language } = useWords()
  const may = useMay()
  const columns: Column<Run>[] = [
    {
      key: 'study',
      head: t('study'),
      rowHead: true,
      cell: (one) => <ShortId id={one.studyId} to={may('study.read') && `/acquire/studies/${one.studyId}`} />,
    },
    { key: 'release', head: t('routes.release'), cell: (one) => `${one.productName} ${one.version}` },
    { key: 'state', head: t('study.timeline.state'), cell: (one) => <StatusBadge state={one.state} /> },
    {
      key: 'why',
      head: t('senders.why'),
      // Beside the state, and wide enough to be read: at the end of a narrow window it would be a word a line.
      cell: (one) => (
        <Box miw={one.reason ? 260 : undefined}>
          <StopReason reason={one.reason} next={one.next} />
        </Box>
      ),
    },
    {
      key: 'seconds',
      head: t('runs.seconds'),
      right: true,
      cell: (one) =>
        one.secondsFromArrival === null ? (
          '–'
        ) : (
          <b>{t('deid.seconds.value', { n: number(one.secondsFromArrival, language, 1) })}</b>
        ),
    },
    { key: 'volumes', head: t('runs.volumes'), cell: (one) => <Volumes volumes={one.volumes} /> },
    { key: 'objects', head: t('runs.objects'), cell: (one) => <SentObjects objects={one.objects} /> },
    { key: 'started', head: t('runs.started'), cell: (one) => <TimeText at={one.startedAt} /> },
  ]
  // A column for reasons when something stopped: an empty one pushes the others out of a narrow window.
  const needless = runs.some((one) => one.reason) ? without : [...without, 'why']
  return (
    <DataTable
      caption={t('runs.title')}
      rows={runs}
      keyOf={(one) => one.id}
      empty={<EmptyState icon="deploy" title={t('runs.none')} />}
      columns={[...columns.filter((one) => !needless.includes(one.key)), ...more]}
    />
  )
}

function SentObjects({ objects }: { objects: Run['objects'] }) {
  return objects.map((one) => (
    <span key={one.sopInstanceUid} style={{ marginRight: 10, whiteSpace: 'nowrap' }}>
      {one.kind} <Hash value={one.sha256} what={one.kind} length={6} />
    </span>
  ))
}

/** Volumes of structures in millilitres when large, else in cubic millimetres. */
function Volumes({ volumes }: { volumes: Run['volumes'] }) {
  const { language } = useWords()
  if (volumes.length === 0) return <>–</>
  return (
    <>
      {volumes.map((one) => (
        <Text key={one.structure} size="sm" style={{ whiteSpace: 'nowrap' }}>
          {one.structure}:{' '}
          <b>{one.mm3 >= 10_000 ? `${number(one.mm3 / 1000, language, 1)} ml` : `${number(one.mm3, language)} mm³`}</b>
        </Text>
      ))}
    </>
  )
}
