import { acquireEndpoints } from '@clic/contracts'
import { Alert, Group, Paper } from '@mantine/core'
import { useAsk } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { Facts, Field } from '../../parts/field.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { To } from '../../parts/to.tsx'
import { bytes, number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'

/** What hospital systems connect to, and what has come. */
export function Listener() {
  const { t, language } = useWords()
  const reception = useAsk(acquireEndpoints.reception, {}, { every: 3 })
  if (reception.denied) return null
  return (
    <Paper component="section" aria-label={t('listener.title')} p="md" mb="lg">
      <Answer of={reception} lines={2}>
        {(now) => (
          <>
            {now.port === null ? (
              <Alert color="brick" title={t('listener.down')} mb="md">
                {t('listener.down.next')}
              </Alert>
            ) : null}
            <Facts min={150}>
              <Field label={t('listener.title')}>
                {now.port === null ? (
                  <StatusBadge state="failed" />
                ) : (
                  <StatusBadge state="active" label={t('listener.up')} />
                )}
              </Field>
              <Field label={t('listener.ae')}>
                <b>{now.aeTitle}</b>
              </Field>
              <Field label={t('listener.address')}>{now.port === null ? '–' : `${now.host}:${now.port}`}</Field>
              <Field label={t('listener.open')}>{number(now.openAssociations, language)}</Field>
              <Field label={t('arrived.studies')}>{number(now.arrived.studies, language)}</Field>
              <Field label={t('arrived.instances')}>{number(now.arrived.instances, language)}</Field>
              <Field label={t('arrived.bytes')}>{bytes(now.arrived.bytes, language)}</Field>
              <Field label={t('arrived.records')}>{number(now.arrived.healthRecords, language)}</Field>
              <Field label={t('listener.kept')}>
                <Group gap={4}>
                  <To to="/acquire/kept-apart">{number(now.quarantined + now.conflicts, language)}</To>
                </Group>
              </Field>
              <Field label={t('listener.refused')}>
                <To to="/acquire/sources">{number(now.refused, language)}</To>
              </Field>
            </Facts>
          </>
        )}
      </Answer>
    </Paper>
  )
}
