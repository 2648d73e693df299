import { createHash } from 'node:crypto'

/** SHA-256 of what is read and of what is written, as it goes by; lower-case hexadecimal. Bytes are the caller's again after each call. */
export interface StreamDigests {
  /** Forgets what went before. */
  begin(): void
  input(bytes: Uint8Array): void
  output(bytes: Uint8Array): void
  /** What passes unchanged. */
  both(bytes: Uint8Array): void
  end(): { input: string; output: string }
}

/** Digests worked out in the thread that calls. */
export function ownDigests(): StreamDigests {
  let [input, output] = [createHash('sha256'), createHash('sha256')]
  return {
    begin() {
      ;[input, output] = [createHash('sha256'), createHash('sha256')]
    },
    input: (bytes) => void input.update(bytes),
    output: (bytes) => void output.update(bytes),
    both(bytes) {
      input.update(bytes)
      output.update(bytes)
    },
    end: () => ({ input: input.digest('hex'), output: output.digest('hex') }),
  }
}

/** For measuring alone: see `unchecked` of the terms. */
export const noDigests: StreamDigests = {
  begin: () => undefined,
  input: () => undefined,
  output: () => undefined,
  both: () => undefined,
  end: () => ({ input: '', output: '' }),
}
