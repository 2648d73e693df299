import { acquireEndpoints, type PermitTerms, permitEndpoints } from '@clic/contracts'
import {
  Button,
  Checkbox,
  Group,
  NumberInput,
  Paper,
  Radio,
  SimpleGrid,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useAsk, useDo } from '../api.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { useDirectory } from '../parts/person-name.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { useNow } from '../parts/time-text.tsx'
import { useWords } from '../words/index.tsx'
import classes from './govern.module.css'
import { dayAhead, emptyDraft, type PermitDraft, termsOf } from './permit-draft.ts'
import { PhaseFields } from './phase-fields.tsx'

const kinds = ['project', 'standing-source', 'standing-release'] as const
const columnChoices = [
  'Patient',
  'Condition',
  'Observation',
  'PatientSex',
  'PatientAge',
  'BodyPartExamined',
  'StudyDescription',
  'SeriesDescription',
  'Manufacturer',
  'MagneticFieldStrength',
]

/** Asking for a permit: every term in plain words. */
export function NewPermit() {
  const { t } = useWords()
  const navigate = useNavigate()
  const search: { kind?: string; about?: string } = useSearch({ strict: false })
  const first = kinds.find((one) => one === search.kind) ?? 'project'
  const now = useNow(false)
  const [draft, setDraft] = useState<PermitDraft>(() =>
    emptyDraft(first, String(search.about ?? ''), dayAhead(new Date(now), 1)),
  )
  const ask = useDo(permitEndpoints.request, { refresh: [permitEndpoints.list] })
  const change = (part: Partial<PermitDraft>) => setDraft((before) => ({ ...before, ...part }))
  const changeKind = (kind: PermitTerms['kind']) =>
    setDraft((before) => ({
      ...emptyDraft(kind, before.about ?? '', before.until),
      title: before.title,
      purpose: before.purpose,
      controllers: before.controllers,
    }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const answer = await ask.run({ body: termsOf(draft) })
    if (answer.ok) await navigate({ to: `/govern/permits/${answer.value.id}` })
  }
  return (
    <>
      <PageTitle title={t('permits.new')} lead={t('form.lead')} />
      <div className={classes['ask']}>
        <form className={classes['form']} onSubmit={(event) => void submit(event)}>
          <Radio.Group
            label={t('form.kind')}
            value={draft.kind}
            onChange={(value) => changeKind(kinds.find((one) => one === value) ?? 'project')}
          >
            <div className={classes['kinds']}>
              {kinds.map((kind) => (
                <Paper key={kind} p="sm">
                  <Radio value={kind} label={t(`kind.${kind}`)} description={t(`kind.${kind}.what`)} />
                </Paper>
              ))}
            </div>
          </Radio.Group>
          {draft.kind === 'standing-source' ? <AboutSource draft={draft} change={change} /> : null}
          {draft.kind === 'standing-release' ? (
            <TextInput
              label={t('form.about.release')}
              description={t('form.about.release.help')}
              required
              value={draft.about ?? ''}
              onChange={(event) => change({ about: event.currentTarget.value })}
            />
          ) : null}
          <TextInput
            label={t('form.title')}
            required
            minLength={3}
            maxLength={120}
            value={draft.title}
            onChange={(event) => change({ title: event.currentTarget.value })}
          />
          <Textarea
            label={t('form.purpose')}
            description={t('form.purpose.help')}
            required
            minLength={10}
            maxLength={2000}
            autosize
            minRows={2}
            value={draft.purpose}
            onChange={(event) => change({ purpose: event.currentTarget.value })}
          />
          <PhaseFields phases={draft.phases} onChange={(phases) => change({ phases })} />
          <TagsInput
            label={t('form.controllers')}
            description={t('form.controllers.help')}
            required
            value={draft.controllers}
            onChange={(controllers) => change({ controllers })}
            acceptValueOnBlur
            clearable={false}
          />
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <TagsInput
              label={t('form.modalities')}
              description={t('form.modalities.help')}
              value={draft.cohort.modalities}
              onChange={(modalities) => change({ cohort: { ...draft.cohort, modalities } })}
              data={['MR', 'CT', 'SEG', 'SR', 'CR', 'DX', 'MG', 'US']}
              acceptValueOnBlur
            />
            <TagsInput
              label={t('form.bodyparts')}
              description={t('form.bodyparts.help')}
              value={draft.cohort.bodyParts}
              onChange={(bodyParts) => change({ cohort: { ...draft.cohort, bodyParts } })}
              acceptValueOnBlur
              inputWrapperOrder={['label', 'input', 'description']}
            />
            <NumberInput
              label={t('form.max')}
              required
              min={1}
              allowDecimal={false}
              value={draft.cohort.maxSubjects}
              onChange={(value) => change({ cohort: { ...draft.cohort, maxSubjects: Number(value) || 1 } })}
            />
          </SimpleGrid>
          {draft.kind === 'project' ? (
            <TagsInput
              label={t('form.columns')}
              description={t('form.columns.help')}
              required
              value={draft.columns}
              onChange={(columns) => change({ columns })}
              data={columnChoices}
              acceptValueOnBlur
            />
          ) : null}
          {draft.kind === 'project' ? <PeopleFields draft={draft} change={change} /> : null}
          <TextInput
            type="date"
            label={t('form.expires')}
            required
            maw={220}
            value={draft.until}
            min={dayAhead(new Date(now), 0)}
            onChange={(event) => change({ until: event.currentTarget.value })}
          />
          <Radio.Group
            label={t('form.secondary')}
            value={draft.secondaryFindings}
            onChange={(value) =>
              change({ secondaryFindings: value === 'not-possible' ? 'not-possible' : 'possible-with-ethics-decision' })
            }
          >
            <Group mt={6} gap="lg">
              <Radio value="not-possible" label={t('form.secondary.no')} />
              <Radio value="possible-with-ethics-decision" label={t('form.secondary.yes')} />
            </Group>
          </Radio.Group>
          {draft.secondaryFindings === 'not-possible' ? null : (
            <TextInput
              label={t('form.ethics')}
              required
              maw={320}
              value={draft.ethicsDecision ?? ''}
              onChange={(event) => change({ ethicsDecision: event.currentTarget.value })}
            />
          )}
          <ProblemNotice problem={ask.problem} onClose={ask.clear} />
          <Group>
            <Button type="submit" size="md" loading={ask.busy}>
              {t('form.send')}
            </Button>
          </Group>
        </form>
        <After />
      </div>
    </>
  )
}

/** Who acts next, beside the form. */
function After() {
  const { t } = useWords()
  const steps: [IconName, string][] = [
    ['person', t('permit.asked')],
    ['gate', t('permit.screened')],
    ['people', t('permit.decided')],
    ['permit', t('permit.valid')],
  ]
  return (
    <aside className={classes['after']} aria-label={t('form.after')}>
      <Text fw={600}>{t('form.after')}</Text>
      <ol className={classes['steps']}>
        {steps.map(([icon, text], n) => (
          <li key={icon} data-look={n === 0 ? 'now' : 'later'}>
            <span className={classes['stepIcon']}>
              <Icon name={icon} />
            </span>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </aside>
  )
}

interface Part {
  draft: PermitDraft
  change: (part: Partial<PermitDraft>) => void
}

function AboutSource({ draft, change }: Part) {
  const { t } = useWords()
  const sources = useAsk(acquireEndpoints.sources, {})
  return (
    <>
      <TextInput
        label={t('form.about.source')}
        description={t('form.about.source.help')}
        required
        list="known-sources"
        value={draft.about ?? ''}
        onChange={(event) => change({ about: event.currentTarget.value })}
        maw={420}
      />
      <datalist id="known-sources">
        {(sources.data ?? []).map((one) => (
          <option key={one.id} value={one.aeTitle}>
            {one.name}
          </option>
        ))}
      </datalist>
    </>
  )
}

function PeopleFields({ draft, change }: Part) {
  const { t } = useWords()
  const { people } = useDirectory()
  return (
    <Checkbox.Group
      label={t('form.people')}
      description={t('form.people.help')}
      value={draft.people}
      onChange={(chosen) => change({ people: chosen })}
    >
      <div className={classes['people']}>
        {people.map((one) => (
          <Checkbox
            key={one.id}
            value={one.id}
            label={one.name}
            description={one.roles.map((role) => t(`role.${role}`)).join(', ')}
          />
        ))}
      </div>
      {people.length === 0 ? <Text size="sm">{t('people.none')}</Text> : null}
    </Checkbox.Group>
  )
}
