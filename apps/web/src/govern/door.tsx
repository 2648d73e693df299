import { governEndpoints, parcelKinds, type ReplyOf, type ZoneName } from '@clic/contracts'
import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useAsk } from '../api.ts'
import { Answer } from '../parts/answer.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Hash } from '../parts/hash.tsx'
import { Icon } from '../parts/icon.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Panel } from '../parts/panel.tsx'
import { ServerText } from '../parts/server-text.tsx'
import { ShortId } from '../parts/short-id.tsx'
import { StatusBadge } from '../parts/status-badge.tsx'
import { TimeText } from '../parts/time-text.tsx'
import { bytes, number } from '../words/format.ts'
import { useWords } from '../words/index.tsx'
import classes from './govern.module.css'

type Parcel = ReplyOf<typeof governEndpoints.parcels>[number]
const page = 500

/** The page of the data protection officer: everything that ever crossed this zone's doors. */
export function DoorPage() {
  const { t, code, language } = useWords()
  const [before, setBefore] = useState<string>()
  const parcels = useAsk(
    governEndpoints.parcels,
    { query: { limit: page, ...(before ? { before } : {}) } },
    { every: before ? 0 : 4 },
  )
  return (
    <>
      <PageTitle title={t('door.title')} lead={t('door.lead')} />
      <Crossing />
      <Answer of={parcels}>
        {(rows) => (
          <>
            <Figures parcels={rows} />
            <Panel title={t('door.parcel')} lead={t('door.shown', { n: rows.length })} flush>
              <DataTable
                caption={t('door.title')}
                rows={rows}
                keyOf={(one) => `${one.direction} ${one.id}`}
                empty={<EmptyState icon="door" title={t('door.none')} />}
                columns={[
                  { key: 'direction', head: t('door.direction'), cell: (one) => <Direction way={one.direction} /> },
                  {
                    key: 'kind',
                    head: t('door.kind'),
                    rowHead: true,
                    cell: (one) =>
                      one.kind in parcelKinds ? (
                        code('parcel', one.kind)
                      ) : (
                        <>
                          {one.kind}{' '}
                          <Text span size="xs" c="brick.7">
                            ({t('door.undeclared')})
                          </Text>
                        </>
                      ),
                  },
                  {
                    key: 'permit',
                    head: t('door.permit'),
                    cell: (one) =>
                      one.permitId.startsWith('permit-') ? (
                        <ShortId id={one.permitId} to={`/govern/permits/${one.permitId}`} />
                      ) : (
                        '–'
                      ),
                  },
                  { key: 'size', head: t('door.size'), right: true, cell: (one) => bytes(one.size, language) },
                  { key: 'sha', head: 'SHA-256', cell: (one) => <Hash value={one.sha256} what="SHA-256" /> },
                  { key: 'at', head: t('door.at'), cell: (one) => <TimeText at={one.at} /> },
                  { key: 'state', head: t('door.state'), cell: (one) => <StatusBadge state={one.state} /> },
                  {
                    key: 'reason',
                    head: t('door.reason'),
                    width: '24%',
                    cell: (one) =>
                      one.reason ? (
                        <Text size="sm" c="brick.7">
                          <ServerText>{one.reason}</ServerText>
                        </Text>
                      ) : (
                        '–'
                      ),
                  },
                ]}
              />
              <Group justify="center" gap="sm" p="sm">
                {before ? (
                  <Button size="xs" variant="default" onClick={() => setBefore(undefined)}>
                    {t('door.newest')}
                  </Button>
                ) : null}
                {rows.length === page ? (
                  <Button size="xs" variant="default" onClick={() => setBefore(rows.at(-1)?.at)}>
                    {t('door.older')}
                  </Button>
                ) : null}
              </Group>
            </Panel>
          </>
        )}
      </Answer>
    </>
  )
}

function Figures({ parcels }: { parcels: readonly Parcel[] }) {
  const { t, code, language } = useWords()
  const counted = [
    {
      label: t('door.count.out'),
      rows: parcels.filter((one) => one.direction === 'out' && one.state !== 'refused' && one.state !== 'waiting'),
    },
    {
      label: t('door.count.in'),
      rows: parcels.filter((one) => one.direction === 'in' && one.state !== 'refused' && one.state !== 'waiting'),
    },
    { label: t('door.count.waiting'), rows: parcels.filter((one) => one.state === 'waiting') },
    { label: t('door.count.refused'), rows: parcels.filter((one) => one.state === 'refused'), wrong: true },
  ]
  return (
    <div className={classes['figures']}>
      {counted.map((one) => (
        <div key={one.label} className={classes['figure']} data-wrong={one.wrong && one.rows.length > 0}>
          <Text size="sm" fw={500}>
            {one.label}
          </Text>
          <strong>{number(one.rows.length, language)}</strong>
          {[...new Set(one.rows.map((row) => row.kind))].map((kind) => (
            <Text key={kind} size="xs" c="gray.7">
              {number(one.rows.filter((row) => row.kind === kind).length, language)} {code('parcel', kind)}
            </Text>
          ))}
        </div>
      ))}
    </div>
  )
}

/** The wall with its door: what may cross, from which side. */
function Crossing() {
  const { t } = useWords()
  return (
    <Panel title={t('door.kinds')}>
      <div className={classes['crossing']}>
        <Side zone="clinic" />
        <div className={classes['doorway']} aria-hidden>
          <Icon name="door" size={44} />
        </div>
        <Side zone="research" />
      </div>
    </Panel>
  )
}

function Side({ zone }: { zone: ZoneName }) {
  const { t, code } = useWords()
  const kinds = Object.entries(parcelKinds).filter(([, kind]) => kind.from === zone)
  return (
    <div className={classes['side']} data-zone={zone}>
      <b>{t(`zone.${zone}`)}</b>
      <ul>
        {kinds.map(([kind]) => (
          <li key={kind}>
            <span style={{ transform: zone === 'research' ? 'scaleX(-1)' : undefined, paddingTop: 2 }}>
              <Icon name="next" size={15} />
            </span>
            <span>
              {code('parcel', kind)}: {code('parcel', `${kind}.what`)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Direction({ way }: { way: 'in' | 'out' }) {
  const { t } = useWords()
  return (
    <Group gap={5} wrap="nowrap">
      <span style={{ transform: way === 'in' ? 'scaleX(-1)' : undefined, lineHeight: 0 }}>
        <Icon name="next" size={15} />
      </span>
      {t(`door.${way}`)}
    </Group>
  )
}
