/** What the masking thread is asked, one after the other; a key lives as long as the thread, and that is one count. */
export type MaskAsk =
  | { do: 'request'; elements: string[] }
  | { do: 'count'; setup: string; response: string }
  | { do: 'answer'; elements: string[]; request: string; size: number }

export type MaskAnswer =
  | { ok: true; request: string }
  | { ok: true; count: number }
  | { ok: true; setup: string; response: string }
  /** Never with the library's message: it can repeat what it was given. */
  | { ok: false }
