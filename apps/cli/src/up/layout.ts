import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OsUser } from '@clic/platform/db'
import { layExchange } from '@clic/platform/sandbox'
import type { OsUsers } from './os-users.ts'

/** The folders of an installation on one machine. Each belongs to one operating-system user and is closed to the others. */
export interface Layout {
  root: string
  clinic: string
  research: string
  vault: string
  /** Holds the vault's socket: the vault writes it, the clinic zone may enter. */
  vaultRun: string
  /** Between a zone and the runner of its foreign packages. */
  foreign: { clinic: string; research: string }
  /** Holds the bell by which a zone wakes that runner; the supervisor hangs it, the zone may enter. */
  bells: { clinic: string; research: string }
  databases: { clinic: string; research: string }
  secrets: string
  platformFile: string
  /** How each program stands; written by the supervisor. */
  supervisorFile: string
}

export function layOut(root: string, users: OsUsers): Layout {
  mkdirSync(root, { recursive: true, mode: 0o755 })
  chmodSync(root, 0o755)
  const layout: Layout = {
    root,
    clinic: join(root, 'clinic'),
    research: join(root, 'research'),
    vault: join(root, 'vault'),
    vaultRun: join(root, 'vault-run'),
    foreign: { clinic: join(root, 'foreign-clinic'), research: join(root, 'foreign-research') },
    bells: { clinic: join(root, 'bell-clinic'), research: join(root, 'bell-research') },
    databases: { clinic: join(root, 'db-clinic'), research: join(root, 'db-research') },
    secrets: join(root, 'secrets'),
    platformFile: join(root, 'platform.json'),
    supervisorFile: join(root, 'secrets', 'supervisor-state.json'),
  }
  own(layout.clinic, users.clinic)
  own(layout.research, users.research)
  own(layout.vault, users.vault)
  own(layout.secrets)
  own(
    layout.vaultRun,
    users.vault && users.clinic ? { uid: users.vault.uid, gid: users.clinic.gid } : undefined,
    0o2750,
  )
  for (const zone of ['clinic', 'research'] as const) {
    const [foreign, owner] = [users.foreign?.[zone], users[zone]]
    if (!foreign || !owner) continue
    layExchange(layout.foreign[zone], foreign, owner)
    own(layout.bells[zone], { uid: 0, gid: owner.gid }, 0o2750)
  }
  return layout
}

export function own(folder: string, user?: OsUser, mode = 0o700): void {
  mkdirSync(folder, { recursive: true, mode })
  if (user) chownSync(folder, user.uid, user.gid)
  chmodSync(folder, mode)
}

/** Writes a file that one user alone can read. */
export function ownFile(file: string, text: string, user?: OsUser): void {
  writeFileSync(file, text, { mode: 0o600 })
  if (user) chownSync(file, user.uid, user.gid)
}

/** A random secret, made once and kept where only the installing user reads it. */
export function secret(layout: Layout, name: string): string {
  const file = join(layout.secrets, name)
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}
