import type { Problem } from '@clic/contracts'
import { Box, CloseButton, Group, Stack, Text } from '@mantine/core'
import { useWords } from '../words/index.tsx'
import { Icon } from './icon.tsx'
import { RuleText } from './rule-text.tsx'
import { ServerText } from './server-text.tsx'

/** What was refused, why, and what to do; for a closed gate also each rule with its citation and who can act. */
export function ProblemNotice({ problem, onClose }: { problem: Problem | undefined; onClose?: () => void }) {
  const { t, code } = useWords()
  if (!problem) return null
  const kind = problem.type.replace('urn:clic:problem:', '')
  const title = code('problem', kind)
  return (
    <Box
      role="alert"
      bg="brick.0"
      p="md"
      style={{
        border: '1px solid var(--mantine-color-brick-3)',
        borderLeft: '5px solid var(--mantine-color-brick-6)',
        borderRadius: 8,
      }}
    >
      <Group align="flex-start" wrap="nowrap" gap="sm">
        <Box c="brick.7">
          <Icon name={problem.findings?.length ? 'gate' : 'stop'} size={22} />
        </Box>
        <Stack gap={6} flex={1} miw={0}>
          <Text fw={600} c="brick.8">
            {title === kind ? <ServerText>{problem.title}</ServerText> : title}
          </Text>
          <Text size="sm">
            <ServerText>{problem.detail}</ServerText>
          </Text>
          {problem.findings?.length ? (
            <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
              {problem.findings.map((one) => (
                <Box
                  component="li"
                  key={one.rule}
                  pl="sm"
                  style={{ borderLeft: '2px solid var(--mantine-color-brick-3)' }}
                >
                  <RuleText rule={one.rule} fallback={one.reason} />
                  <Text size="sm">
                    {t('problem.why')}: <ServerText>{one.reason}</ServerText>
                  </Text>
                  <Text size="xs" c="gray.7">
                    {one.citation} · {t('problem.who')}: <ServerText>{one.who}</ServerText>
                  </Text>
                </Box>
              ))}
            </Stack>
          ) : null}
          {problem.next ? (
            <Text size="sm" fw={500}>
              {t('problem.next')}: <ServerText>{problem.next}</ServerText>
            </Text>
          ) : null}
        </Stack>
        {onClose ? <CloseButton aria-label={t('do.close')} onClick={onClose} /> : null}
      </Group>
    </Box>
  )
}
