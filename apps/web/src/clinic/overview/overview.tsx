import { PageTitle } from '../../parts/page-title.tsx'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/index.tsx'
import { ClinicBoard } from './clinic-board.tsx'
import { LatestStudies } from './latest-studies.tsx'
import { ResearchBoard } from './research-board.tsx'
import { Todo } from './todo.tsx'

/** The first screen: what waits for this person, and where everything is. */
export function Overview() {
  const { zone, person } = useSession()
  const { t } = useWords()
  const first = person?.name.split(' ')[0] ?? ''
  return (
    <>
      <PageTitle title={t('overview.hello', { name: first })} lead={t(`overview.lead.${zone.zone}`)} />
      <Todo />
      {zone.zone === 'clinic' ? (
        <>
          <ClinicBoard />
          <LatestStudies />
        </>
      ) : (
        <ResearchBoard />
      )}
    </>
  )
}
