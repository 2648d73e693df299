import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { OsUser } from '@clic/platform/db'
import { repository } from '../repository.ts'

export interface OsUsers {
  clinic?: OsUser
  research?: OsUser
  vault?: OsUser
  postgres?: OsUser
  /** Packages that others made run as these, which own nothing. */
  foreign?: { clinic: OsUser; research: OsUser }
  /** What the person at the screen is told about the isolation between the processes. */
  isolation: string
}

/**
 * As root, each zone, the vault and the database get an operating-system user of their own, so that the research server cannot
 * read the clinic's files whatever its code does. Otherwise everything runs as one user and the output says so.
 */
export function osUsers(): OsUsers {
  if (process.getuid?.() !== 0)
    return { isolation: 'absent: not started as root, so both zones and the vault run as one operating-system user' }
  const postgres = user('clic-postgres') ?? { uid: 65534, gid: 65534 }
  const clinic = user('clic-clinic')
  const research = user('clic-research')
  const vault = user('clic-vault')
  const foreign = { clinic: user('clic-clinic-foreign'), research: user('clic-research-foreign') }
  if (!clinic || !research || !vault)
    return { postgres, isolation: 'absent: the system has no useradd, so the zones run as one operating-system user' }
  if (!canRead(research))
    return {
      postgres,
      isolation: `absent: other users cannot read ${repository}; clone to a folder that they can read`,
    }
  return {
    clinic,
    research,
    vault,
    postgres,
    ...(foreign.clinic && foreign.research ? { foreign: { clinic: foreign.clinic, research: foreign.research } } : {}),
    isolation: 'each zone, the vault and the database run as an operating-system user of their own',
  }
}

function user(name: string): OsUser | undefined {
  const find = () =>
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .find((fields) => fields[0] === name)
  if (!find()) {
    try {
      execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name], {
        stdio: 'ignore',
      })
    } catch {
      return undefined
    }
  }
  const found = find()
  return found ? { uid: Number(found[2]), gid: Number(found[3]) } : undefined
}

function canRead(user: OsUser): boolean {
  const probe = spawnSync(
    process.execPath,
    ['-e', `require('fs').accessSync(${JSON.stringify(`${repository}/apps/server/src/main.ts`)})`],
    { uid: user.uid, gid: user.gid, stdio: 'ignore' },
  )
  return probe.status === 0
}
