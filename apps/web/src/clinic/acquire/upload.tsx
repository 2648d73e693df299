import { acquireEndpoints, type Problem, receivedRecordSchema, uploadReportSchema } from '@clic/contracts'
import { Alert, Button, FileInput, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { z } from 'zod'
import { refreshAll, sendBytes, useAsk } from '../../api.ts'
import { DataTable } from '../../parts/data-table.tsx'
import { Icon } from '../../parts/icon.tsx'
import { useNeeds } from '../../parts/needs.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { ProgressLine } from '../../parts/progress-line.tsx'
import { ServerText } from '../../parts/server-text.tsx'
import { bytes } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'

type Outcome =
  | { upload: z.infer<typeof uploadReportSchema> }
  | { record: z.infer<typeof receivedRecordSchema> }
  | { problem: Problem }

/** A zip of DICOM files or a FHIR bundle, sent from the browser, with what became of each file. */
export function Upload() {
  const { t, language } = useWords()
  const client = useQueryClient()
  const sources = useAsk(acquireEndpoints.sources, {})
  const [file, setFile] = useState<File | null>(null)
  const [source, setSource] = useState('')
  const [sent, setSent] = useState<number>()
  const [outcome, setOutcome] = useState<Outcome>()
  const wrongKind = file !== null && !/\.(zip|json)$/i.test(file.name)
  const { complete, notice } = useNeeds({
    file: !file ? t('upload.need.file') : wrongKind && t('upload.kind'),
    source: !source && t('upload.need.source'),
  })
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!complete(event.currentTarget) || !file) return
    const record = /\.json$/i.test(file.name)
    setOutcome(undefined)
    setSent(0)
    const answer = await sendBytes({
      endpoint: record ? acquireEndpoints.fhir : acquireEndpoints.upload,
      input: { query: { source: source || undefined } },
      bytes: file,
      contentType: record ? 'application/fhir+json' : 'application/zip',
      progress: setSent,
    })
    setSent(undefined)
    setOutcome(answer.ok ? readOutcome(answer.value, record) : { problem: answer.problem })
    await refreshAll(client, [
      acquireEndpoints.reception,
      acquireEndpoints.studies,
      acquireEndpoints.refusedObjects,
      acquireEndpoints.refusedReceptions,
    ])
  }
  return (
    <Panel title={t('upload.title')} lead={t('upload.lead')}>
      <Stack gap="md">
        <form noValidate onSubmit={send}>
          <Group align="flex-end" gap="sm" mb="xs">
            <FileInput
              id="file"
              label={t('upload.file')}
              placeholder={t('upload.pick')}
              accept=".zip,.json"
              value={file}
              onChange={setFile}
              leftSection={<Icon name="upload" size={16} />}
              w={300}
              error={wrongKind ? t('upload.kind') : undefined}
            />
            <NativeSelect
              name="source"
              label={t('upload.source')}
              value={source}
              onChange={(event) => setSource(event.currentTarget.value)}
              data={[
                { value: '', label: t('upload.source.pick') },
                ...(sources.data ?? []).map((one) => ({ value: one.aeTitle, label: `${one.name} (${one.aeTitle})` })),
              ]}
              w={260}
            />
            <Button type="submit" loading={sent !== undefined}>
              {t('upload.send')}
            </Button>
          </Group>
          {notice}
        </form>
        {file && sent !== undefined ? (
          <ProgressLine
            label={sent < 1 ? t('upload.sending', { name: file.name }) : t('upload.reading')}
            done={sent * file.size}
            total={file.size}
            show={(value) => bytes(value, language)}
          />
        ) : null}
        {outcome ? <Result outcome={outcome} onClose={() => setOutcome(undefined)} /> : null}
      </Stack>
    </Panel>
  )
}

/** The reply of a raw endpoint, checked against the shape that the contract documents. */
function readOutcome(value: unknown, record: boolean): Outcome {
  return record ? { record: receivedRecordSchema.parse(value) } : { upload: uploadReportSchema.parse(value) }
}

function Result({ outcome, onClose }: { outcome: Outcome; onClose: () => void }) {
  const { t } = useWords()
  if ('problem' in outcome) return <ProblemNotice problem={outcome.problem} onClose={onClose} />
  if ('record' in outcome) {
    const { patients, resources, leftOut } = outcome.record
    return (
      <Alert color="green" role="status" withCloseButton onClose={onClose} closeButtonLabel={t('do.close')}>
        <Text size="sm">
          {t('upload.record.done', {
            n: resources.reduce((sum, one) => sum + one.stored + one.unchanged, 0),
            patients: t('upload.patients', { n: patients }),
          })}
        </Text>
        {leftOut.length > 0 ? (
          <Text size="sm">
            {t('upload.record.leftout', {
              kinds: leftOut.map((one) => `${one.resourceType} (${one.resources})`).join(', '),
            })}
          </Text>
        ) : null}
      </Alert>
    )
  }
  const { refused, entries, stored, duplicates } = outcome.upload
  return (
    <Stack gap="sm">
      <Alert
        color={refused.length > 0 ? 'amber' : 'green'}
        role="status"
        withCloseButton
        onClose={onClose}
        closeButtonLabel={t('do.close')}
        title={refused.length > 0 ? t('upload.refused', { n: refused.length }) : undefined}
      >
        {t('upload.done', { stored, entries, duplicates })}
      </Alert>
      {refused.length > 0 ? (
        <DataTable
          caption={t('upload.refused', { n: refused.length })}
          rows={refused}
          keyOf={(one) => `${one.position}`}
          columns={[
            {
              key: 'position',
              head: t('upload.position'),
              right: true,
              width: 110,
              rowHead: true,
              cell: (one) => one.position,
            },
            { key: 'reason', head: t('upload.reason'), cell: (one) => <ServerText>{one.reason}</ServerText> },
            { key: 'next', head: t('upload.next'), cell: (one) => <ServerText>{one.next}</ServerText> },
          ]}
        />
      ) : null}
    </Stack>
  )
}
