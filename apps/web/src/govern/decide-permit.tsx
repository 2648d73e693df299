import { governEndpoints, type Permit, permitEndpoints } from '@clic/contracts'
import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useDo, useMay } from '../api.ts'
import { AskDialog } from '../parts/ask-dialog.tsx'
import { Facts, Field } from '../parts/field.tsx'
import { Icon } from '../parts/icon.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { ServerText } from '../parts/server-text.tsx'
import { SignedAs } from '../parts/signed-as.tsx'
import { TimeText } from '../parts/time-text.tsx'
import { useSession } from '../session.tsx'
import { dateTime } from '../words/format.ts'
import { useWords } from '../words/index.tsx'

/** As many characters as the server asks of the reason. */
const least = 5
const refresh = [permitEndpoints.list, permitEndpoints.read, governEndpoints.ledger]

/** What this person can do with the permit now, and why not when they cannot. */
export function DecidePermit({ permit }: { permit: Permit }) {
  const { t } = useWords()
  const { zone, person } = useSession()
  const may = useMay()
  const screen = useDo(permitEndpoints.screen, { refresh })
  const [asking, setAsking] = useState<'approve' | 'refuse' | 'suspend'>()
  if (zone.zone !== 'clinic') return null
  const params = { permitId: permit.id }
  const own = permit.proposedBy.id === person?.id
  const canScreen = permit.state === 'submitted' && may('permit.screen')
  const canDecide = permit.state === 'screened' && may('permit.approve')
  const canSuspend = permit.state === 'active' && may('permit.suspend')
  const waits = permit.state === 'screened' && !may('permit.approve')
  return (
    <Stack gap="sm" mb={canScreen || canDecide || canSuspend || waits ? 'lg' : 0}>
      {waits ? (
        <Alert color="slate" icon={<Icon name="people" />}>
          {t('permit.foureyes.wait')}
        </Alert>
      ) : null}
      {canDecide && own ? (
        <Alert color="amber" icon={<Icon name="people" />}>
          {t('permit.foureyes.own')}
        </Alert>
      ) : null}
      <Group gap="sm">
        {canScreen ? (
          <Button loading={screen.busy} onClick={() => void screen.run({ params })}>
            {t('permit.screen')}
          </Button>
        ) : null}
        {canDecide ? (
          <>
            <Button onClick={() => setAsking('approve')} leftSection={<Icon name="check" size={16} />}>
              {t('permit.approve')}
            </Button>
            <Button variant="default" onClick={() => setAsking('refuse')}>
              {t('permit.refuse')}
            </Button>
          </>
        ) : null}
        {canSuspend ? (
          <Button variant="default" onClick={() => setAsking('suspend')}>
            {t('permit.suspend')}
          </Button>
        ) : null}
      </Group>
      <ProblemNotice problem={screen.problem} onClose={screen.clear} />
      {asking === 'approve' ? <Approve permit={permit} onClose={() => setAsking(undefined)} /> : null}
      {asking && asking !== 'approve' ? (
        <WithReason permit={permit} what={asking} onClose={() => setAsking(undefined)} />
      ) : null}
    </Stack>
  )
}

/** The signature does not come back: what it does is said before it is given. */
function Approve({ permit, onClose }: { permit: Permit; onClose: () => void }) {
  const { t, language } = useWords()
  const approve = useDo(permitEndpoints.approve, { refresh })
  const unmet = permit.screening.filter((one) => !one.ok)
  return (
    <AskDialog
      title={t('permit.approve.title', { title: permit.terms.title })}
      step={t('permit.approve')}
      size="lg"
      doing={approve}
      onDo={() => approve.run({ params: { permitId: permit.id } })}
      onClose={onClose}
    >
      <Text size="sm">{t('permit.approve.sure', { date: dateTime(permit.terms.expiresAt, language) })}</Text>
      {unmet.length > 0 ? (
        <Alert color="amber" icon={<Icon name="warn" />} title={t('permit.approve.unmet', { n: unmet.length })}>
          {unmet.map((one) => (
            <div key={one.rule}>
              <ServerText>{one.reason}</ServerText>
            </div>
          ))}
        </Alert>
      ) : null}
      <Facts min={240}>
        <Field label={t('permit.purpose')} wide>
          {permit.terms.purpose}
        </Field>
        <SignedAs action="permit.approve" />
        <Field label={t('permit.asked')}>
          {permit.proposedBy.name}
          {permit.requestedAt ? (
            <>
              , <TimeText at={permit.requestedAt} />
            </>
          ) : null}
        </Field>
        <Field label={t('permit.controllers')}>{permit.terms.controllers.join(', ')}</Field>
        <Field label={t('permit.expires')}>
          <TimeText at={permit.terms.expiresAt} />
        </Field>
      </Facts>
    </AskDialog>
  )
}

function WithReason({ permit, what, onClose }: { permit: Permit; what: 'refuse' | 'suspend'; onClose: () => void }) {
  const { t } = useWords()
  const act = useDo(what === 'suspend' ? permitEndpoints.suspend : permitEndpoints.refuse, { refresh })
  const [reason, setReason] = useState('')
  return (
    <AskDialog
      title={t(`permit.${what}.title`, { title: permit.terms.title })}
      step={t(`permit.${what}`)}
      color="brick"
      needs={{ reason: reason.trim().length < least && t('need.reason', { n: least }) }}
      doing={act}
      onDo={() => act.run({ params: { permitId: permit.id }, body: { reason: reason.trim() } })}
      onClose={onClose}
    >
      <Textarea
        name="reason"
        label={t('permit.reason')}
        description={t('permit.reason.help', { n: least })}
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autosize
        minRows={3}
      />
    </AskDialog>
  )
}
