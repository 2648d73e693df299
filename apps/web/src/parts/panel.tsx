import { Box, Group, Paper, Text, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'

/** A part of a screen with its own heading. */
export function Panel({
  title,
  lead,
  actions,
  children,
  flush,
}: {
  title: string
  lead?: ReactNode
  actions?: ReactNode
  children: ReactNode
  flush?: boolean
}) {
  const id = useId()
  return (
    <Paper component="section" aria-labelledby={id} p={0} mb="lg">
      <Group justify="space-between" align="flex-start" px="md" pt="md" pb={flush ? 'xs' : 'sm'} gap="sm">
        <Box maw={720}>
          <Title order={2} id={id}>
            {title}
          </Title>
          {lead ? (
            <Text size="sm" c="gray.7" mt={2}>
              {lead}
            </Text>
          ) : null}
        </Box>
        {actions ? <Group gap="xs">{actions}</Group> : null}
      </Group>
      <Box px={flush ? 4 : 'md'} pb={flush ? 'xs' : 'md'}>
        {children}
      </Box>
    </Paper>
  )
}
