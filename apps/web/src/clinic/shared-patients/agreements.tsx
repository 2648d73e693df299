import { sharedPatientsEndpoints } from '@clic/contracts'
import { Button, CopyButton, Group, Text } from '@mantine/core'
import { useDo, useMay } from '../../api.ts'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Hash } from '../../parts/hash.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { To } from '../../parts/to.tsx'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/index.tsx'
import { useProjectPermits } from '../project-permit.tsx'
import type { Agreement } from './shared-page.tsx'

/** With whom this zone counts, under which permit, and how many counts of the day are left. */
export function Agreements({
  agreements,
  own,
}: {
  agreements: readonly Agreement[]
  own: { publicKey: string; fingerprint: string }
}) {
  const { t } = useWords()
  const may = useMay()
  const { person } = useSession()
  const refresh = [sharedPatientsEndpoints.agreements]
  const permits = useProjectPermits()
  const titleOf = (id: string) => permits?.find((one) => one.id === id)?.terms.title ?? `…${id.slice(-8)}`
  const approve = useDo(sharedPatientsEndpoints.approve, { refresh })
  const end = useDo(sharedPatientsEndpoints.end, { refresh })
  return (
    <Panel
      title={t('shared.agreements')}
      lead={t('shared.agreements.lead')}
      actions={
        <Group gap={8}>
          <Text size="xs" c="gray.7">
            {t('shared.key')}
          </Text>
          <Hash value={own.fingerprint} what={t('shared.key')} length={16} />
          <CopyButton value={own.publicKey} timeout={1500}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="default" onClick={copy}>
                {t(copied ? 'copied' : 'shared.key.copy')}
              </Button>
            )}
          </CopyButton>
        </Group>
      }
      flush
    >
      <ProblemNotice problem={approve.problem ?? end.problem} />
      <DataTable
        caption={t('shared.agreements')}
        rows={agreements}
        keyOf={(one) => one.id}
        empty={<EmptyState icon="people" title={t('shared.agreements.none')} />}
        columns={[
          {
            key: 'partner',
            head: t('shared.partner'),
            rowHead: true,
            cell: (one) => (
              <>
                {one.partner}
                <Text size="xs" c="gray.7">
                  {one.url.replace('https://', '')}
                </Text>
              </>
            ),
          },
          {
            key: 'key',
            head: t('shared.theirkey'),
            cell: (one) => <Hash value={one.fingerprint} what={t('shared.theirkey')} length={10} />,
          },
          { key: 'project', head: t('shared.project'), cell: (one) => one.project },
          {
            key: 'permit',
            head: t('shared.permit'),
            cell: (one) => <To to={`/govern/permits/${one.permitId}`}>{titleOf(one.permitId)}</To>,
          },
          {
            key: 'who',
            head: t('shared.who'),
            cell: (one) => (
              <Text size="xs">
                {t('shared.who.proposed', { name: one.proposedBy.name })}
                {one.approvedBy ? (
                  <>
                    <br />
                    {t('shared.who.approved', { name: one.approvedBy.name })}
                  </>
                ) : null}
              </Text>
            ),
          },
          { key: 'state', head: t('study.timeline.state'), cell: (one) => <StatusBadge state={one.state} /> },
          {
            key: 'left',
            head: t('shared.left'),
            cell: (one) =>
              one.state === 'active' ? (
                <Text size="xs" style={{ whiteSpace: 'nowrap' }}>
                  {t('shared.left.ask', { n: one.left.asked, all: one.left.aDay })}
                  <br />
                  {t('shared.left.answer', { n: one.left.answered, all: one.left.aDay })}
                </Text>
              ) : (
                '–'
              ),
          },
          {
            key: 'do',
            head: '',
            cell: (one) =>
              !may('shared-patients.approve') || one.state === 'ended' ? null : (
                <Group gap={6} wrap="nowrap" justify="flex-end">
                  {one.state === 'proposed' && one.proposedBy.id !== person?.id ? (
                    <Button
                      size="compact-xs"
                      loading={approve.busy}
                      onClick={() => void approve.run({ params: { agreementId: one.id } })}
                    >
                      {t('shared.approve')}
                    </Button>
                  ) : null}
                  <Button
                    size="compact-xs"
                    variant="default"
                    loading={end.busy}
                    onClick={() => void end.run({ params: { agreementId: one.id } })}
                  >
                    {t('shared.end')}
                  </Button>
                </Group>
              ),
          },
        ]}
      />
    </Panel>
  )
}
