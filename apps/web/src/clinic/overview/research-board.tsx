import {
  annotateEndpoints,
  curateEndpoints,
  developEndpoints,
  linkEndpoints,
  registerEndpoints,
  reportEndpoints,
  validateEndpoints,
} from '@clic/contracts'
import { useAsk } from '../../api.ts'
import { Icon } from '../../parts/icon.tsx'
import { Panel } from '../../parts/panel.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { useSession } from '../../session.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import classes from './overview.module.css'

/** How much there is at each station of the research zone, with the states that are not finished. */
export function ResearchBoard() {
  const { t, code, language } = useWords()
  const { zone } = useSession()
  const has = (module: string) => ({ every: 5, enabled: zone.modules.includes(module) })
  const rows = [
    { station: 'link', asked: useAsk(linkEndpoints.studies, { query: { limit: 1000 } }, has('link')) },
    { station: 'curate', asked: useAsk(curateEndpoints.datasets, {}, has('curate')) },
    { station: 'annotate', asked: useAsk(annotateEndpoints.labels, { query: { limit: 1000 } }, has('annotate')) },
    { station: 'develop', asked: useAsk(developEndpoints.list, {}, has('develop')) },
    { station: 'register', asked: useAsk(registerEndpoints.releases, {}, has('register')) },
    { station: 'validate', asked: useAsk(validateEndpoints.validations, {}, has('validate')) },
    { station: 'report', asked: useAsk(reportEndpoints.list, {}, has('report')) },
  ] as const
  return (
    <Panel title={t('research.board')}>
      <div className={classes['tiles']}>
        {rows
          .filter((one) => zone.modules.includes(one.station) && !one.asked.denied)
          .map(({ station, asked }) => (
            <section key={station} className={classes['tile']} aria-label={t(`station.${station}`)}>
              <div className={classes['stageName']}>
                <Icon name={station} size={17} />
                {t(`station.${station}`)}
              </div>
              <div className={classes['big']}>{asked.data ? number(asked.data.length, language) : '–'}</div>
              <div className={classes['states']}>
                {states(asked.data ?? []).map(([state, n]) => (
                  <StatusBadge key={state} state={state} label={`${number(n, language)} ${code('state', state)}`} />
                ))}
              </div>
            </section>
          ))}
      </div>
    </Panel>
  )
}

function states(list: readonly object[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const one of list)
    if ('state' in one && typeof one.state === 'string') counts.set(one.state, (counts.get(one.state) ?? 0) + 1)
  return [...counts]
}
