import { portOption, readOptions } from '../options.ts'
import { codeCommit } from '../repository.ts'
import { buildWeb } from './build-web.ts'
import { defaultRoot } from './down.ts'
import { foreignPackagesOf } from './foreign-runners.ts'
import { installRuntime } from './install-runtime.ts'
import { firstPerson } from './people.ts'
import { portsMustBeFree, startZones } from './start-zones.ts'
import { platformStatus } from './status.ts'

export async function upCommand(args: string[]): Promise<number> {
  const { values } = readOptions('up', args, {
    json: { type: 'boolean', default: false },
    state: { type: 'path' },
    'clinic-port': { type: 'string' },
    'research-port': { type: 'string' },
    'dicom-port': { type: 'string' },
    'demand-isolation': { type: 'boolean', default: false },
  })
  const say = (line: string) => {
    if (!values.json) process.stdout.write(`${line}\n`)
  }
  const ports = {
    clinic: portOption(values['clinic-port'], 8401, 'clinic-port'),
    research: portOption(values['research-port'], 8402, 'research-port'),
    dicom: portOption(values['dicom-port'], 11112, 'dicom-port'),
  }
  const running = platformStatus(values.state ?? defaultRoot)
  if (running?.well) {
    say(`CLIC is running already.\n${[running.clinicUrl, running.researchUrl, ...running.lines].join('\n')}`)
    if (values.json)
      process.stdout.write(
        `${JSON.stringify({ clinic: running.clinicUrl, research: running.researchUrl, dicom: running.dicom, signIn: null, running: running.lines })}\n`,
      )
    return 0
  }
  await portsMustBeFree(ports)
  const runtime = installRuntime(say)
  buildWeb(say)
  const started = await startZones({
    root: values.state ?? defaultRoot,
    ports,
    runtime,
    codeCommit: codeCommit(),
    demandIsolation: values['demand-isolation'],
    say,
  })
  const signIn = await firstPerson(started)
  if (values.json) {
    process.stdout.write(
      `${JSON.stringify({ clinic: started.clinicUrl, research: started.researchUrl, dicom: started.dicom, pids: started.pids, isolation: started.isolation, signIn: signIn ?? null })}\n`,
    )
    return 0
  }
  say(`Clinic zone:   ${started.clinicUrl}`)
  say(`Research zone: ${started.researchUrl}`)
  say(`DICOM:         ${started.dicom.aeTitle} at port ${started.dicom.port}`)
  say(`Isolation:     ${started.isolation}`)
  say(`Packages of others: ${await foreignPackagesOf(started.researchUrl)}`)
  say(
    signIn
      ? `First sign-in: ${signIn.email}, password ${signIn.password} (shown once; add people under Govern)`
      : 'Sign in as before.',
  )
  say('What ends by itself is started again; ./clic status tells. Stop it with ./clic down.')
  return 0
}
