import { type Action, authority } from '@clic/contracts'
import { Box, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Icon, type IconName } from '../../parts/icon.tsx'
import { useWords } from '../../words/index.tsx'

/** Said wherever age or sex is shown and was made up for the data set. */
export function InventedNotice({ when }: { when: boolean }) {
  const { t } = useWords()
  return when ? (
    <Notice icon="warn" tone="amber">
      {t('invented')}
    </Notice>
  ) : null
}

/** Who may do what this place is for, when the reader may not. */
export function OnlyFor({ action }: { action: Action }) {
  const { t, code } = useWords()
  const roles = authority[action].roles.map((role) => code('role', role)).join(', ')
  return (
    <Text size="sm" c="gray.7">
      <Icon name="lock" size={14} /> {t('needs.role', { roles })}
    </Text>
  )
}

export function Notice({
  icon,
  tone,
  children,
  action,
}: {
  icon: IconName
  tone: 'amber' | 'green' | 'slate' | 'brick'
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <Box
      role="note"
      bg={`${tone}.0`}
      px="md"
      py={10}
      mb="md"
      style={{ border: `1px solid var(--mantine-color-${tone}-3)`, borderRadius: 8 }}
    >
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <Box c={`${tone}.7`} pt={2}>
          <Icon name={icon} size={18} />
        </Box>
        <Text size="sm" component="div" flex={1}>
          {children}
        </Text>
        {action}
      </Group>
    </Box>
  )
}
