import type { deidentifyEndpoints, ReplyOf } from '@clic/contracts'
import { Text } from '@mantine/core'
import { useWords } from '../../words/index.tsx'

type Masks = ReplyOf<typeof deidentifyEndpoints.proofs>[number]['masks']

/** Where an object's pixels are black: how many boxes, and each with its frames when it is opened. Never what stood there. */
export function MaskedBoxes({ masks }: { masks: Masks }) {
  const { t, code } = useWords()
  if (!masks)
    return (
      <Text size="xs" c="gray.7">
        {t('proofs.masked.unseen')}
      </Text>
    )
  const boxes = masks.flatMap(({ from, to, boxes: some }) => some.map((box) => ({ ...box, from, to })))
  if (boxes.length === 0) return <Text size="xs">{t('proofs.masked.none')}</Text>
  return (
    <details>
      <summary style={{ cursor: 'pointer', fontSize: '0.8rem', whiteSpace: 'nowrap' }}>
        {t('proofs.masked.n', { n: boxes.length })}
      </summary>
      <ul
        style={{ margin: '4px 0 0', padding: 0, listStyle: 'none', fontSize: '0.75rem' }}
        title={t('proofs.masked.lead')}
      >
        {boxes.map((box, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two boxes may be the same, and the list never changes
          <li key={i} style={{ whiteSpace: 'nowrap' }}>
            {box.from === box.to
              ? t('mask.frames.one', { n: box.from })
              : t('mask.frames.some', { from: box.from, to: box.to })}
            {`: x ${box.x}, y ${box.y}, ${box.width} × ${box.height} (${code('mask.kind', box.kind)})`}
          </li>
        ))}
      </ul>
    </details>
  )
}
