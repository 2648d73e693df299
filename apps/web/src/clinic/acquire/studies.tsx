import { acquireEndpoints } from '@clic/contracts'
import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useAsk, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useWords } from '../../words/index.tsx'
import { fits, shows } from './fits.ts'
import { Listener } from './listener.tsx'
import { StudyTable } from './study-table.tsx'
import { Upload } from './upload.tsx'

/** Reception: the listener, sending files from the browser, and every study with where it is. */
export function Studies() {
  const { t } = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const search: { show?: string } = useSearch({ strict: false })
  const show = shows.find((one) => one === search.show) ?? 'all'
  const [text, setText] = useState('')
  const [source, setSource] = useState('')
  const [limit, setLimit] = useState(100)
  const studies = useAsk(acquireEndpoints.studies, { query: { limit, ...(source ? { source } : {}) } }, { every: 3 })
  const sources = [...new Set((studies.data ?? []).map((one) => one.source).concat(source || []))].sort()
  return (
    <>
      <PageTitle title={t('studies.title')} lead={t('studies.lead')} />
      <Listener />
      {may('study.send') || may('health-record.send') ? <Upload /> : null}
      <Panel
        title={t('studies')}
        flush
        actions={
          <>
            <TextInput
              size="xs"
              aria-label={t('studies.filter.text')}
              placeholder={t('studies.filter.text')}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              w={220}
            />
            <NativeSelect
              size="xs"
              aria-label={t('studies.source')}
              value={source}
              onChange={(event) => setSource(event.currentTarget.value)}
              data={[{ value: '', label: t('routes.source.any') }, ...sources]}
            />
            <NativeSelect
              size="xs"
              aria-label={t('studies.filter.show')}
              value={show}
              onChange={(event) =>
                void navigate({ to: '/acquire/studies', search: { show: event.currentTarget.value } as never })
              }
              data={shows.map((one) => ({ value: one, label: t(`studies.show.${one}`) }))}
            />
          </>
        }
      >
        <Answer of={studies}>
          {(all) => {
            const rows = all.filter((one) => fits(one, show, text))
            return (
              <>
                <Text size="xs" c="gray.7" px="sm" role="status">
                  {t('studies.count', { n: rows.length })}
                </Text>
                <StudyTable studies={rows} />
                {all.length >= limit && limit < 500 ? (
                  <Group justify="center" p="sm">
                    <Button variant="default" size="xs" onClick={() => setLimit(Math.min(500, limit + 100))}>
                      {t('studies.more')}
                    </Button>
                  </Group>
                ) : null}
              </>
            )
          }}
        </Answer>
      </Panel>
    </>
  )
}
