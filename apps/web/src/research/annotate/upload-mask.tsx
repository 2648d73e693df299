import { annotateEndpoints, linkEndpoints, type Permit, type Problem } from '@clic/contracts'
import { Button, FileInput, Group, Progress, Select } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { refreshAll, sendBytes, useAsk } from '../../api.ts'
import { Icon } from '../../parts/icon.tsx'
import { useNeeds } from '../../parts/needs.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { To } from '../../parts/to.tsx'
import { useWords } from '../../words/index.tsx'
import { Notice } from '../parts/notices.tsx'

/** A segmentation made in another program; one of another geometry is refused and said why. */
export function UploadMask({ project }: { project: Permit }) {
  const { t } = useWords()
  const client = useQueryClient()
  const studies = useAsk(linkEndpoints.studies, { query: { permitId: project.id, limit: 1000 } })
  const [studyId, setStudyId] = useState<string | null>(null)
  const [file, setFile] = useState<File | null>(null)
  const [sent, setSent] = useState<number>()
  const [problem, setProblem] = useState<Problem>()
  const [taken, setTaken] = useState<string>()
  const { complete, notice } = useNeeds({
    file: !file && t('upload.mask.need'),
  })
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!complete(event.currentTarget) || !studyId || !file) return
    setProblem(undefined)
    setTaken(undefined)
    setSent(0)
    const answer = await sendBytes({
      endpoint: annotateEndpoints.upload,
      input: { params: { studyId } },
      bytes: file,
      contentType: 'application/dicom',
      progress: setSent,
    })
    setSent(undefined)
    if (answer.ok) setTaken(studyId)
    else setProblem(answer.problem)
    await refreshAll(client, [annotateEndpoints.labels, annotateEndpoints.refusedMasks])
  }
  return (
    <Panel title={t('upload.mask.title')} lead={t('upload.mask.lead')}>
      <form onSubmit={submit} noValidate>
        <Group align="flex-end">
          <Select
            label={t('col.study')}
            required
            searchable
            w={320}
            value={studyId}
            onChange={setStudyId}
            data={(studies.data ?? []).map((one) => ({
              value: one.id,
              label: `${one.pseudonym} · ${one.studyDescription}`,
            }))}
            nothingFoundMessage={t('none')}
          />
          <FileInput
            id="file"
            label={t('upload.mask.file')}
            required
            w={320}
            value={file}
            onChange={setFile}
            placeholder={t('upload.choose')}
            styles={{ placeholder: { color: 'var(--mantine-color-gray-7)' } }}
            leftSection={<Icon name="upload" size={16} />}
            clearable
          />
          <Button type="submit" loading={sent !== undefined}>
            {t('upload.do')}
          </Button>
        </Group>
        {notice}
      </form>
      {sent === undefined ? null : (
        <Progress.Root size={8} mt="sm">
          <Progress.Section value={sent * 100} aria-label={t('upload.progress')} />
        </Progress.Root>
      )}
      <div style={{ marginTop: 12 }}>
        <ProblemNotice problem={problem} onClose={() => setProblem(undefined)} />
        {taken ? (
          <Notice icon="check" tone="green">
            {t('upload.mask.taken')} <To to={`/annotate/${taken}`}>{t('do.open')}</To>
          </Notice>
        ) : null}
      </div>
    </Panel>
  )
}
