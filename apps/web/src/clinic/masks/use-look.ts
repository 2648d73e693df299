import { call, maskEndpoints, type Problem, type ReplyOf } from '@clic/contracts'
import { useEffect, useState } from 'react'

interface Look {
  looked?: ReplyOf<typeof maskEndpoints.look>
  problem?: Problem
}

/** Opens an object in quarantine. Each opening is one look in the ledger, so nothing asks again by itself, and nothing stays in a cache. */
export function useLook(quarantinedId: string): Look {
  const [look, setLook] = useState<Look & { id?: string }>({})
  useEffect(() => {
    const stop = new AbortController()
    // Not at once: a first effect that is undone in the same moment is no look.
    const timer = setTimeout(async () => {
      const params = { quarantinedId }
      const answer = await call(maskEndpoints.look, { params }, { baseUrl: '', signal: stop.signal })
      if (stop.signal.aborted) return
      setLook(answer.ok ? { id: quarantinedId, looked: answer.value } : { id: quarantinedId, problem: answer.problem })
    })
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [quarantinedId])
  return look.id === quarantinedId ? look : {}
}
