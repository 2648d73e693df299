import type { Problem } from '@clic/contracts'
import { useEffect, useState } from 'react'
import { useWords } from '../words/index.tsx'
import { openFrameStage } from './frame-stage.ts'
import { loadImages, type ViewerVolume } from './load-study.ts'
import { openStage, type Stage } from './stage.ts'

export type StageState =
  | { phase: 'fetching' | 'decoding'; done: number; of: number }
  | { phase: 'broken'; problem: Problem }
  | { phase: 'ready'; stage: Stage; volume: ViewerVolume }

/** Fetches and decodes a study’s images; everything is let go when the study is left. */
export function useStage(studyId: string): StageState {
  const { t } = useWords()
  const [state, setState] = useState<StageState>({ phase: 'fetching', done: 0, of: 0 })
  useEffect(() => {
    const leaving = new AbortController()
    let stage: Stage | undefined
    const show = (next: StageState) => {
      if (!leaving.signal.aborted) setState(next)
    }
    const open = async () => {
      show({ phase: 'fetching', done: 0, of: 0 })
      const images = await loadImages(studyId, {
        signal: leaving.signal,
        progress: (done, of) => show({ phase: 'fetching', done, of }),
      })
      if (!images.ok) return show({ phase: 'broken', problem: images.problem })
      const { volume } = images.value
      if (leaving.signal.aborted) return
      if (images.value.frames) {
        stage = openFrameStage(volume, images.value.frames, images.value.layout)
        return show({ phase: 'ready', stage, volume })
      }
      const { slices } = images.value
      const opened = await openStage({
        grid: volume,
        slices,
        backend: wantedBackend(),
        decoded: (done) => show({ phase: 'decoding', done, of: slices.length }),
      })
      if (!opened.ok) {
        const detail = t('viewer.broken.detail', { n: opened.slice + 1, of: slices.length, reason: opened.reason })
        return show({
          phase: 'broken',
          problem: {
            type: 'urn:clic:problem:image-broken',
            title: t('viewer.broken'),
            status: 422,
            detail,
            next: t('viewer.broken.next'),
          },
        })
      }
      stage = opened.stage
      if (leaving.signal.aborted) return stage.close()
      show({ phase: 'ready', stage, volume })
    }
    void open()
    return () => {
      leaving.abort()
      // The planes are let go first; they close in the same pass.
      queueMicrotask(() => stage?.close())
    }
  }, [studyId, t])
  return state
}

/** `?render=cpu` gives the same picture on every machine: for tests, and for graphics cards that draw wrong. */
function wantedBackend(): 'auto' | 'cpu' {
  return new URLSearchParams(window.location.search).get('render') === 'cpu' ? 'cpu' : 'auto'
}
