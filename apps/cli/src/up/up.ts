import { portOption, readOptions } from '../options.ts'
import { codeCommit } from '../repository.ts'
import { buildWeb } from './build-web.ts'
import { defaultRoot } from './down.ts'
import { installRuntime } from './install-runtime.ts'
import { firstPerson } from './people.ts'
import { portsMustBeFree, startZones } from './start-zones.ts'

export async function upCommand(args: string[]): Promise<number> {
  const { values } = readOptions('up', args, {
    json: { type: 'boolean', default: false },
    state: { type: 'string' },
    'clinic-port': { type: 'string' },
    'research-port': { type: 'string' },
    'dicom-port': { type: 'string' },
  })
  const say = (line: string) => {
    if (!values.json) process.stdout.write(`${line}\n`)
  }
  const ports = {
    clinic: portOption(values['clinic-port'], 8401, 'clinic-port'),
    research: portOption(values['research-port'], 8402, 'research-port'),
    dicom: portOption(values['dicom-port'], 11112, 'dicom-port'),
  }
  await portsMustBeFree(ports)
  const runtime = installRuntime(say)
  buildWeb(say)
  const running = await startZones({
    root: values.state ?? defaultRoot,
    ports,
    runtime,
    codeCommit: codeCommit(),
    say,
  })
  const signIn = await firstPerson(running)
  if (values.json) {
    process.stdout.write(
      `${JSON.stringify({ clinic: running.clinicUrl, research: running.researchUrl, dicom: running.dicom, pids: running.pids, isolation: running.isolation, signIn })}\n`,
    )
    return 0
  }
  say(`Clinic zone:   ${running.clinicUrl}`)
  say(`Research zone: ${running.researchUrl}`)
  say(`DICOM:         ${running.dicom.aeTitle} at port ${running.dicom.port}`)
  say(`Isolation:     ${running.isolation}`)
  say(
    signIn
      ? `First sign-in: ${signIn.email}, password ${signIn.password} (shown once; add people under Govern)`
      : 'Sign in as before.',
  )
  say('Stop it with ./clic down.')
  return 0
}
