import type { maskEndpoints, ReplyOf } from '@clic/contracts'
import { Skeleton, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useMay } from '../../api.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ToButton } from '../../parts/to.tsx'
import { useWords } from '../../words/index.tsx'
import { StopReason } from '../stop-reason.tsx'
import { GoingOn } from './going-on.tsx'
import { MaskWork } from './mask-work.tsx'
import { useLook } from './use-look.ts'

export type Looked = ReplyOf<typeof maskEndpoints.look>

/** One object that waits for a look at its pixels: draw what must be black, see the result, let it go on. */
export function MaskPage() {
  const { t } = useWords()
  const may = useMay()
  if (may('sample.review')) return <Open />
  return (
    <EmptyState icon="lock" title={t('denied.title')}>
      {t('denied.why')}
    </EmptyState>
  )
}

function Open() {
  const { quarantinedId = '' }: { quarantinedId?: string } = useParams({ strict: false })
  const { t } = useWords()
  const { looked, problem } = useLook(quarantinedId)
  const [sent, setSent] = useState<{ studyId: string; permitId: string; boxes: number }>()
  return (
    <>
      <PageTitle title={t('mask.title')} lead={t('mask.lead')} />
      <ProblemNotice problem={problem} />
      {problem ? <ToButton to="/deidentify/quarantine">{t('mask.back')}</ToButton> : null}
      {sent ? (
        <GoingOn of={sent} />
      ) : looked ? (
        <Opened key={looked.id} of={looked} onSent={setSent} />
      ) : problem ? null : (
        <div aria-busy="true" role="status" aria-label={t('loading')}>
          <Skeleton height={320} />
        </div>
      )}
    </>
  )
}

function Opened({
  of,
  onSent,
}: {
  of: Looked
  onSent: (sent: { studyId: string; permitId: string; boxes: number }) => void
}) {
  const { t } = useWords()
  // In braces: a browser may answer with a promise, and an effect's answer is called when it ends.
  useEffect(() => {
    window.scrollTo({ top: 0 })
  }, [])
  if (!of.pixels)
    return (
      <EmptyState icon="stop" title={t('mask.nopicture')}>
        <Text size="sm" mb="md">
          {t('mask.nopicture.why')}
        </Text>
        <ToButton to="/deidentify/quarantine">{t('mask.back')}</ToButton>
      </EmptyState>
    )
  return (
    <>
      <div style={{ marginBottom: 14 }}>
        <StopReason reason={of.reason} next={of.next} />
      </div>
      <MaskWork of={of} about={of.pixels} onSent={onSent} />
    </>
  )
}
