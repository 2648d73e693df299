import { PageTitle } from '../parts/page-title.tsx'
import { useWords } from '../words/index.tsx'

export function Overview() {
  const { t } = useWords()
  return <PageTitle title={t('overview.title')} />
}
