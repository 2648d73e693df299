/** Does work again and again with a pause after each, never two at once; a failure is told and the next round comes all the same. */
export function repeat(input: { seconds: number; work(): Promise<void>; failed(error: unknown): void }): {
  start(): void
  stop(): Promise<void>
} {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  const next = () => {
    if (stopped) return
    timer = setTimeout(() => {
      running = input.work().catch(input.failed).finally(next)
    }, input.seconds * 1000)
  }
  return {
    start: next,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
