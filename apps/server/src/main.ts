import { letChildrenKeepCode, readZoneConfig } from '@clic/platform/config'
import { settleAfterStart } from '@clic/platform/settle'
import { openZone } from './open-zone.ts'

// One zone's server. `node apps/server/src/main.ts CONFIG` prints one JSON line when it is ready.
const file = process.argv[2]
if (!file) {
  process.stderr.write('Give the zone’s configuration file: node apps/server/src/main.ts CONFIG\n')
  process.exit(2)
}
try {
  const config = readZoneConfig(file)
  if (config.codeCache) letChildrenKeepCode(config.codeCache)
  const zone = await openZone(config)
  process.stdout.write(`${JSON.stringify({ ready: true, port: zone.port, pid: process.pid })}\n`)
  const stop = () => {
    zone.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  // Said at every start, whether or not somebody runs such a package.
  const runner = ['validate', 'deploy'].find((module) => config.modules.includes(module))
  if (runner) {
    const { log, sandbox } = zone.context(runner)
    sandbox.state().then(
      (state) => log.info('sandbox.state', { fence: state.fence, ownUser: state.ownUser, isolation: state.sentence }),
      () => log.error('sandbox.state', { isolation: 'the process that runs foreign packages does not answer' }),
    )
  }
  settleAfterStart()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
