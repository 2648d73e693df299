import { Button, Group, Text } from '@mantine/core'
import { Panel } from '../../parts/panel.tsx'
import { ProgressLine } from '../../parts/progress-line.tsx'
import { useWords } from '../../words/index.tsx'
import type { Finding } from './use-finding.ts'

/** Has the reader look for text and faces, on this frame or on all, and says how far it is. */
export function FindBoxes({ finding, frame, frames }: { finding: Finding; frame: number; frames: number }) {
  const { t } = useWords()
  const { busy, found } = finding
  return (
    <Panel title={t('mask.find')} lead={t('mask.find.lead')}>
      {busy ? (
        <>
          <ProgressLine label={t('mask.find.busy')} done={busy.done} total={busy.all} />
          <Button mt="sm" size="xs" variant="default" onClick={finding.stop}>
            {t('mask.find.stop')}
          </Button>
        </>
      ) : (
        <Group gap="xs">
          <Button size="xs" variant="light" onClick={() => finding.start([frame])}>
            {t(frames > 1 ? 'mask.find.frame' : 'mask.find.again')}
          </Button>
          {frames > 1 ? (
            <Button
              size="xs"
              variant="light"
              onClick={() => finding.start(Array.from({ length: frames }, (_, index) => index))}
            >
              {t('mask.find.all', { n: frames })}
            </Button>
          ) : null}
        </Group>
      )}
      <Text size="sm" mt="xs" role="status">
        {found ? t('mask.find.found', { n: found.boxes, frames: found.frames }) : ''}{' '}
        {found?.remains ? t('mask.find.remains') : ''}
      </Text>
    </Panel>
  )
}
