/** A sentence for the person at the keyboard: what is wrong and what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly exitCode: number
  constructor(message: string, exitCode = 2) {
    super(message)
    this.exitCode = exitCode
  }
}

/** By its name: code that was put together into one file brings a class of its own. */
export function isCommandError(error: unknown): error is CommandError {
  return error instanceof Error && error.name === 'CommandError'
}

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'it is not allowed',
  EPERM: 'it is not allowed',
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'no space is left for this user',
  EROFS: 'the disk can only be read',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
  EEXIST: 'it exists already',
  EMFILE: 'too many files are open',
}

/** Why a file could not be read or written, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return reasons[code] ?? (error instanceof Error ? error.message : String(error))
}

/** A sentence when a file that a command reads or writes is in the way; undefined for anything else, which is a bug. */
export function fileSentence(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error && 'path' in error)) return undefined
  return String(error.code) in reasons ? `${error.path}: ${reasonOf(error)}.` : undefined
}

/** Of what nobody foresaw: which error and where, for whoever mends it. Not the line of the program, which may be all of a program put together. */
export function unforeseen(error: unknown): string {
  const where = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `The program met something that it was not made for. Report what follows.\n${where}`
}
