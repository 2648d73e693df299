import { type Permit, permitEndpoints } from '@clic/contracts'
import { Group, Select, Text } from '@mantine/core'
import { useState } from 'react'
import { type Asked, useAsk } from '../../api.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { useWords } from '../../words/index.tsx'

const remembered = 'clic.project'

export interface Projects {
  asked: Asked<Permit[]>
  projects: Permit[]
  /** The project that is worked on; everything in research stands on one. */
  project: Permit | undefined
  choose(id: string): void
}

/** Projects (permits) that this zone knows, newest first; the chosen one is remembered in this browser. */
export function useProjects(): Projects {
  const asked = useAsk(permitEndpoints.list, {}, { every: 30 })
  const [chosen, setChosen] = useState(() => localStorage.getItem(remembered))
  const projects = (asked.data ?? [])
    .filter((one) => one.terms.kind === 'project')
    .sort((a, b) => b.requestedAt.localeCompare(a.requestedAt))
  const project =
    projects.find((one) => one.id === chosen) ?? projects.find((one) => one.state === 'active') ?? projects[0]
  return {
    asked,
    projects,
    project,
    choose(id) {
      localStorage.setItem(remembered, id)
      setChosen(id)
    },
  }
}

/** Which project: a choice when there are several, else its name. What it may not be used for now is said. */
export function ProjectPicker({ of }: { of: Projects }) {
  const { t, code } = useWords()
  const { project, projects } = of
  if (of.asked.problem) return <ProblemNotice problem={of.asked.problem} />
  if (!of.asked.data) return null
  if (!project)
    return (
      <EmptyState icon="permit" title={t('project.none')}>
        {t('project.none.why')}
      </EmptyState>
    )
  return (
    <Group mb="md" gap="sm" align="flex-end">
      {projects.length > 1 ? (
        <Select
          label={t('project')}
          value={project.id}
          allowDeselect={false}
          w={380}
          maw="100%"
          data={projects.map((one) => ({
            value: one.id,
            label: one.state === 'active' ? one.terms.title : `${one.terms.title} (${code('state', one.state)})`,
          }))}
          onChange={(id) => id && of.choose(id)}
        />
      ) : (
        <Text size="sm">
          <Text span c="gray.7">
            {t('project')}:{' '}
          </Text>
          <Text span fw={600}>
            {project.terms.title}
          </Text>
        </Text>
      )}
      <StatusBadge state={project.state} />
      {project.state === 'active' ? null : (
        <Text size="sm" c="gray.7">
          {t('project.closed')}
        </Text>
      )}
    </Group>
  )
}
