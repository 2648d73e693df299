import { Skeleton, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Asked } from '../api.ts'
import { useWords } from '../words/index.tsx'
import { EmptyState } from './empty-state.tsx'
import { ProblemNotice } from './problem-notice.tsx'

const widths = ['96%', '87%', '78%', '69%', '60%', '51%']

/** Shows what was asked for: its shape while it comes, the problem when there is one, a calm line when it is not for this role. */
export function Answer<T>({
  of,
  lines = 3,
  children,
}: {
  of: Asked<T>
  lines?: number
  children: (data: T) => ReactNode
}) {
  const { t } = useWords()
  if (of.denied)
    return (
      <EmptyState icon="lock" title={t('denied.title')}>
        {t('denied.why')}
      </EmptyState>
    )
  if (of.data !== undefined) {
    return (
      <>
        <ProblemNotice problem={of.problem} />
        {children(of.data)}
      </>
    )
  }
  if (of.problem) return <ProblemNotice problem={of.problem} />
  return (
    <Stack gap="sm" aria-busy="true" aria-label={t('loading')} role="status">
      {widths.slice(0, lines).map((width) => (
        <Skeleton key={width} height={22} width={width} />
      ))}
    </Stack>
  )
}
