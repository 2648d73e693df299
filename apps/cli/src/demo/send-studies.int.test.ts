import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { eventually } from '../../../../testing/zones.ts'

/** Whether somebody listens on a port of this machine. */
function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

it('the hospital’s archive ends with the demonstration, also when that is killed at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'clic-archive-'))
  const program = `
    import { startReceiver } from ${JSON.stringify(new URL('./send-studies.ts', import.meta.url).href)}
    const archive = await startReceiver(${JSON.stringify(folder)}, 'ARCHIVE')
    process.stdout.write(archive.port + '\\n')`
  const demonstration = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  try {
    const [line] = (await once(createInterface({ input: demonstration.stdout }), 'line')) as [string]
    const port = Number(line)
    expect(await listens(port)).toBe(true)
    demonstration.kill('SIGKILL')
    await once(demonstration, 'exit')
    await eventually(async () => ((await listens(port)) ? undefined : true))
  } finally {
    demonstration.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
})
