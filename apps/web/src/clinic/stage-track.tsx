import type { StageState, StudyStage } from '@clic/contracts'
import { Tooltip } from '@mantine/core'
import { Icon, type IconName } from '../parts/icon.tsx'
import { dateTime } from '../words/format.ts'
import { useWords } from '../words/index.tsx'
import classes from './stage-track.module.css'

const wayStages = [
  'received',
  'deidentified',
  'left',
  'routed',
  'inferred',
  'returned',
] as const satisfies readonly StudyStage[]

export interface StageRow {
  stage: StudyStage
  state: StageState
  reason: string | null
  next: string | null
  at: string
}

const marks: Record<StageState, IconName> = {
  done: 'check',
  waiting: 'clock',
  running: 'run',
  refused: 'stop',
  quarantined: 'lock',
  failed: 'warn',
}

/** Where a study is: six stops, drawn and spoken. Those it has not come to are hollow. */
export function StageTrack({ stages, named }: { stages: readonly StageRow[]; named?: boolean }) {
  const { t, code, language } = useWords()
  return (
    <ol className={classes['track']} data-named={named || undefined} aria-label={t('stages')}>
      {wayStages.map((stage) => {
        const row = stages.find((one) => one.stage === stage)
        const name = t(`stage.${stage}`)
        const state = row ? code('state', row.state) : t('stage.not')
        return (
          <li key={stage} data-state={row?.state ?? 'none'}>
            <Tooltip label={row ? `${name}: ${state}, ${dateTime(row.at, language)}` : `${name}: ${state}`}>
              <span className={classes['stop']} role="img" aria-label={`${name}: ${state}`}>
                {row ? <Icon name={marks[row.state]} size={12} /> : null}
              </span>
            </Tooltip>
            {named ? (
              <span className={classes['name']} aria-hidden>
                {name}
              </span>
            ) : null}
          </li>
        )
      })}
    </ol>
  )
}
