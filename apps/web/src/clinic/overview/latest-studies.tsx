import { acquireEndpoints } from '@clic/contracts'
import { useAsk } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ToButton } from '../../parts/to.tsx'
import { useWords } from '../../words/index.tsx'
import { StudyTable } from '../acquire/study-table.tsx'

/** The newest studies, live. */
export function LatestStudies() {
  const { t } = useWords()
  const studies = useAsk(acquireEndpoints.studies, { query: { limit: 12 } }, { every: 2 })
  if (studies.denied || studies.data?.length === 0) return null
  return (
    <Panel
      title={t('board.studies')}
      flush
      actions={
        <ToButton to="/acquire/studies" variant="default" size="xs">
          {t('board.all')}
        </ToButton>
      }
    >
      <Answer of={studies}>{(rows) => <StudyTable studies={rows} />}</Answer>
    </Panel>
  )
}
