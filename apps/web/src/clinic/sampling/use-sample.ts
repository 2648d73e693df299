import { address, type Compared, call, type Problem, samplingEndpoints } from '@clic/contracts'
import { useEffect, useState } from 'react'

interface Looked {
  compared?: Compared
  problem?: Problem
}

/** Opens a sample. Each opening is one look in the ledger, so nothing asks again by itself, and nothing stays in a cache. */
export function useSample(sampleId: string | undefined): Looked {
  const [looked, setLooked] = useState<Looked & { id?: string }>({})
  useEffect(() => {
    if (!sampleId) return
    const stop = new AbortController()
    // Not at once: a first effect that is undone in the same moment is no look.
    const timer = setTimeout(async () => {
      const answer = await call(
        samplingEndpoints.compare,
        { params: { sampleId } },
        { baseUrl: '', signal: stop.signal },
      )
      if (stop.signal.aborted) return
      setLooked(answer.ok ? { id: sampleId, compared: answer.value } : { id: sampleId, problem: answer.problem })
    })
    return () => {
      clearTimeout(timer)
      stop.abort()
      setLooked({})
    }
  }, [sampleId])
  return looked.id === sampleId ? looked : {}
}

/** The pixels of one frame of both sides; null where one cannot be read. */
export function useFrames(
  sampleId: string,
  frame: number,
  sides: { original: boolean; result: boolean },
): { original: Uint8Array | null; result: Uint8Array | null } | undefined {
  const [read, setRead] = useState<{
    of: string
    original: Uint8Array | null
    result: Uint8Array | null
  }>()
  const of = `${sampleId} ${frame}`
  const { original, result } = sides
  useEffect(() => {
    const stop = new AbortController()
    const one = async (side: 'original' | 'result', there: boolean) => {
      if (!there) return null
      const url = address(samplingEndpoints.pixels, { params: { sampleId }, query: { side, frame } })
      const response = await fetch(url, { headers: { 'x-clic': '1' }, credentials: 'same-origin', signal: stop.signal })
      return response.ok ? new Uint8Array(await response.arrayBuffer()) : null
    }
    Promise.all([one('original', original), one('result', result)]).then(
      ([left, right]) => {
        if (!stop.signal.aborted) setRead({ of: `${sampleId} ${frame}`, original: left, result: right })
      },
      () => {
        if (!stop.signal.aborted) setRead({ of: `${sampleId} ${frame}`, original: null, result: null })
      },
    )
    return () => stop.abort()
  }, [sampleId, frame, original, result])
  return read?.of === of ? read : undefined
}
