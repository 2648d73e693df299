/** A sentence for the person at the keyboard: what is wrong and what to do. */
export class CommandError extends Error {
  readonly exitCode: number
  constructor(message: string, exitCode = 2) {
    super(message)
    this.exitCode = exitCode
  }
}
