/**
 * When is a study complete? DICOM does not say. Here: when the association that carried it ended, or went on to another study
 * and was quiet on this one; without an association (STOW-RS, upload) when it was quiet. What comes later is announced again.
 */
export interface Arrivals {
  /** An object of a study was stored. `carrier` names the association or request it came by. */
  stored(studyId: string, carrier?: string): void
  /** The association ended: what it carried is complete now. A request that ended only leaves its studies to the quiet. */
  ended(carrier: string, how: 'complete' | 'quiet'): void
  /** Studies left open by a crash. */
  reopen(studyIds: readonly string[]): void
  openStudies(): number
  /** Announces what is due and forgets the rest; it is found again at the next start. */
  stop(): Promise<void>
}

export function createArrivals(input: {
  quietMs: number
  now(): number
  complete(studyIds: string[]): Promise<void>
  failed(error: unknown): void
}): Arrivals {
  const lastAt = new Map<string, number>()
  const carriers = new Map<string, { current: string; carried: Set<string> }>()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let stopped = false

  const stillCarried = (studyId: string) => [...carriers.values()].some((one) => one.current === studyId)

  function announce(studyIds: string[]): void {
    if (studyIds.length === 0) return
    for (const id of studyIds) lastAt.delete(id)
    running = running.then(async () => {
      try {
        await input.complete(studyIds)
      } catch (error) {
        input.failed(error)
        // The database may be away for a moment: tried again after the next quiet.
        for (const id of studyIds) if (!lastAt.has(id)) lastAt.set(id, input.now())
        watch()
      }
    })
  }

  function watch(): void {
    if (timer || stopped || lastAt.size === 0) return
    timer = setTimeout(
      () => {
        timer = undefined
        const before = input.now() - input.quietMs
        announce([...lastAt].filter(([id, at]) => at <= before && !stillCarried(id)).map(([id]) => id))
        watch()
      },
      Math.ceil(input.quietMs / 4),
    )
  }

  return {
    stored(studyId, carrier) {
      lastAt.set(studyId, input.now())
      if (carrier) {
        const known = carriers.get(carrier)
        if (known) {
          known.current = studyId
          known.carried.add(studyId)
        } else carriers.set(carrier, { current: studyId, carried: new Set([studyId]) })
      }
      watch()
    },
    ended(carrier, how) {
      const known = carriers.get(carrier)
      if (!known) return
      carriers.delete(carrier)
      if (how === 'quiet') for (const id of known.carried) if (lastAt.has(id)) lastAt.set(id, input.now())
      if (how === 'complete') announce([...known.carried].filter((id) => lastAt.has(id) && !stillCarried(id)))
    },
    reopen(studyIds) {
      for (const id of studyIds) lastAt.set(id, input.now())
      watch()
    },
    openStudies: () => lastAt.size,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
