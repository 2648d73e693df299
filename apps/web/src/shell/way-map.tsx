import type { ZoneName } from '@clic/contracts'
import { Link } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { allScreens } from '../all-screens.ts'
import { useMay } from '../api.ts'
import { Icon } from '../parts/icon.tsx'
import { type Screen, type Station, stations } from '../screen.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/index.tsx'
import classes from './way-map.module.css'

/** Where each station stands in the picture: out along the upper track, through the wall, back along the lower one. */
const places: Record<Station, { column: number; row: 1 | 2 }> = {
  acquire: { column: 1, row: 1 },
  deidentify: { column: 2, row: 1 },
  link: { column: 4, row: 1 },
  curate: { column: 5, row: 1 },
  annotate: { column: 6, row: 1 },
  develop: { column: 7, row: 1 },
  register: { column: 7, row: 2 },
  validate: { column: 6, row: 2 },
  report: { column: 5, row: 2 },
  deploy: { column: 2, row: 2 },
  monitor: { column: 1, row: 2 },
}
const order = [
  'acquire',
  'deidentify',
  'link',
  'curate',
  'annotate',
  'develop',
  'register',
  'validate',
  'report',
  'deploy',
  'monitor',
] as const satisfies readonly Station[]

/** The picture of the way, which is also the way around: each station is a link, the open one is lit. */
export function WayMap({ screens, here }: { screens: readonly Screen[]; here: Station | undefined }) {
  const { zone } = useSession()
  const { t } = useWords()
  return (
    <nav aria-label={t('nav.way')} className={classes['map']} data-zone={zone.zone}>
      <div className={classes['field']} data-side="clinic" data-mine={zone.zone === 'clinic'}>
        <span>{t('zone.clinic')}</span>
      </div>
      <div className={classes['field']} data-side="research" data-mine={zone.zone === 'research'}>
        <span>{t('zone.research')}</span>
      </div>
      <ol className={classes['stations']}>
        {order.map((station) => (
          <li
            key={station}
            className={classes['station']}
            data-row={places[station].row}
            data-mine={zoneOf(station) === zone.zone}
            data-last={station === 'develop' || undefined}
            style={{ '--column': places[station].column, '--row': places[station].row } as CSSProperties}
          >
            <StationLink station={station} screens={screens} lit={station === here} />
            <span aria-hidden className={classes['track']} />
          </li>
        ))}
        <li aria-hidden className={classes['wall']} style={{ gridColumn: 3, gridRow: 1 }}>
          <Icon name="next" size={15} />
        </li>
        <li aria-hidden className={classes['wall']} data-back style={{ gridColumn: 3, gridRow: 2 }}>
          <Icon name="next" size={15} />
        </li>
        <li aria-hidden className={classes['through']} style={{ gridColumn: 4, gridRow: 2 }} />
        <li aria-hidden className={classes['turn']} style={{ gridColumn: 7, gridRow: '1 / span 2' }} />
      </ol>
    </nav>
  )
}

function StationLink({ station, screens, lit }: { station: Station; screens: readonly Screen[]; lit: boolean }) {
  const { zone } = useSession()
  const { t } = useWords()
  const may = useMay()
  const name = t(`station.${station}`)
  const content = (
    <>
      <span className={classes['circle']}>
        <Icon name={station} size={16} />
      </span>
      <span className={classes['name']}>{name}</span>
    </>
  )
  if (zoneOf(station) !== zone.zone) {
    const there = entryOf(allScreens, station)
    if (!zone.otherZone || !there)
      return (
        <span className={classes['stop']} title={name}>
          {content}
        </span>
      )
    return (
      <a
        className={classes['stop']}
        href={`${zone.otherZone.url}${there}`}
        aria-label={`${name}, ${t('nav.elsewhere')}`}
        title={name}
      >
        {content}
      </a>
    )
  }
  const entry = entryOf(
    screens.filter((one) => !one.action || may(one.action)),
    station,
  )
  const reason = zone.modules.includes(station) ? t('denied.title') : t('nav.off')
  if (!entry)
    return (
      <span className={classes['stop']} data-off title={`${name}: ${reason}`}>
        {content}
      </span>
    )
  return (
    <Link to={entry} className={classes['stop']} data-lit={lit || undefined} aria-current={lit ? 'true' : undefined}>
      {content}
    </Link>
  )
}

function zoneOf(station: Station): ZoneName {
  return (stations.clinic as readonly Station[]).includes(station) ? 'clinic' : 'research'
}

function entryOf(screens: readonly Screen[], station: Station): string | undefined {
  return screens.find((one) => one.station === station && !one.path.includes('$'))?.path
}
