import { annotateEndpoints, type Problem } from '@clic/contracts'
import { Progress, Stack, Text } from '@mantine/core'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useAsk, useMay } from '../api.ts'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { useWords } from '../words/index.tsx'
import type { Grid } from './geometry.ts'
import type { ViewerVolume } from './load-study.ts'
import type { Stage } from './stage.ts'
import { useStage } from './use-stage.ts'
import classes from './viewer.module.css'
import { Workbench } from './workbench.tsx'

/** Opens a de-identified study with its masks. A page of its own chunk: Cornerstone comes with it and with nothing else. */
export default function StudyViewer({ studyId, onUnsaved }: { studyId: string; onUnsaved?(unsaved: boolean): void }) {
  const { t } = useWords()
  const state = useStage(studyId)
  const labels = useAsk(annotateEndpoints.labels, { query: { studyId } })
  if (state.phase === 'broken') return <ProblemNotice problem={state.problem} />
  if (state.phase !== 'ready' || labels.loading) {
    const [done, of] = state.phase === 'ready' ? [1, 1] : [state.done, state.of]
    const words = state.phase === 'fetching' ? t('viewer.fetching', { done, of }) : t('viewer.decoding', { done, of })
    return (
      <div className={classes['loading']}>
        <Stack gap="sm" w={320}>
          <Text size="sm" role="status">
            {words}
          </Text>
          <Progress.Root size={8}>
            <Progress.Section value={of > 0 ? (100 * done) / of : 0} aria-label={t('viewer.loading')} />
          </Progress.Root>
        </Stack>
      </div>
    )
  }
  return <Opened key={studyId} stage={state.stage} volume={state.volume} labels={labels} onUnsaved={onUnsaved} />
}

interface OpenedProps {
  stage: Stage
  volume: ViewerVolume
  labels: { data: Parameters<typeof Workbench>[0]['label'][] | undefined; problem: Problem | undefined }
  onUnsaved: ((unsaved: boolean) => void) | undefined
}

function Opened({ stage, volume, labels, onUnsaved }: OpenedProps) {
  const may = useMay()
  const grid = useMemo<Grid>(() => ({ ...volume, stack: volume.stack }), [volume])
  const label = labels.data?.[0]
  const newest = label?.versions.at(-1)?.version
  const [chosen, setChosen] = useState<number>()
  const [unsaved, setUnsaved] = useState(false)
  const tell = useCallback(
    (now: boolean) => {
      setUnsaved(now)
      onUnsaved?.(now)
    },
    [onUnsaved],
  )
  useEffect(() => {
    if (!unsaved) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [unsaved])
  return (
    <>
      <ProblemNotice problem={labels.problem} />
      <Workbench
        // A mask that has just been started is opened anew: with its structures, and the brush at hand.
        key={label?.id ?? 'none'}
        studyId={volume.studyId}
        stage={stage}
        grid={grid}
        whyFlat={volume.stack?.why}
        unit={volume.unit}
        recorded={volume.frames?.window}
        rate={volume.frames?.rate}
        label={label}
        version={chosen ?? newest}
        onOpen={setChosen}
        mayEdit={may('label.write')}
        onUnsaved={tell}
      />
    </>
  )
}
