import { EmptyState } from '../parts/empty-state.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { ToButton } from '../parts/to.tsx'
import { useWords } from '../words/index.tsx'

/** An address without a screen in this zone. */
export function NotHere() {
  const { t } = useWords()
  return (
    <>
      <PageTitle title={t('nothere.title')} />
      <EmptyState icon="search" title={t('nothere.why')} action={<ToButton to="/">{t('nothere.go')}</ToButton>} />
    </>
  )
}
