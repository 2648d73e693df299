import { sharedPatientsEndpoints } from '@clic/contracts'
import { Button, CopyButton, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useDo, useMay } from '../../api.ts'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Facts, Field } from '../../parts/field.tsx'
import { Hash, WholeHash } from '../../parts/hash.tsx'
import { Panel } from '../../parts/panel.tsx'
import { SignedAs } from '../../parts/signed-as.tsx'
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
  const permits = useProjectPermits()
  const titleOf = (id: string) => permits?.find((one) => one.id === id)?.terms.title ?? `…${id.slice(-8)}`
  const [asking, setAsking] = useState<{ what: 'approve' | 'end'; one: Agreement }>()
  return (
    <Panel
      title={t('shared.agreements')}
      lead={t('shared.agreements.lead')}
      actions={
        <Group gap="md" align="flex-end">
          {/* The other region compares it by telephone: all of it has to be there to be read aloud. */}
          <Facts>
            <Field label={`${t('shared.key')} (SHA-256)`} wide>
              <WholeHash value={own.fingerprint} what={t('shared.key')} />
            </Field>
          </Facts>
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
      {asking ? <AskOnceMore {...asking} onClose={() => setAsking(undefined)} /> : null}
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
                <Text size="xs" c="gray.7" style={{ overflowWrap: 'anywhere' }}>
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
                <Group gap={6} justify="flex-end">
                  {one.state === 'proposed' && one.proposedBy.id !== person?.id ? (
                    <Button size="compact-xs" onClick={() => setAsking({ what: 'approve', one })}>
                      {t('shared.approve')}
                    </Button>
                  ) : null}
                  <Button size="compact-xs" variant="default" onClick={() => setAsking({ what: 'end', one })}>
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

/** What begins or ends for both regions at one press: with whom, about what, and what follows. */
function AskOnceMore({ what, one, onClose }: { what: 'approve' | 'end'; one: Agreement; onClose: () => void }) {
  const { t } = useWords()
  const act = useDo(sharedPatientsEndpoints[what], { refresh: [sharedPatientsEndpoints.agreements] })
  const { partner, project } = one
  return (
    <AskDialog
      title={t(`shared.${what}.title`, { partner, project })}
      step={t(`shared.${what}`)}
      size="lg"
      {...(what === 'end' ? { color: 'brick' as const } : {})}
      doing={act}
      onDo={() => act.run({ params: { agreementId: one.id } })}
      onClose={onClose}
    >
      <Text size="sm">{t(`shared.${what}.sure`, { partner })}</Text>
      {what === 'approve' ? (
        <Facts min={240}>
          <Field label={`${t('shared.theirkey.of', { partner })} (SHA-256)`} wide>
            <WholeHash value={one.fingerprint} what={t('shared.theirkey')} />
          </Field>
          <Field label={t('shared.url')}>{one.url}</Field>
          <SignedAs action="shared-patients.approve" />
        </Facts>
      ) : null}
    </AskDialog>
  )
}
