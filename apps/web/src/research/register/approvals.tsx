import { registerEndpoints } from '@clic/contracts'
import { Button, Group, Text } from '@mantine/core'
import { useDo } from '../../api.ts'
import { Icon } from '../../parts/icon.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/index.tsx'
import classes from './register.module.css'
import type { Release } from './release-text.tsx'

const roles = ['clinical-lead', 'regulatory-lead', 'dpo'] as const

/** Three signatures by three people: who gave theirs, and whose is missing. Whoever holds a missing role gives it here. */
export function Approvals({ release }: { release: Release }) {
  const { t, code } = useWords()
  const { person } = useSession()
  const approve = useDo(registerEndpoints.approve, { refresh: [registerEndpoints.releases, registerEndpoints.release] })
  return (
    <>
      <ul className={classes['approvals']}>
        {roles.map((role) => {
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
                  loading={approve.busy}
                  onClick={() => void approve.run({ params: { releaseId: release.id }, body: { role } })}
                >
                  {t('approval.give', { role: code('role', role) })}
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
      <ProblemNotice problem={approve.problem} onClose={approve.clear} />
    </>
  )
}
