import { approvalRoles } from '@clic/contracts'
import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { Icon } from '../../parts/icon.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/index.tsx'
import { type ApprovalRole, ApproveRelease } from './approve-release.tsx'
import classes from './register.module.css'
import type { Release } from './release-text.tsx'

/** Three signatures by three people: who gave theirs, and whose is missing. Whoever holds a missing role gives it here. */
export function Approvals({ release }: { release: Release }) {
  const { t, code } = useWords()
  const { person } = useSession()
  const [asking, setAsking] = useState<ApprovalRole>()
  return (
    <>
      <ul className={classes['approvals']}>
        {approvalRoles.map((role) => {
          const given = release.approvals.find((one) => one.role === role)
          const mine = person?.roles.includes(role) && release.state === 'accepted'
          return (
            <li key={role} className={classes['approval']} data-given={given !== undefined}>
              <Group gap={6} wrap="nowrap">
                <Icon name={given ? 'check' : 'clock'} size={16} />
                <Text size="sm" fw={600}>
                  {code('role', role)}
                </Text>
              </Group>
              {given ? (
                <Text size="sm">
                  {given.name}
                  <br />
                  <Text span size="xs" c="gray.7">
                    <TimeText at={given.at} />
                  </Text>
                </Text>
              ) : (
                <Text size="sm" c="gray.7">
                  {t('approval.missing')}
                </Text>
              )}
              {!given && mine ? (
                <Button
                  size="xs"
                  maw="100%"
                  h="auto"
                  mih={30}
                  className={classes['give']}
                  onClick={() => setAsking(role)}
                >
                  {t('approval.give', { role: code('role', role).toLocaleLowerCase() })}
                </Button>
              ) : null}
            </li>
          )
        })}
      </ul>
      {release.state === 'registered' ? (
        <Text size="sm" c="gray.7" mt="xs">
          {t('approval.not-yet')}
        </Text>
      ) : null}
      {release.state === 'refused' ? (
        <Text size="sm" c="gray.7" mt="xs">
          {t('approval.refused')}
        </Text>
      ) : null}
      {asking ? <ApproveRelease release={release} role={asking} onClose={() => setAsking(undefined)} /> : null}
    </>
  )
}
