import { acquireEndpoints, call, type Problem, permitEndpoints, profileEndpoints, type ReplyOf } from '@clic/contracts'
import { Alert, Button, Group, NativeSelect, Progress, Text } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { useAsk } from '../../api.ts'
import { Icon } from '../../parts/icon.tsx'
import { useNeeds } from '../../parts/needs.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { bytes, dateTime, number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { StopReason } from '../stop-reason.tsx'
import { PreviewTable } from './preview-table.tsx'
import classes from './profile.module.css'
import { documentOf, type ProfileDraft } from './profile-draft.ts'

export type Preview = ReplyOf<typeof profileEndpoints.preview>

/** Choosing an object of the clinic, and seeing what the profile would do to it. The answer lives in this component only. */
export function ProfilePreview({ draft }: { draft: ProfileDraft }) {
  const { t, language } = useWords()
  const permits = useAsk(permitEndpoints.list, {})
  const studies = useAsk(acquireEndpoints.studies, { query: { limit: 200 } })
  const projects = (permits.data ?? []).filter((one) => one.terms.kind === 'project' && one.state === 'active')
  const [chosenPermit, setPermit] = useState('')
  const [studyId, setStudy] = useState('')
  const [series, setSeries] = useState(1)
  const [sha256, setObject] = useState('')
  const [seen, setSeen] = useState<{ preview: Preview; of: string }>()
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const objects = useAsk(profileEndpoints.previewObjects, { params: { studyId } }, { enabled: studyId !== '' })
  const permitId = chosenPermit || (projects[0]?.id ?? '')
  const inSeries = (objects.data ?? []).filter((one) => one.series === series)
  const object = inSeries.find((one) => one.sha256 === sha256) ?? inSeries[Math.floor((inSeries.length - 1) / 2)]
  const document = documentOf(draft)

  const { complete, notice } = useNeeds({
    permit: permitId === '' && t('prev.need.project'),
    study: studyId === '' && t('prev.need.study'),
    object: !object && t('prev.need.object'),
  })
  const show = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!complete(event.currentTarget) || !object) return
    setBusy(true)
    setProblem(undefined)
    const answer = await call(
      profileEndpoints.preview,
      { body: { document, permitId, studyId, sha256: object.sha256 } },
      { baseUrl: '' },
    )
    setBusy(false)
    setSeen(answer.ok ? { preview: answer.value, of: JSON.stringify(document) } : undefined)
    setProblem(answer.ok ? undefined : answer.problem)
  }
  const kinds = [...new Set((objects.data ?? []).map((one) => one.series))].map((n) => {
    const all = (objects.data ?? []).filter((one) => one.series === n)
    return { value: String(n), label: t('prev.series.one', { n, kind: all[0]?.kind ?? '', objects: all.length }) }
  })
  return (
    <>
      <Panel title={t('prof.tab.try')} lead={t('prev.lead')}>
        {permits.data && projects.length === 0 ? <Text size="sm">{t('prev.project.none')}</Text> : null}
        {studies.data?.length === 0 ? <Text size="sm">{t('prev.study.none')}</Text> : null}
        <form noValidate onSubmit={show}>
          <div className={classes['choose']}>
            <NativeSelect
              name="permit"
              label={t('prev.project')}
              description={t('prev.project.help')}
              inputWrapperOrder={['label', 'input', 'description']}
              value={permitId}
              onChange={(event) => setPermit(event.currentTarget.value)}
              data={projects.map((one) => ({ value: one.id, label: one.terms.title }))}
            />
            <NativeSelect
              name="study"
              label={t('prev.study')}
              value={studyId}
              onChange={(event) => {
                setStudy(event.currentTarget.value)
                setSeries(1)
                setObject('')
              }}
              data={[
                { value: '', label: t('prev.study.pick') },
                ...(studies.data ?? []).map((one) => ({
                  value: one.id,
                  label: `${one.modalities.join(', ')} · ${one.description || t('study')} · ${one.source} · ${dateTime(one.firstAt, language)}`,
                })),
              ]}
            />
            <NativeSelect
              label={t('prev.series')}
              value={String(series)}
              disabled={kinds.length === 0}
              onChange={(event) => setSeries(Number(event.currentTarget.value))}
              data={kinds}
            />
            <NativeSelect
              label={t('prev.object')}
              value={object?.sha256 ?? ''}
              disabled={inSeries.length === 0}
              onChange={(event) => setObject(event.currentTarget.value)}
              data={inSeries.map((one) => ({
                value: one.sha256,
                label: t('prev.object.one', { n: one.number, of: inSeries.length, size: bytes(one.bytes, language) }),
              }))}
            />
          </div>
          <Group mt="md" gap="md">
            <Button leftSection={<Icon name="eye" size={16} />} type="submit" loading={busy || objects.loading}>
              {t('prev.show')}
            </Button>
            <Text size="sm" c="gray.7" maw={460}>
              {t('prev.recorded')}
            </Text>
          </Group>
          {notice}
        </form>
        {busy && object ? <Working size={object.bytes} /> : null}
      </Panel>
      <ProblemNotice problem={problem} />
      {seen ? (
        <>
          {seen.of === JSON.stringify(document) ? null : (
            <Alert color="amber" role="status" mb="md">
              {t('prev.stale')}
            </Alert>
          )}
          {seen.preview.kept ? (
            <Panel title={t('prev.quarantined')}>
              <StopReason reason={seen.preview.kept.reason} next={seen.preview.kept.next} />
            </Panel>
          ) : (
            <PreviewTable preview={seen.preview} />
          )}
        </>
      ) : null}
    </>
  )
}

/** How long it has been at work; how far it is nobody can say of a single object. */
function Working({ size }: { size: number }) {
  const { t, language } = useWords()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  const label = t('prev.working', { size: bytes(size, language) })
  return (
    <div style={{ marginTop: 14 }}>
      <Group justify="space-between">
        <Text size="sm">{label}</Text>
        <Text size="sm" c="gray.7">
          {t('prev.seconds', { n: number(seconds, language) })}
        </Text>
      </Group>
      <Progress.Root size={8}>
        <Progress.Section value={100} animated striped aria-label={label} />
      </Progress.Root>
    </div>
  )
}
