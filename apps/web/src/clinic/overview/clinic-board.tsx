import { acquireEndpoints, type ReplyOf, type StudyStage } from '@clic/contracts'
import { useAsk } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Icon, type IconName } from '../../parts/icon.tsx'
import { Panel } from '../../parts/panel.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { bytes, number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import classes from './overview.module.css'

type Processed = ReplyOf<typeof acquireEndpoints.reception>['processed']

const icons: Record<StudyStage, IconName> = {
  received: 'acquire',
  deidentified: 'deidentify',
  left: 'door',
  routed: 'deploy',
  inferred: 'image',
  returned: 'next',
}

/** The picture of all studies: received, then to research without identity, and through AI back to the sender. */
export function ClinicBoard() {
  const { t, language } = useWords()
  const reception = useAsk(acquireEndpoints.reception, {}, { every: 2 })
  if (reception.denied) return null
  return (
    <Panel title={t('board.title')}>
      <Answer of={reception}>
        {({ arrived, processed }) =>
          arrived.studies === 0 ? (
            <EmptyState icon="acquire" title={t('board.empty')}>
              {t('board.empty.why')}
            </EmptyState>
          ) : (
            <div className={classes['board']}>
              <Stage
                stage="received"
                processed={processed}
                note={`${number(arrived.instances, language)} ${t('arrived.instances').toLowerCase()} · ${bytes(arrived.bytes, language)}`}
                className={classes['first']}
              />
              <div className={classes['lane']} aria-hidden data-lane="research">
                {t('board.toresearch')}
              </div>
              <Stage stage="deidentified" processed={processed} />
              <Stage stage="left" processed={processed} />
              <div className={classes['lane']} aria-hidden data-lane="care">
                {t('board.tocare')}
              </div>
              <Stage stage="routed" processed={processed} />
              <Stage stage="inferred" processed={processed} />
              <Stage stage="returned" processed={processed} />
            </div>
          )
        }
      </Answer>
    </Panel>
  )
}

function Stage({
  stage,
  processed,
  note,
  className,
}: {
  stage: StudyStage
  processed: Processed
  note?: string
  className?: string
}) {
  const { t, code, language } = useWords()
  const rows = processed.filter((one) => one.stage === stage && one.studies > 0)
  const done = rows.find((one) => one.state === 'done')?.studies ?? 0
  return (
    <section className={`${classes['stage']} ${className ?? ''}`} aria-label={t(`stage.${stage}`)} data-stage={stage}>
      <div className={classes['stageName']}>
        <Icon name={icons[stage]} size={17} />
        {t(`stage.${stage}`)}
      </div>
      <div className={classes['big']}>{number(done, language)}</div>
      <div className={classes['states']}>
        {rows
          .filter((one) => one.state !== 'done')
          .map((one) => (
            <StatusBadge
              key={one.state}
              state={one.state}
              label={`${number(one.studies, language)} ${code('state', one.state)}`}
            />
          ))}
        {note ? <span className={classes['note']}>{note}</span> : null}
      </div>
    </section>
  )
}
