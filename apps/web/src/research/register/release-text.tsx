import type { ReplyOf, registerEndpoints } from '@clic/contracts'
import { Badge } from '@mantine/core'
import { useWords } from '../../words/index.tsx'

export type Product = ReplyOf<typeof registerEndpoints.products>[number]
export type Release = ReplyOf<typeof registerEndpoints.release>

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
