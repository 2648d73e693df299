import { curateEndpoints, validateEndpoints } from '@clic/contracts'
import { useAsk, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Facts, Field } from '../../parts/field.tsx'
import { Hash } from '../../parts/hash.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { PersonName } from '../../parts/person-name.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { DatasetLink } from '../curate/dataset-link.tsx'
import { OnlyFor } from '../parts/notices.tsx'
import { ProjectPicker, useProjects } from '../parts/project.tsx'
import { RegisterProtocol } from './register-protocol.tsx'
import type { Protocol } from './rows.ts'

/** What will be measured, fixed before anybody sees the test part. */
export function ProtocolsPage() {
  const { t } = useWords()
  const may = useMay()
  const projects = useProjects()
  const protocols = useAsk(validateEndpoints.protocols, {}, { every: 10 })
  const datasets = useAsk(curateEndpoints.datasets, {}, { every: 10 })
  const { project } = projects
  return (
    <>
      <PageTitle
        title={t('protocol.title')}
        lead={t('protocol.lead')}
        actions={may('protocol.register') ? null : <OnlyFor action="protocol.register" />}
      />
      <ProjectPicker of={projects} />
      {project && may('protocol.register') ? (
        <RegisterProtocol
          key={project.id}
          project={project}
          datasets={(datasets.data ?? []).filter((one) => one.permitId === project.id && one.state === 'frozen')}
        />
      ) : null}
      {project ? (
        <Answer of={protocols} lines={5}>
          {(rows) => {
            const of = rows.filter((one) => one.document.permitId === project.id)
            return of.length === 0 ? (
              <EmptyState icon="validate" title={t('protocol.empty')}>
                {t('protocol.empty.why')}
              </EmptyState>
            ) : (
              of.map((one) => <ProtocolPanel key={one.id} protocol={one} />)
            )
          }}
        </Answer>
      ) : null}
    </>
  )
}

function ProtocolPanel({ protocol }: { protocol: Protocol }) {
  const { t, language } = useWords()
  const { document } = protocol
  return (
    <Panel
      title={document.title}
      lead={
        <>
          {t('protocol.registered')} <TimeText at={protocol.registeredAt} /> · <PersonName id={protocol.registeredBy} />
        </>
      }
    >
      <Facts min={220}>
        <Field label={t('protocol.primary')}>
          {document.primary.map((one) => (
            <div key={one.structure}>
              {t('protocol.primary.row', { structure: one.structure, threshold: number(one.threshold, language, 2) })}
            </div>
          ))}
        </Field>
        <Field label={t('protocol.secondary')}>
          {document.secondary.length > 0
            ? document.secondary.map((one) => (
                <div key={one.structure}>
                  {t('metric.hd95')}, {one.structure}
                </div>
              ))
            : t('none')}
        </Field>
        <Field label={t('protocol.subgroups')}>
          {document.subgroups.map((one) => t(`subgroup.by.${one}`)).join(', ') || t('none')}
          {document.subgroups.includes('age') ? ` (${document.ageBands.join(', ')})` : ''}
        </Field>
        <Field label={t('protocol.interval')}>
          {t('protocol.interval.value', {
            level: number((document.bootstrap?.level ?? 0.95) * 100, language, 0),
            replicates: number(document.bootstrap?.replicates ?? 2000, language),
          })}
        </Field>
        <Field label={t('protocol.openings')}>
          {t('progress.of', { done: protocol.openings, total: document.maxOpenings })}
        </Field>
        <Field label={t('training.dataset')}>
          <DatasetLink id={document.datasetId} />
        </Field>
        <Field label={t('validation.protocol.hash')}>
          <Hash value={protocol.hash} what={t('validation.protocol.hash')} length={16} />
        </Field>
      </Facts>
    </Panel>
  )
}
