/** One check of a verification, with a sentence that says what was compared or what is wrong. */
export type Check = { readonly name: string; readonly ok: boolean; readonly detail: string }

/** The files of a bundle by name, manifest included. */
export type BundleFiles = ReadonlyMap<string, Uint8Array>

export function pass(name: string, detail: string): Check {
  return { name, ok: true, detail }
}

export function fail(name: string, detail: string): Check {
  return { name, ok: false, detail }
}
