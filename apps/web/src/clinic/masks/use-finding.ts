import { call, maskEndpoints, type Problem } from '@clic/contracts'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DrawnBox } from './boxes.ts'

export interface Finding {
  /** Frames that are looked at now, and how many are done. */
  busy: { done: number; all: number } | undefined
  /** How many boxes the last search brought, over how many frames; undefined before. */
  found: { boxes: number; frames: number; remains: boolean } | undefined
  problem: Problem | undefined
  start(frames: readonly number[]): void
  stop(): void
  clear(): void
}

type FoundBox = Pick<DrawnBox, 'kind' | 'x' | 'y' | 'width' | 'height'>

/** Has the reader look at frames, one after the other, and hands on what it finds on each. */
export function useFinding(quarantinedId: string, onFound: (boxes: FoundBox[], frame: number) => void): Finding {
  const [busy, setBusy] = useState<Finding['busy']>()
  const [found, setFound] = useState<Finding['found']>()
  const [problem, setProblem] = useState<Problem>()
  const running = useRef<AbortController | undefined>(undefined)
  const stop = useCallback(() => {
    running.current?.abort()
    setBusy(undefined)
  }, [])
  useEffect(() => () => running.current?.abort(), [])
  const start = async (frames: readonly number[]) => {
    running.current?.abort()
    const own = new AbortController()
    running.current = own
    setProblem(undefined)
    setFound(undefined)
    const sum = { boxes: 0, frames: 0, remains: false }
    for (const [done, frame] of frames.entries()) {
      setBusy({ done, all: frames.length })
      const input = { params: { quarantinedId }, body: { frame } }
      const answer = await call(maskEndpoints.find, input, { baseUrl: '', signal: own.signal })
      if (own.signal.aborted) return
      if (!answer.ok) {
        setProblem(answer.problem)
        break
      }
      sum.boxes += answer.value.boxes.length
      sum.frames += 1
      sum.remains ||= answer.value.remains
      onFound(answer.value.boxes, frame)
    }
    setBusy(undefined)
    setFound(sum)
  }
  return {
    busy,
    found,
    problem,
    start: (frames) => void start(frames),
    stop,
    clear: () => setProblem(undefined),
  }
}
