import { Text } from '@mantine/core'
import { ServerText } from '../parts/server-text.tsx'
import { useWords } from '../words/index.tsx'

/** Why something stopped and what to do: two short lines under it. */
export function StopReason({ reason, next }: { reason: string | null; next: string | null }) {
  const { t } = useWords()
  if (!reason && !next) return null
  return (
    <>
      {reason ? (
        <Text size="sm" c="brick.7">
          <ServerText>{reason}</ServerText>
        </Text>
      ) : null}
      {next ? (
        <Text size="sm">
          <Text span fw={600} inherit>
            {t('problem.next')}:
          </Text>{' '}
          <ServerText>{next}</ServerText>
        </Text>
      ) : null}
    </>
  )
}
