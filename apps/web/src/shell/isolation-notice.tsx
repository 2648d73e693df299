import { Text } from '@mantine/core'
import { ServerText } from '../parts/server-text.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/index.tsx'

/** Says on every page where this installation keeps things less apart than it could; nothing where all is whole. */
export function IsolationNotice() {
  const { zone } = useSession()
  const { t } = useWords()
  const missing = [
    { what: t('isolation.zones'), how: zone.isolation },
    { what: t('isolation.packages'), how: zone.foreignPackages },
  ].filter((one) => /^(absent|in part)/.test(one.how))
  return missing.map(({ what, how }) => (
    <Text key={what} size="sm" c="dimmed" maw={1440} mx="auto" px={{ base: 'md', md: 'xl' }} role="note">
      {what}: <ServerText>{how}</ServerText>
    </Text>
  ))
}
