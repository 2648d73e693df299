import { registerEndpoints } from '@clic/contracts'
import { Group, Text } from '@mantine/core'
import { useAsk } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { To } from '../../parts/to.tsx'
import { useWords } from '../../words/index.tsx'
import { Approvals } from './approvals.tsx'
import { KindBadge, ReleaseState } from './release-text.tsx'
import { SendRelease } from './send-release.tsx'

const order = ['accepted', 'approved', 'sent'] as const

/** Releases that a validation accepted: they wait for three signatures, then for the door. */
export function ApprovalsPage() {
  const { t } = useWords()
  const releases = useAsk(registerEndpoints.releases, {}, { every: 5 })
  return (
    <>
      <PageTitle title={t('approval.page')} lead={t('approval.lead')} />
      <Answer of={releases} lines={5}>
        {(rows) => {
          const waiting = order.flatMap((state) => rows.filter((one) => one.state === state))
          if (waiting.length === 0)
            return (
              <EmptyState icon="register" title={t('approval.none')}>
                {t('approval.none.why')}
              </EmptyState>
            )
          return (
            <>
              {waiting.map((one) => (
                <Panel
                  key={one.id}
                  title={`${one.productName} ${one.version}`}
                  lead={
                    <Group gap="sm" component="span">
                      <KindBadge kind={one.kind} />
                      <ReleaseState release={one} />
                      {one.verdict ? (
                        <To to={`/validate/results/${one.verdict.resultId}`}>{t('release.verdict.see')}</To>
                      ) : null}
                    </Group>
                  }
                  actions={<To to={`/register/releases/${one.id}`}>{t('do.open')}</To>}
                >
                  <Approvals release={one} />
                  {one.state === 'accepted' ? null : (
                    <div style={{ marginTop: 16 }}>
                      <Text fw={600} size="sm" mb={4}>
                        {t('send.title')}
                      </Text>
                      <SendRelease release={one} />
                    </div>
                  )}
                </Panel>
              ))}
            </>
          )
        }}
      </Answer>
    </>
  )
}
