import { address, type ReplyOf, reportEndpoints, validateEndpoints } from '@clic/contracts'
import { Button, Code, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useAsk, useDo, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Facts, Field } from '../../parts/field.tsx'
import { Hash } from '../../parts/hash.tsx'
import { Icon } from '../../parts/icon.tsx'
import { useNeeds } from '../../parts/needs.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ServerText } from '../../parts/server-text.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { useWords } from '../../words/index.tsx'
import { Notice, OnlyFor } from '../parts/notices.tsx'

type Report = ReplyOf<typeof reportEndpoints.read>

/** Reports with the figures inside, and the signed bundle that lets others compute them again. */
export function ReportsPage() {
  const { t } = useWords()
  const may = useMay()
  const reports = useAsk(reportEndpoints.list, {}, { every: 2 })
  const protocols = useAsk(validateEndpoints.protocols, {})
  return (
    <>
      <PageTitle
        title={t('report.title')}
        lead={t('report.lead')}
        actions={may('report.make') ? null : <OnlyFor action="report.make" />}
      />
      {may('report.make') ? (
        <MakeReport protocols={(protocols.data ?? []).map((one) => ({ value: one.id, label: one.document.title }))} />
      ) : null}
      <Answer of={reports} lines={5}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon="report" title={t('report.empty')}>
              {t('report.empty.why')}
            </EmptyState>
          ) : (
            rows.map((one) => (
              <ReportPanel
                key={one.id}
                report={one}
                protocol={protocols.data?.find((protocol) => protocol.id === one.protocolId)?.document.title}
              />
            ))
          )
        }
      </Answer>
      <Panel title={t('report.verify')} lead={t('report.verify.lead')}>
        <Stack gap="xs">
          <Code block>./clic verify bundle.zip --trust research.pub.pem</Code>
          <Text size="sm">{t('report.verify.what')}</Text>
          <Text size="sm">{t('report.verify.trust')}</Text>
        </Stack>
      </Panel>
    </>
  )
}

function MakeReport({ protocols }: { protocols: { value: string; label: string }[] }) {
  const { t, language } = useWords()
  const make = useDo(reportEndpoints.make, { refresh: [reportEndpoints.list] })
  const [protocol, setProtocol] = useState<string | null>(null)
  const [title, setTitle] = useState('')
  const [inLanguage, setInLanguage] = useState<'da' | 'en'>(language)
  const protocolId = protocol ?? protocols[0]?.value ?? null
  const { complete, notice } = useNeeds()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!complete(event.currentTarget) || !protocolId) return
    const made = await make.run({ body: { protocolId, title: title.trim(), language: inLanguage } })
    if (made.ok) setTitle('')
  }
  return (
    <Panel title={t('report.make')} lead={t('report.make.lead')}>
      <form onSubmit={submit} noValidate>
        <Group align="flex-end">
          <Select
            label={t('protocol.one')}
            required
            w={380}
            allowDeselect={false}
            value={protocolId}
            onChange={setProtocol}
            placeholder={t('protocol.empty')}
            data={protocols}
          />
          <TextInput
            label={t('report.name')}
            required
            minLength={3}
            maxLength={120}
            w={320}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Select
            label={t('language')}
            w={130}
            allowDeselect={false}
            value={inLanguage}
            onChange={(value) => value && setInLanguage(value as 'da' | 'en')}
            data={[
              { value: 'da', label: t('language.da') },
              { value: 'en', label: t('language.en') },
            ]}
          />
          <Button type="submit" loading={make.busy}>
            {t('report.make.do')}
          </Button>
        </Group>
        {notice}
      </form>
      <div style={{ marginTop: 12 }}>
        <ProblemNotice problem={make.problem} onClose={make.clear} />
      </div>
    </Panel>
  )
}

function ReportPanel({ report, protocol }: { report: Report; protocol: string | undefined }) {
  const { t } = useWords()
  const params = { reportId: report.id }
  return (
    <Panel
      title={report.title}
      lead={
        <Group gap="sm" component="span">
          <StatusBadge state={report.state} />
          <Text span size="sm">
            {report.madeBy} · <TimeText at={report.madeAt} />
          </Text>
        </Group>
      }
      actions={
        report.state === 'ready' ? (
          <>
            <Button
              component="a"
              href={address(reportEndpoints.pdf, { params })}
              target="_blank"
              rel="noreferrer"
              size="xs"
              leftSection={<Icon name="report" size={15} />}
            >
              {t('report.pdf')}
            </Button>
            <Button
              component="a"
              href={address(reportEndpoints.bundle, { params })}
              download={`${report.id}.zip`}
              size="xs"
              variant="default"
              leftSection={<Icon name="download" size={15} />}
            >
              {t('report.bundle')}
            </Button>
          </>
        ) : null
      }
    >
      {report.state === 'failed' || report.state === 'refused' ? (
        <Notice icon="stop" tone="brick">
          <b>{t(report.state === 'failed' ? 'report.failed' : 'report.refused')}</b>{' '}
          <ServerText>{report.reason ?? ''}</ServerText>
        </Notice>
      ) : null}
      {report.state === 'making' ? (
        <Text size="sm" role="status">
          {t('report.making')}
        </Text>
      ) : null}
      <Facts min={220}>
        <Field label={t('protocol.one')}>{protocol ?? '–'}</Field>
        <Field label={t('report.validations')}>{report.validations.length}</Field>
        <Field label={t('language')}>{t(`language.${report.language}`)}</Field>
        {report.hash ? (
          <Field label={t('report.hash')}>
            <Hash value={report.hash} what={t('report.hash')} length={16} />
          </Field>
        ) : null}
        {report.bundleSha256 ? (
          <Field label={t('report.bundle.hash')}>
            <Hash value={report.bundleSha256} what={t('report.bundle.hash')} length={16} />
          </Field>
        ) : null}
      </Facts>
    </Panel>
  )
}
