/** What a proof found. `ok` is decided by the proof itself, against figures that it names in its text. */
export interface ProofResult {
  ok: boolean
  /** What is claimed, in one sentence. */
  sentence: string
  /** Markdown. */
  sections: { title: string; text: string }[]
}

export type Proof = (say: (line: string) => void) => Promise<ProofResult>
