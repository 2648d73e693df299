import { type InputOf, registerEndpoints } from '@clic/contracts'
import {
  ActionIcon,
  Button,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useState } from 'react'
import { useDo } from '../../api.ts'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { Icon } from '../../parts/icon.tsx'
import { useWords } from '../../words/index.tsx'

type NewProduct = InputOf<typeof registerEndpoints.addProduct>['body']
const paths = ['mdr-5-5', 'ce-marked', 'clinical-investigation', 'research-only'] as const
const empty: NewProduct = {
  name: '',
  kind: 'home-made',
  manufacturer: '',
  regulatoryPath: 'mdr-5-5',
  intendedUse: {
    summary: '',
    modalities: ['MR'],
    bodyPart: '',
    users: '',
    limits: '',
    structures: [{ value: 1, name: '' }],
  },
}

/** What it is for has to be said before anything is tested against it. */
export function AddProduct({ onClose }: { onClose(): void }) {
  const { t } = useWords()
  const add = useDo(registerEndpoints.addProduct, { refresh: [registerEndpoints.products] })
  const [product, setProduct] = useState(empty)
  const set = (change: Partial<NewProduct>) => setProduct((now) => ({ ...now, ...change }))
  const setUse = (change: Partial<NewProduct['intendedUse']>) =>
    setProduct((now) => ({ ...now, intendedUse: { ...now.intendedUse, ...change } }))
  const use = product.intendedUse
  const make = () => {
    const { users, ...rest } = use
    return add.run({
      body: { ...product, intendedUse: { ...rest, ...(users?.trim() ? { users: users.trim() } : {}) } },
    })
  }
  return (
    <AskDialog title={t('product.add')} step={t('product.add.do')} size="xl" doing={add} onDo={make} onClose={onClose}>
      <SegmentedControl
        aria-label={t('product.kind')}
        value={product.kind}
        onChange={(kind) =>
          set({ kind: kind as NewProduct['kind'], regulatoryPath: kind === 'bought' ? 'ce-marked' : 'mdr-5-5' })
        }
        data={[
          { value: 'home-made', label: t('product.kind.home-made') },
          { value: 'bought', label: t('product.kind.bought') },
        ]}
      />
      <Group grow align="flex-start">
        <TextInput
          label={t('col.name')}
          required
          minLength={2}
          maxLength={80}
          value={product.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          data-autofocus
        />
        <TextInput
          label={t('product.manufacturer')}
          required
          minLength={2}
          value={product.manufacturer}
          onChange={(event) => set({ manufacturer: event.currentTarget.value })}
        />
      </Group>
      <Select
        label={t('product.path')}
        allowDeselect={false}
        value={product.regulatoryPath}
        onChange={(path) => path && set({ regulatoryPath: path as NewProduct['regulatoryPath'] })}
        data={paths.map((one) => ({ value: one, label: t(`product.path.${one}`) }))}
      />
      <Textarea
        label={t('product.use')}
        description={t('product.use.why')}
        required
        minLength={10}
        maxLength={2000}
        autosize
        minRows={2}
        value={use.summary}
        onChange={(event) => setUse({ summary: event.currentTarget.value })}
      />
      <Group grow align="flex-start">
        <TagsInput
          label={t('product.modalities')}
          required
          value={use.modalities}
          onChange={(modalities) => setUse({ modalities: modalities.map((one) => one.toUpperCase()) })}
        />
        <TextInput
          label={t('product.body')}
          required
          minLength={2}
          value={use.bodyPart}
          onChange={(event) => setUse({ bodyPart: event.currentTarget.value })}
        />
        <TextInput
          label={t('product.users')}
          value={use.users ?? ''}
          onChange={(event) => setUse({ users: event.currentTarget.value })}
        />
      </Group>
      <Textarea
        label={t('product.limits')}
        autosize
        minRows={1}
        value={use.limits ?? ''}
        onChange={(event) => setUse({ limits: event.currentTarget.value })}
      />
      <Structures structures={use.structures} onChange={(structures) => setUse({ structures })} />
    </AskDialog>
  )
}

type Structure = NewProduct['intendedUse']['structures'][number]

function Structures({ structures, onChange }: { structures: Structure[]; onChange(structures: Structure[]): void }) {
  const { t } = useWords()
  const change = (n: number, one: Partial<Structure>) =>
    onChange(structures.map((old, at) => (at === n ? { ...old, ...one } : old)))
  return (
    <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
      <Text component="legend" size="sm" fw={500} mb={4}>
        {t('product.structures')}
      </Text>
      <Stack gap={6}>
        {structures.map((one, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place; fields are controlled
          <Group key={`row ${n + 1}`} gap="xs" wrap="nowrap">
            <NumberInput
              aria-label={t('product.structure.value', { n: n + 1 })}
              w={90}
              min={1}
              max={255}
              allowDecimal={false}
              required
              value={one.value}
              onChange={(value) => typeof value === 'number' && change(n, { value })}
            />
            <TextInput
              aria-label={t('product.structure.name', { n: n + 1 })}
              placeholder={t('product.structure.example')}
              flex={1}
              required
              value={one.name}
              onChange={(event) => change(n, { name: event.currentTarget.value })}
            />
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={t('product.structure.remove', { n: n + 1 })}
              disabled={structures.length === 1}
              onClick={() => onChange(structures.filter((_, at) => at !== n))}
            >
              <Icon name="cross" size={16} />
            </ActionIcon>
          </Group>
        ))}
      </Stack>
      <Button
        mt={6}
        size="xs"
        variant="default"
        onClick={() =>
          onChange([...structures, { value: Math.max(0, ...structures.map((one) => one.value)) + 1, name: '' }])
        }
      >
        {t('product.structure.add')}
      </Button>
    </fieldset>
  )
}
