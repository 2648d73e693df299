import type { Problem } from '@clic/contracts'
import { Box, CloseButton, Group, Stack, Text } from '@mantine/core'
import { citation } from '../words/format.ts'
import { useWords } from '../words/index.tsx'
import { Icon } from './icon.tsx'
import { ServerText } from './server-text.tsx'

/** What was refused, why, and what to do; for a closed gate each rule with its citation and who can act. */
export function ProblemNotice({ problem, onClose }: { problem: Problem | undefined; onClose?: () => void }) {
  const { t, code } = useWords()
  if (!problem) return null
  const kind = problem.type.replace('urn:clic:problem:', '')
  const title = code('problem', kind)
  const findings = problem.findings ?? []
  return (
    <Box
      role="alert"
      bg="brick.0"
      p="md"
      mb="md"
      style={{
        border: '1px solid var(--mantine-color-brick-3)',
        borderLeft: '5px solid var(--mantine-color-brick-6)',
        borderRadius: 8,
      }}
    >
      <Group align="flex-start" wrap="nowrap" gap="sm">
        <Box c="brick.7">
          <Icon name={findings.length > 0 ? 'gate' : 'stop'} size={22} />
        </Box>
        <Stack gap={6} flex={1} miw={0}>
          <Text fw={600} c="brick.8">
            {title === kind ? <ServerText>{problem.title}</ServerText> : title}
          </Text>
          {findings.length === 0 ? (
            <Text size="sm">
              <ServerText>{problem.detail}</ServerText>
            </Text>
          ) : (
            <FindingList findings={findings} />
          )}
          {problem.next && findings.length === 0 ? (
            <Text size="sm">
              <Text span fw={600} inherit>
                {t('problem.next')}:
              </Text>{' '}
              <ServerText>{problem.next}</ServerText>
            </Text>
          ) : null}
        </Stack>
        {onClose ? <CloseButton aria-label={t('do.close')} onClick={onClose} /> : null}
      </Group>
    </Box>
  )
}

/** Rules that closed a gate: the reason, the citation, and who can act. */
export function FindingList({
  findings,
}: {
  findings: readonly { rule: string; reason: string; citation: string; who: string }[]
}) {
  const { t, language } = useWords()
  return (
    <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
      {findings.map((one) => (
        <Box
          component="li"
          key={`${one.rule} ${one.reason}`}
          pl="sm"
          style={{ borderLeft: '2px solid var(--mantine-color-brick-3)' }}
        >
          <Text size="sm">
            <ServerText>{one.reason}</ServerText>
          </Text>
          <Text size="sm">
            <Text span fw={600} inherit>
              {t('problem.who')}:
            </Text>{' '}
            <ServerText>{one.who}</ServerText>
          </Text>
          <Text size="xs" c="gray.7">
            {citation(one.citation, language)} · {one.rule}
          </Text>
        </Box>
      ))}
    </Stack>
  )
}
