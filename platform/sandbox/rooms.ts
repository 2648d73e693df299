import { randomBytes } from 'node:crypto'
import { chmodSync, copyFileSync, existsSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** The folders of one run. Whoever is not the platform or the foreign user cannot come near: the folder above is closed to them. */
export interface Room {
  folder: string
  /** Read only for the program. */
  package: string
  input: string
  /** The program's own. */
  output: string
  scratch: string
  root: string
}

export function makeRoom(exchange: string): Room {
  const folder = join(exchange, randomBytes(16).toString('hex'))
  const room = roomIn(folder)
  for (const [path, mode] of [
    [folder, 0o755],
    [room.package, 0o755],
    [room.input, 0o755],
    [room.output, 0o777],
    [room.scratch, 0o777],
    [room.root, 0o755],
  ] as const) {
    mkdirSync(path)
    // Not left to the umask.
    chmodSync(path, mode)
  }
  return room
}

export function roomIn(folder: string): Room {
  const at = (name: string) => join(folder, name)
  return {
    folder,
    package: at('package'),
    input: at('input'),
    output: at('output'),
    scratch: at('scratch'),
    root: at('root'),
  }
}

/** Copies plain files so that the foreign user can read them. Throws for anything else, which no package of ours holds. */
export function bringFolder(from: string, to: string): void {
  for (const name of readdirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)]
    const stat = lstatSync(source)
    if (stat.isDirectory()) {
      mkdirSync(target, { recursive: true })
      chmodSync(target, 0o755)
      bringFolder(source, target)
    } else if (stat.isFile()) {
      copyFileSync(source, target)
      chmodSync(target, stat.mode & 0o100 ? 0o755 : 0o644)
    } else throw new Error('a package or its input holds what is neither a file nor a folder')
  }
}

/** Empties what the program wrote, by whoever owns it. A folder that it closed to itself is opened first. */
export function emptyRoom(room: Room): void {
  for (const own of [room.output, room.scratch]) {
    if (!existsSync(own)) continue
    openUp(own)
    for (const name of readdirSync(own)) rmSync(join(own, name), { recursive: true, force: true })
  }
}

function openUp(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (!lstatSync(path).isDirectory()) continue
    chmodSync(path, 0o700)
    openUp(path)
  }
}
