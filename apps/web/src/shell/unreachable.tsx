import { Center, Stack, Text, Title } from '@mantine/core'
import { Icon } from '../parts/icon.tsx'
import { useWords } from '../words/index.tsx'

/** No zone answers: nothing else can be drawn. */
export function Unreachable() {
  const { t } = useWords()
  return (
    <Center component="main" mih="100vh" p="xl">
      <Stack align="center" gap="xs" ta="center" role="alert">
        <Icon name="warn" size={40} />
        <Title order={1}>{t('unreachable.title')}</Title>
        <Text maw={440}>{t('unreachable.next')}</Text>
      </Stack>
    </Center>
  )
}
