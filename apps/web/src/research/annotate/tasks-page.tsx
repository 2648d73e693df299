import { annotateEndpoints, type ReplyOf } from '@clic/contracts'
import { Group, SegmentedControl, Text } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { readableName } from '../../parts/readable-name.ts'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { ToButton } from '../../parts/to.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { OnlyFor } from '../parts/notices.tsx'
import { ProjectPicker, useProjects } from '../parts/project.tsx'
import { AcceptImported } from './accept-imported.tsx'
import { UnmaskedStudies } from './unmasked-studies.tsx'
import { UploadMask } from './upload-mask.tsx'

type Label = ReplyOf<typeof annotateEndpoints.labels>[number]
const states = ['all', 'proposed', 'accepted', 'rejected'] as const
type Shown = (typeof states)[number]

/** Masks to look at: which wait for a decision, who made them, who decided. */
export function TasksPage() {
  const { t } = useWords()
  const may = useMay()
  const projects = useProjects()
  const [shown, setShown] = useState<Shown>('proposed')
  const columns = useColumns()
  const { project } = projects
  const labels = useAsk(
    annotateEndpoints.labels,
    { query: { permitId: project?.id, limit: 1000 } },
    { every: 5, enabled: project !== undefined },
  )
  return (
    <>
      <PageTitle title={t('annotate.title')} lead={t('annotate.lead')} />
      <ProjectPicker of={projects} />
      {project ? (
        <Answer of={labels} lines={6}>
          {(rows) => {
            const count = (state: Shown) =>
              state === 'all' ? rows.length : rows.filter((one) => one.state === state).length
            // What waits is shown first; when nothing waits, everything is.
            const state = shown === 'proposed' && count('proposed') === 0 ? 'all' : shown
            return (
              <>
                <Group mb="md">
                  <SegmentedControl
                    aria-label={t('col.state')}
                    value={state}
                    onChange={(value) => setShown(value as Shown)}
                    data={states.map((one) => ({ value: one, label: `${t(`annotate.state.${one}`)} (${count(one)})` }))}
                  />
                </Group>
                <Panel
                  title={t('annotate.tasks', { n: count(state) })}
                  flush
                  actions={may('label.write') ? null : <OnlyFor action="label.write" />}
                >
                  <DataTable
                    caption={t('annotate.title')}
                    rows={rows.filter((one) => state === 'all' || one.state === state)}
                    keyOf={(one) => one.id}
                    columns={columns}
                    empty={
                      <EmptyState icon="annotate" title={t('annotate.empty')}>
                        {t('annotate.empty.why')}
                      </EmptyState>
                    }
                  />
                </Panel>
                {may('person.read') ? (
                  <UnmaskedStudies project={project} masked={new Set(rows.map((one) => one.studyId))} />
                ) : null}
                {may('label.write') ? (
                  <AcceptImported
                    project={project}
                    waiting={
                      rows.filter(
                        (one) =>
                          one.state === 'proposed' &&
                          one.versions.some((version) => version.origin === 'imported' && version.state === 'proposed'),
                      ).length
                    }
                  />
                ) : null}
                {may('label.write') && may('person.read') ? <UploadMask project={project} /> : null}
              </>
            )
          }}
        </Answer>
      ) : null}
    </>
  )
}

function useColumns() {
  const { t, language } = useWords()
  const newest = (one: Label) => one.versions.at(-1)
  return [
    {
      key: 'pseudonym',
      head: t('col.pseudonym'),
      rowHead: true,
      cell: (one: Label) => (
        <Text span ff="monospace" size="sm">
          {one.pseudonym}
        </Text>
      ),
    },
    { key: 'study', head: t('col.study'), cell: (one: Label) => one.studyDescription || '–' },
    { key: 'state', head: t('col.state'), cell: (one: Label) => <StatusBadge state={one.state} /> },
    {
      key: 'version',
      head: t('annotate.newest'),
      cell: (one: Label) =>
        t('annotate.version', {
          n: newest(one)?.version ?? 0,
          origin: t(`label.origin.${newest(one)?.origin ?? 'imported'}`),
        }),
    },
    {
      key: 'author',
      head: t('col.by'),
      cell: (one: Label) => (
        <>
          {readableName(newest(one)?.author ?? '')}
          {newest(one) ? (
            <Text span size="xs" c="gray.7">
              {' '}
              · <TimeText at={newest(one)?.madeAt ?? ''} as="date" />
            </Text>
          ) : null}
        </>
      ),
    },
    {
      key: 'structures',
      head: t('annotate.voxels'),
      cell: (one: Label) =>
        newest(one)?.segments.map((segment) => (
          <div key={segment.number}>{`${segment.label} ${number(segment.voxels, language)}`}</div>
        )),
    },
    {
      key: 'open',
      head: t('col.action'),
      right: true,
      cell: (one: Label) => (
        <ToButton
          to={`/annotate/${one.studyId}`}
          size="compact-sm"
          variant="light"
          aria-label={t('link.open', { pseudonym: one.pseudonym })}
        >
          {t('do.open')}
        </ToButton>
      ),
    },
  ]
}
