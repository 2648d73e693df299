import { annotateEndpoints, type ReplyOf } from '@clic/contracts'
import { Button, Checkbox, Group, Paper, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useAsk, useDo } from '../api.ts'
import { Answer } from '../parts/answer.tsx'
import { useNeeds } from '../parts/needs.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { useWords } from '../words/index.tsx'

type LabelSet = ReplyOf<typeof annotateEndpoints.sets>[number]
type Structure = LabelSet['structures'][number]

/** A study without a mask: which structures are to be drawn, and the empty first version. */
export function StartPanel({ studyId }: { studyId: string }) {
  const { t } = useWords()
  const sets = useAsk(annotateEndpoints.sets, { params: { studyId } })
  return (
    <Paper p="sm" component="section" aria-labelledby="viewer-start">
      <Title order={2} id="viewer-start" mb={4}>
        {t('viewer.start.title')}
      </Title>
      <Text size="sm" mb="sm">
        {t('viewer.start.lead')}
      </Text>
      <Answer of={sets} lines={4}>
        {(found) => <StartForm studyId={studyId} sets={found} />}
      </Answer>
    </Paper>
  )
}

function StartForm({ studyId, sets }: { studyId: string; sets: LabelSet[] }) {
  const { t } = useWords()
  const start = useDo(annotateEndpoints.start, { refresh: [annotateEndpoints.labels, annotateEndpoints.sets] })
  const [set, setSet] = useState(0)
  const [added, setAdded] = useState<Structure[]>([])
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const [name, setName] = useState('')
  const [unnamed, setUnnamed] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const offered = [...(sets[set]?.structures ?? []), ...added]
  const chosen = offered.filter((one) => !left.has(one.number))
  const wanted = name.trim()
  const isThere = offered.some((one) => one.label.toLowerCase() === wanted.toLowerCase())
  const nameFault = isThere
    ? t('viewer.start.twice')
    : unnamed && !wanted && t('need.field', { field: t('viewer.start.add') })
  const add = () => {
    setUnnamed(!wanted)
    if (!wanted || isThere) return field.current?.focus()
    const number = 1 + Math.max(0, ...offered.map((one) => one.number))
    setAdded([...added, { number, label: wanted }])
    setName('')
  }
  const { complete, notice } = useNeeds({
    [offered.length === 0 ? 'added' : 'structure']: chosen.length === 0 && t('viewer.start.need'),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (complete(event.currentTarget)) void start.run({ params: { studyId }, body: { structures: chosen } })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {sets.length > 1 ? (
          <Select
            size="sm"
            label={t('viewer.start.set')}
            allowDeselect={false}
            value={String(set)}
            data={sets.map((one, n) => ({ value: String(n), label: labelOf(one, sets, t) }))}
            onChange={(value) => {
              setSet(Number(value))
              setAdded([])
              setLeft(new Set())
            }}
          />
        ) : null}
        <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
          <Text component="legend" size="sm" fw={600} mb={6}>
            {t('viewer.start.structures')}
          </Text>
          {offered.length === 0 ? (
            <Text size="sm" c="gray.7">
              {t('viewer.start.none')}
            </Text>
          ) : (
            <Stack gap={6}>
              {offered.map((one) => (
                <Checkbox
                  key={one.number}
                  name="structure"
                  size="sm"
                  label={one.label}
                  checked={!left.has(one.number)}
                  onChange={() => {
                    const next = new Set(left)
                    if (!next.delete(one.number)) next.add(one.number)
                    setLeft(next)
                  }}
                />
              ))}
              {sets.length === 1 && sets[0] ? (
                <Text size="xs" c="gray.7">
                  {nameOf(sets[0], t)}
                </Text>
              ) : null}
            </Stack>
          )}
        </fieldset>
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            flex={1}
            size="sm"
            label={t('viewer.start.add')}
            description={t('viewer.start.add.why')}
            maxLength={64}
            value={name}
            ref={field}
            name="added"
            error={nameFault}
            onChange={(event) => setName(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              add()
            }}
          />
          <Button variant="default" size="sm" onClick={add}>
            {t('viewer.start.add.do')}
          </Button>
        </Group>
        {notice}
        <Button type="submit" loading={start.busy}>
          {t('viewer.start.do')}
        </Button>
      </Stack>
      <ProblemNotice problem={start.problem} onClose={start.clear} />
    </form>
  )
}

function nameOf(set: LabelSet, t: ReturnType<typeof useWords>['t']): string {
  if (set.from === 'masks') return t('viewer.start.from.masks')
  return t(set.from === 'dataset' ? 'viewer.start.from.dataset' : 'viewer.start.from.product', { name: set.name })
}

/** Sets of the same name are told apart by what is in them. */
function labelOf(set: LabelSet, all: LabelSet[], t: ReturnType<typeof useWords>['t']): string {
  const same = all.filter((one) => one.from === set.from && one.name === set.name)
  const structures = set.structures.map((one) => one.label).join(', ')
  return same.length > 1 ? `${nameOf(set, t)}: ${structures}` : nameOf(set, t)
}
