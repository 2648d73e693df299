import type { VaultClient } from './vault-client.ts'

/** Asks a vault that was down until it answers, and then lets what waited go on. Asks nothing while it is up. */
export function watchVault(input: {
  vault: Pick<VaultClient, 'state'>
  seconds: number
  back(): Promise<void>
  failed(error: unknown): void
}): { isDown(): void; stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  const again = () => {
    if (timer || stopped) return
    timer = setTimeout(() => {
      running = ask().finally(() => {
        timer = undefined
        if (down) again()
      })
    }, input.seconds * 1000)
  }
  let down = false
  const ask = async () => {
    try {
      if (!(await input.vault.state()).up) return
      down = false
      await input.back()
    } catch (error) {
      // The database may be away for a moment: asked again.
      down = true
      input.failed(error)
    }
  }
  return {
    isDown() {
      down = true
      again()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
