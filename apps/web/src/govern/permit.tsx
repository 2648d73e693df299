import { type Permit, permitEndpoints } from '@clic/contracts'
import { Group, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useAsk } from '../api.ts'
import { Answer } from '../parts/answer.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { Facts, Field } from '../parts/field.tsx'
import { IdText } from '../parts/hash.tsx'
import { Icon } from '../parts/icon.tsx'
import { LedgerHistory } from '../parts/ledger-history.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Panel } from '../parts/panel.tsx'
import { useDirectory } from '../parts/person-name.tsx'
import { ServerText } from '../parts/server-text.tsx'
import { StatusBadge } from '../parts/status-badge.tsx'
import { TimeText } from '../parts/time-text.tsx'
import { citation } from '../words/format.ts'
import { useWords } from '../words/index.tsx'
import { DecidePermit } from './decide-permit.tsx'
import classes from './govern.module.css'
import { PermitSteps } from './permit-steps.tsx'

/** One permit: how far it is, who acted, everything it says, and deciding on it. */
export function PermitPage() {
  const { permitId = '' }: { permitId?: string } = useParams({ strict: false })
  const { t, code } = useWords()
  const permit = useAsk(permitEndpoints.read, { params: { permitId } }, { every: 4 })
  return (
    <Answer of={permit} lines={6}>
      {(one) => (
        <>
          <PageTitle
            title={one.terms.title}
            lead={
              <>
                {code('kind', one.terms.kind)} · <IdText id={one.id} />
              </>
            }
            actions={<StatusBadge state={one.state} />}
          />
          <PermitSteps permit={one} />
          <DecidePermit permit={one} />
          <div className={classes['two']}>
            <Terms permit={one} />
            <Screening permit={one} />
          </div>
          <LedgerHistory title={t('permit.history')} kind="permit" id={one.id} />
        </>
      )}
    </Answer>
  )
}

function Screening({ permit }: { permit: Permit }) {
  const { t, language } = useWords()
  return (
    <Panel title={t('permit.screening')}>
      {permit.screening.length === 0 ? <Text size="sm">{t('permit.screening.none')}</Text> : null}
      {permit.screening.map((one) => (
        <Group key={one.rule} gap={10} wrap="nowrap" align="flex-start" py={4}>
          <Text span c={one.ok ? 'green.7' : 'brick.7'} lh={0} pt={2}>
            <Icon name={one.ok ? 'check' : 'stop'} size={17} label={one.ok ? t('yes') : t('no')} />
          </Text>
          <div>
            <Text size="sm" fw={one.ok ? undefined : 600}>
              <ServerText>{one.reason}</ServerText>
            </Text>
            <Text size="xs" c="gray.7">
              {citation(one.citation, language)}
            </Text>
          </div>
        </Group>
      ))}
    </Panel>
  )
}

function Terms({ permit }: { permit: Permit }) {
  const { t, code } = useWords()
  const { nameOf } = useDirectory()
  const { terms } = permit
  return (
    <Panel title={t('permit.purpose')} lead={terms.purpose}>
      <DataTable
        caption={t('permit.basis')}
        rows={terms.phases}
        keyOf={(one) => one.phase}
        empty={<Text size="sm">{t('none')}</Text>}
        columns={[
          { key: 'phase', head: t('permit.phase'), rowHead: true, cell: (one) => code('phase', one.phase) },
          { key: 'a6', head: t('permit.a6'), cell: (one) => code('art', one.article6) },
          { key: 'a9', head: t('permit.a9'), cell: (one) => code('art', one.article9) },
          { key: 'national', head: t('permit.national'), cell: (one) => one.national },
        ]}
      />
      <div style={{ height: 16 }} />
      <Facts min={230}>
        <Field label={t('permit.controllers')}>{terms.controllers.join(', ')}</Field>
        {terms.about ? <Field label={t('permit.about')}>{terms.about}</Field> : null}
        <Field
          label={t('permit.cohort')}
        >{`${terms.cohort.modalities.join(', ') || t('permit.cohort.anyModality')}; ${terms.cohort.bodyParts.join(', ') || t('permit.cohort.any')}; ${t('permit.cohort.max', { n: terms.cohort.maxSubjects })}`}</Field>
        <Field label={t('permit.columns')}>
          {terms.columns.includes('*') ? t('permit.columns.all') : terms.columns.join(', ')}
        </Field>
        <Field label={t('permit.people')}>
          {terms.people.length === 0 ? t('permit.people.none') : terms.people.map(nameOf).join(', ')}
        </Field>
        <Field label={t('permit.expires')}>
          <TimeText at={terms.expiresAt} />
        </Field>
        <Field label={t('permit.secondary')}>
          {terms.secondaryFindings === 'not-possible'
            ? t('permit.secondary.not-possible')
            : t('permit.secondary.possible-with-ethics-decision', { decision: terms.ethicsDecision ?? '–' })}
        </Field>
      </Facts>
    </Panel>
  )
}
