import { Group, Progress, Stack, Text } from '@mantine/core'
import { number } from '../words/format.ts'
import { useWords } from '../words/index.tsx'

/** How far something is: a bar with the counts in words. `show` writes the counts (bytes, seconds); numbers otherwise. */
export function ProgressLine({
  label,
  done,
  total,
  note,
  show,
}: {
  label: string
  done: number
  total: number
  note?: string
  show?: (value: number) => string
}) {
  const { language, t } = useWords()
  const text = show ?? ((value: number) => number(value, language))
  const percent = total > 0 ? Math.min(100, (done / total) * 100) : 0
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" fw={500}>
          {label}
        </Text>
        <Text size="sm" c="gray.7">
          {t('progress.of', { done: text(done), total: text(total) })}
          {note ? ` · ${note}` : ''}
        </Text>
      </Group>
      <Progress.Root size={8}>
        <Progress.Section value={percent} aria-label={label} />
      </Progress.Root>
    </Stack>
  )
}
