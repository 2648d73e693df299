import type { linkEndpoints, ReplyOf } from '@clic/contracts'
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { type Column, DataTable } from '../../parts/data-table.tsx'
import { ToButton } from '../../parts/to.tsx'
import { useWords } from '../../words/index.tsx'

export type StudyRow = ReplyOf<typeof linkEndpoints.studies>[number]

/** De-identified studies, one a row, named by their pseudonyms; `about` says what the page tells of each. */
export function StudyTable({
  caption,
  rows,
  about,
  open,
  empty,
}: {
  caption: string
  rows: readonly StudyRow[]
  about: readonly Column<StudyRow>[]
  /** Where a study opens: the button's words, its name with the pseudonym in it, and how loud it is. Nobody opens one without it. */
  open: { to: string; says: string; label: (pseudonym: string) => string; variant: 'light' | 'default' } | undefined
  empty: ReactNode
}) {
  const { t } = useWords()
  return (
    <DataTable
      caption={caption}
      rows={rows}
      keyOf={(one) => one.id}
      empty={empty}
      columns={[
        {
          key: 'pseudonym',
          head: t('col.pseudonym'),
          rowHead: true,
          cell: (one) => (
            <Text span ff="monospace" size="sm">
              {one.pseudonym}
            </Text>
          ),
        },
        ...about,
        ...(open
          ? [
              {
                key: 'open',
                head: t('col.action'),
                right: true,
                cell: (one: StudyRow) => (
                  <ToButton
                    to={`${open.to}/${one.id}`}
                    size="compact-sm"
                    variant={open.variant}
                    aria-label={open.label(one.pseudonym)}
                  >
                    {open.says}
                  </ToButton>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
