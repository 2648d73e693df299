import { linkEndpoints, type ReplyOf } from '@clic/contracts'
import { Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAsk } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Icon } from '../../parts/icon.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { date, number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { InventedNotice } from '../parts/notices.tsx'
import { ProjectPicker, useProjects } from '../parts/project.tsx'

type LinkedPerson = ReplyOf<typeof linkEndpoints.persons>[number]

/** Who is here: pseudonyms with what is known of them. */
export function PersonsPage() {
  const { t, language } = useWords()
  const projects = useProjects()
  const persons = useAsk(
    linkEndpoints.persons,
    { query: { permitId: projects.project?.id, limit: 1000 } },
    { every: 5, enabled: projects.project !== undefined },
  )
  const [wanted, setWanted] = useState('')
  const fits = (one: LinkedPerson) =>
    [one.pseudonym, ...one.facts.map((fact) => `${fact.display} ${fact.code}`)].some((text) =>
      text.toLowerCase().includes(wanted.trim().toLowerCase()),
    )
  return (
    <>
      <PageTitle title={t('link.persons.title')} lead={t('link.persons.lead')} />
      <ProjectPicker of={projects} />
      {projects.project ? (
        <Answer of={persons} lines={6}>
          {(rows) => (
            <>
              <InventedNotice when={rows.some((one) => one.invented)} />
              <Panel
                title={t('link.persons.count', { n: rows.length })}
                flush
                actions={
                  <TextInput
                    size="xs"
                    w={240}
                    aria-label={t('do.filter')}
                    placeholder={t('link.persons.filter')}
                    leftSection={<Icon name="search" size={14} />}
                    value={wanted}
                    onChange={(event) => setWanted(event.currentTarget.value)}
                  />
                }
              >
                <DataTable
                  caption={t('link.persons.title')}
                  rows={rows.filter(fits)}
                  keyOf={(one) => one.pseudonym}
                  empty={
                    <EmptyState icon="people" title={t(rows.length ? 'link.persons.nobody' : 'link.persons.empty')}>
                      {rows.length ? null : t('link.persons.empty.why')}
                    </EmptyState>
                  }
                  columns={[
                    {
                      key: 'pseudonym',
                      head: t('col.pseudonym'),
                      rowHead: true,
                      cell: (one) => (
                        <Text span ff="monospace" size="sm">
                          {one.pseudonym}
                        </Text>
                      ),
                    },
                    { key: 'sex', head: t('link.sex'), cell: (one) => t(`sex.one.${one.sex}`) },
                    {
                      key: 'age',
                      head: t('link.age'),
                      right: true,
                      cell: (one) => (one.age === undefined ? '–' : number(one.age, language)),
                    },
                    {
                      key: 'studies',
                      head: t('link.studies'),
                      right: true,
                      cell: (one) => number(one.studies, language),
                    },
                    { key: 'facts', head: t('link.facts'), cell: (one) => <FactList facts={one.facts} /> },
                  ]}
                />
              </Panel>
            </>
          )}
        </Answer>
      ) : null}
    </>
  )
}

function FactList({ facts }: { facts: LinkedPerson['facts'] }) {
  const { t, language } = useWords()
  if (facts.length === 0)
    return (
      <Text size="sm" c="gray.7">
        {t('none')}
      </Text>
    )
  return (
    <ul style={{ margin: 0, padding: 0, listStyle: 'none' }}>
      {facts.map((fact) => (
        <li key={`${fact.code} ${fact.date} ${fact.value}`}>
          {fact.display || fact.code}
          {fact.value === undefined
            ? ''
            : `: ${number(fact.value, language, Number.isInteger(fact.value) ? 0 : 1)}${fact.unit && !fact.unit.startsWith('{') ? ` ${fact.unit}` : ''}`}
          <Text span size="xs" c="gray.7">
            {' '}
            {[fact.code, fact.date ? date(fact.date, language) : ''].filter(Boolean).join(' · ')}
          </Text>
        </li>
      ))}
    </ul>
  )
}
