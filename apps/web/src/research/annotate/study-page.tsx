import { annotateEndpoints, linkEndpoints } from '@clic/contracts'
import { Group, Text } from '@mantine/core'
import { useBlocker, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useAsk } from '../../api.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { ToButton } from '../../parts/to.tsx'
import { useWords } from '../../words/index.tsx'

/** Cornerstone is large; it comes with the first study that is opened, not with the first page. */
const StudyViewer = lazy(() => import('../../viewer/study-viewer.tsx'))

/** One de-identified study in the viewer. */
export function StudyPage() {
  const { t } = useWords()
  const { studyId } = useParams({ strict: false }) as { studyId: string }
  const study = useAsk(linkEndpoints.study, { params: { studyId } })
  const labels = useAsk(annotateEndpoints.labels, { query: { studyId } })
  const [unsaved, setUnsaved] = useState(false)
  useBlocker({ shouldBlockFn: () => unsaved && !window.confirm(t('study.leave')), enableBeforeUnload: false })
  const label = labels.data?.[0]
  const lead = study.data ? (
    <Group gap="sm" component="span">
      <Text component="span" size="sm">
        {[study.data.studyDescription, study.data.modalities.join(' + ')].filter(Boolean).join(' · ')}
      </Text>
      {label ? <StatusBadge state={label.state} /> : null}
    </Group>
  ) : undefined
  return (
    <>
      <PageTitle
        title={study.data ? t('study.title', { pseudonym: study.data.pseudonym }) : t('study.title.none')}
        lead={lead}
        actions={
          <ToButton to="/annotate" variant="default">
            {t('study.back')}
          </ToButton>
        }
      />
      <ProblemNotice problem={study.problem} />
      <Suspense fallback={<Text role="status">{t('loading')}</Text>}>
        <StudyViewer studyId={studyId} onUnsaved={setUnsaved} />
      </Suspense>
    </>
  )
}
