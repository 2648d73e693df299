import { Group, Progress, Stack, Text } from '@mantine/core'
import { number } from '../words/format.ts'
import { useWords } from '../words/index.tsx'

/** How far something is: a bar with the counts in words. Without a total it says only what is done. */
export function ProgressLine({
  label,
  done,
  total,
  note,
}: {
  label: string
  done: number
  total: number
  note?: string
}) {
  const { language, t } = useWords()
  const percent = total > 0 ? Math.min(100, (done / total) * 100) : 0
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" fw={500}>
          {label}
        </Text>
        <Text size="sm" c="gray.7">
          {t('progress.of', { done: number(done, language), total: number(total, language) })}
          {note ? ` · ${note}` : ''}
        </Text>
      </Group>
      <Progress.Root size={8}>
        <Progress.Section value={percent} aria-label={label} />
      </Progress.Root>
    </Stack>
  )
}
