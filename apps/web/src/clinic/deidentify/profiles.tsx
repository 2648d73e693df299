import { deidentifyEndpoints } from '@clic/contracts'
import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Hash } from '../../parts/hash.tsx'
import { Icon } from '../../parts/icon.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ServerText } from '../../parts/server-text.tsx'
import { StatusBadge } from '../../parts/status-badge.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { To } from '../../parts/to.tsx'
import { useWords } from '../../words/index.tsx'
import { ImportProfile } from './import-profile.tsx'
import { NewProfile } from './new-profile.tsx'

/** Every version of every profile: what is being written, what is used, and what was. */
export function Profiles() {
  const { t } = useWords()
  const may = useMay()
  const [making, setMaking] = useState(false)
  const profiles = useAsk(deidentifyEndpoints.profiles, {})
  return (
    <>
      <PageTitle
        title={t('profiles.title')}
        lead={t('profiles.lead')}
        actions={
          may('profile.write') ? (
            <>
              <ImportProfile />
              <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setMaking(true)}>
                {t('prof.new')}
              </Button>
            </>
          ) : null
        }
      />
      {making ? <NewProfile onClose={() => setMaking(false)} profiles={profiles.data ?? []} /> : null}
      <Panel title={t('deid.tab.profiles')} flush>
        <Answer of={profiles}>
          {(rows) => (
            <DataTable
              caption={t('profiles.title')}
              rows={rows}
              keyOf={(one) => one.id}
              empty={<EmptyState icon="deidentify" title={t('prof.none')} />}
              columns={[
                {
                  key: 'name',
                  head: t('prof.name'),
                  rowHead: true,
                  width: '36%',
                  cell: (one) => (
                    <>
                      <To to={`/deidentify/profiles/${one.id}`} fw={600}>
                        {one.name}, {t('profiles.version', { v: one.version })}
                      </To>
                      <Text size="xs" c="gray.7" lineClamp={2}>
                        <ServerText>{one.description}</ServerText>
                      </Text>
                    </>
                  ),
                },
                { key: 'state', head: t('prof.state'), cell: (one) => <StatusBadge state={one.state} /> },
                {
                  key: 'by',
                  head: t('prof.last'),
                  cell: (one) => (
                    <>
                      {one.by?.name ?? t('prof.platform')}
                      <br />
                      <TimeText at={one.at} />
                    </>
                  ),
                },
                {
                  key: 'used',
                  head: t('prof.used'),
                  cell: (one) => (one.assignments > 0 ? t('prof.used.n', { n: one.assignments }) : '–'),
                },
                {
                  key: 'hash',
                  head: t('profiles.hash'),
                  cell: (one) => <Hash value={one.hash} what="SHA-256" />,
                },
              ]}
            />
          )}
        </Answer>
      </Panel>
    </>
  )
}
