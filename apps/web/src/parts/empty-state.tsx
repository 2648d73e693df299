import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** Nothing here yet: why, and what would bring something. */
export function EmptyState({
  icon = 'box',
  title,
  children,
  action,
}: {
  icon?: IconName
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md" ta="center" c="gray.7">
      <Icon name={icon} size={34} />
      <Text fw={600} c="gray.8">
        {title}
      </Text>
      {children ? (
        <Text size="sm" maw={460}>
          {children}
        </Text>
      ) : null}
      {action}
    </Stack>
  )
}
