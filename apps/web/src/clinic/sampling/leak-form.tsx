import { type Compared, identifierKinds, type SampleAnswer } from '@clic/contracts'
import { Button, Group, NativeSelect, Paper, Radio, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { Icon } from '../../parts/icon.tsx'
import { NumberField } from '../../parts/number-field.tsx'
import { useWords } from '../../words/index.tsx'
import type { Box } from './changed-boxes.ts'

type Masking = 'all-frames' | 'frame' | 'no'
type Leak = Extract<SampleAnswer, { seen: true }>

/** Where an identifier is and of which kind; never what it says. */
export function LeakForm({
  of,
  frame,
  region,
  onRegion,
  busy,
  onSend,
  onCancel,
}: {
  of: Compared
  frame: number
  region: Box | undefined
  onRegion: (box: Box | undefined) => void
  busy: boolean
  onSend: (answer: Leak) => void
  onCancel: () => void
}) {
  const { t, code } = useWords()
  const left = of.rows.filter((row) => row.change !== 'removed')
  const [kind, setKind] = useState<Leak['kind']>('name')
  const [part, setPart] = useState<'header' | 'pixels'>('header')
  const [path, setPath] = useState('')
  const heading = useRef<HTMLHeadingElement>(null)
  const field = useRef<HTMLSelectElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const [mask, setMask] = useState<Masking>('all-frames')
  const box = region ?? { x: 0, y: 0, width: 1, height: 1 }
  const many = (of.pixels.result?.frames ?? 1) > 1
  // One pixel is what the fields begin with: nobody has said yet where it is.
  const placed = box.width > 1 || box.height > 1
  const lacking = part === 'pixels' ? !placed && t('review.leak.need.region') : !path && t('review.leak.need.field')
  const [refused, setRefused] = useState(false)
  const send = () => {
    setRefused(true)
    if (lacking) return field.current?.focus()
    onSend({
      seen: true,
      kind,
      where: part === 'header' ? { part, path } : { part, frame, ...box },
      ...(part === 'pixels' && mask !== 'no' ? { mask } : {}),
    })
  }
  return (
    <Paper
      component="section"
      aria-labelledby="leak"
      p="md"
      mb="lg"
      style={{ borderColor: 'var(--mantine-color-brick-4)' }}
    >
      <h2 id="leak" ref={heading} tabIndex={-1} style={{ margin: 0, fontSize: '1.05rem' }}>
        {t('review.leak.title')}
      </h2>
      <Text size="sm" c="gray.7" mb="sm">
        {t('review.leak.lead')}
      </Text>
      <Stack gap="sm" maw={640}>
        <NativeSelect
          label={t('review.leak.kind')}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as Leak['kind'])}
          data={identifierKinds.map((one) => ({ value: one, label: code('identifier', one) }))}
        />
        <Radio.Group
          label={t('review.leak.part')}
          value={part}
          onChange={(value) => {
            setPart(value as typeof part)
            onRegion(value === 'pixels' ? box : undefined)
          }}
        >
          <Group gap="lg" mt={4}>
            <Radio value="header" label={t('review.leak.header')} />
            <Radio value="pixels" label={t('review.leak.pixels')} disabled={!of.pixels.result} />
          </Group>
        </Radio.Group>
        {part === 'header' ? (
          <NativeSelect
            ref={field}
            label={t('review.leak.field')}
            required
            value={path}
            onChange={(event) => setPath(event.currentTarget.value)}
            data={[
              { value: '', label: t('review.leak.field.pick') },
              ...left.map((row) => ({ value: row.path, label: `${row.name} ${row.path}`.trim() })),
            ]}
          />
        ) : (
          <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
            <legend style={{ padding: 0, fontSize: '0.875rem', fontWeight: 500 }}>{t('review.leak.region')}</legend>
            <Text size="xs" c="gray.7" mb={4}>
              {t('review.leak.draw')}
            </Text>
            <Group gap="sm" key={region ? 'drawn' : 'empty'}>
              {(['x', 'y', 'width', 'height'] as const).map((side) => (
                <NumberField
                  key={`${side} ${box[side]}`}
                  label={t(`review.leak.${side === 'width' ? 'w' : side === 'height' ? 'h' : side}`)}
                  w={92}
                  min={side === 'x' || side === 'y' ? 0 : 1}
                  value={box[side]}
                  onChange={(value) => onRegion({ ...box, [side]: value })}
                />
              ))}
            </Group>
            <NativeSelect
              mt="sm"
              label={t('review.leak.mask')}
              description={t(of.sample.drawnAs === 'left' ? 'review.leak.mask.left' : 'review.leak.mask.held')}
              value={mask}
              onChange={(event) => setMask(event.currentTarget.value as Masking)}
              data={[
                { value: 'all-frames', label: t(many ? 'review.leak.mask.all' : 'review.leak.mask.yes') },
                ...(many ? [{ value: 'frame', label: t('review.leak.mask.frame') }] : []),
                { value: 'no', label: t('review.leak.mask.no') },
              ]}
            />
          </fieldset>
        )}
        <Group gap={8} c="brick.8" wrap="nowrap">
          <Icon name="warn" />
          <Text size="sm">{t('review.leak.warn')}</Text>
        </Group>
        {refused && lacking ? (
          <Text role="alert" size="sm" fw={500} c="brick.7">
            {lacking}
          </Text>
        ) : null}
        <Group>
          <Button color="brick" loading={busy} onClick={send}>
            {t('review.leak.stop')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('do.cancel')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}
