import { address, maskEndpoints, type PixelSide, type Problem, problemSchema } from '@clic/contracts'
import { useEffect, useMemo, useState } from 'react'
import { valuesOf } from '../sampling/paint-frame.ts'
import type { masksFrom } from './boxes.ts'

interface Frame {
  values: ArrayLike<number> | undefined
  problem: Problem | undefined
  loading: boolean
}

/** The pixels of one frame: as it was received, or, with masks, as it would leave. */
export function useFrame(
  quarantinedId: string,
  frame: number,
  about: PixelSide | null,
  masks?: ReturnType<typeof masksFrom>,
): Frame {
  const [read, setRead] = useState<{ of: string; bytes?: Uint8Array; problem?: Problem }>()
  const body = masks ? JSON.stringify({ masks, frame }) : undefined
  const of = `${quarantinedId} ${frame} ${body ?? ''}`
  const there = about !== null
  useEffect(() => {
    if (!there) return
    const stop = new AbortController()
    const params = { quarantinedId }
    const url = body
      ? address(maskEndpoints.tried, { params })
      : address(maskEndpoints.pixels, { params, query: { frame } })
    const headers = { 'x-clic': '1', ...(body ? { 'content-type': 'application/json' } : {}) }
    const method = body ? 'POST' : 'GET'
    fetch(url, { method, headers, body: body ?? null, credentials: 'same-origin', signal: stop.signal })
      .then(async (response) => {
        if (response.ok) return { bytes: new Uint8Array(await response.arrayBuffer()) }
        const said = problemSchema.safeParse(await response.json().catch(() => undefined))
        return { problem: said.success ? said.data : unreachable }
      })
      .catch(() => ({ problem: unreachable }))
      .then((got) => {
        if (!stop.signal.aborted) setRead({ of, ...got })
      })
    return () => stop.abort()
  }, [quarantinedId, frame, body, there, of])
  const bytes = read?.of === of ? read.bytes : undefined
  const values = useMemo(() => (bytes && about ? valuesOf(bytes, about) : undefined), [bytes, about])
  return { values, problem: read?.of === of ? read.problem : undefined, loading: there && read?.of !== of }
}

const unreachable: Problem = {
  type: 'urn:clic:problem:unreachable',
  title: 'No answer',
  status: 503,
  detail: 'The server gave no readable answer.',
  next: 'Check that the platform is up and try again.',
}
