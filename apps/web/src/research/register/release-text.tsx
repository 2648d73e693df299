import type { ReplyOf, registerEndpoints } from '@clic/contracts'
import { Badge } from '@mantine/core'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { useWords } from '../../words/index.tsx'

export type Product = ReplyOf<typeof registerEndpoints.products>[number]
export type Release = ReplyOf<typeof registerEndpoints.release>

/** Where a release stands; one that the clinic recalled is not merely withdrawn. */
export function ReleaseState({ release }: { release: Pick<Release, 'state' | 'recalledAt'> }) {
  const { t } = useWords()
  return release.recalledAt ? (
    <StatusBadge state="withdrawn" tone="bad" label={t('release.recalled')} />
  ) : (
    <StatusBadge state={release.state} />
  )
}

export function KindBadge({ kind }: { kind: Product['kind'] }) {
  const { t } = useWords()
  return (
    <Badge
      component="span"
      variant="outline"
      color={kind === 'bought' ? 'slate' : 'research'}
      radius="sm"
      tt="none"
      fw={600}
    >
      {t(`product.kind.${kind}`)}
    </Badge>
  )
}
