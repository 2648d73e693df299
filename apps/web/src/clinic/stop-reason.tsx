import { Text } from '@mantine/core'
import { ServerText } from '../parts/server-text.tsx'
import { useWords } from '../words/index.tsx'

/** Why something stopped and what to do: two short lines under it. `calm` where it waits as it should and nothing is wrong. */
export function StopReason({ reason, next, calm }: { reason: string | null; next: string | null; calm?: boolean }) {
  const { t } = useWords()
  if (!reason && !next) return null
  return (
    <>
      {reason ? (
        <Text size="sm" c={calm ? undefined : 'brick.7'}>
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
