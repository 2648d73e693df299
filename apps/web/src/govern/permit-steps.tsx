import type { Permit } from '@clic/contracts'
import { Icon, type IconName } from '../parts/icon.tsx'
import { TimeText } from '../parts/time-text.tsx'
import { date } from '../words/format.ts'
import { useWords } from '../words/index.tsx'
import classes from './govern.module.css'

type Look = 'done' | 'now' | 'later' | 'stopped'

const stopped = ['refused', 'suspended', 'expired', 'closed']
const reached: Record<string, number> = { draft: 0, submitted: 1, screened: 2, approved: 3, active: 4 }

/** The four steps of a permit as a picture: asked for by one, screened by rules, approved by another, valid. */
export function PermitSteps({ permit }: { permit: Permit }) {
  const { t, code, language } = useWords()
  const refused = permit.state === 'refused'
  const step = refused ? 2 : (reached[permit.state] ?? (permit.approvedBy ? 3 : permit.screening.length > 0 ? 2 : 1))
  const halted = stopped.includes(permit.state)
  const look = (n: number): Look =>
    halted && n === step
      ? 'stopped'
      : n < step || (n < 4 && step === 4) || (n === 3 && permit.state === 'active')
        ? 'done'
        : n === step
          ? 'now'
          : 'later'
  const signed = permit.signed
    ? t('sources.until', { date: date(permit.terms.expiresAt, language) })
    : t('permits.unsigned')
  // A pause has no end of its own: the date is that of the permit.
  const valid = permit.state === 'suspended' ? '' : refused ? t('permits.unsigned') : signed
  const rows: { icon: IconName; title: string; who: string; at: string | null }[] = [
    { icon: 'person', title: t('permit.asked'), who: permit.proposedBy.name, at: permit.requestedAt },
    { icon: 'gate', title: t('permit.screened'), who: '', at: null },
    {
      icon: 'people',
      title: t(refused ? 'permit.refused' : 'permit.decided'),
      who: permit.approvedBy?.name ?? '',
      // Of a permit that was suspended later it is the time of that, not of the approval.
      at: permit.approvedBy && permit.state !== 'suspended' ? permit.decidedAt : null,
    },
    {
      icon: 'permit',
      title: halted && !refused ? code('state', permit.state) : t('permit.valid'),
      who: valid,
      at: null,
    },
  ]
  return (
    <ol className={classes['steps']} aria-label={t('permit.foureyes')}>
      {rows.map((one, n) => (
        <li key={one.icon} data-look={look(n)}>
          <span className={classes['stepIcon']}>
            <Icon name={look(n) === 'stopped' ? 'stop' : one.icon} />
          </span>
          <div>
            <div className={classes['stepTitle']}>{one.title}</div>
            <div className={classes['stepWho']}>
              {one.who} {one.at ? <TimeText at={one.at} /> : null}
            </div>
          </div>
        </li>
      ))}
    </ol>
  )
}
