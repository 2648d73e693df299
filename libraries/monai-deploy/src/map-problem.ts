/** Why a package or bundle cannot be used. Fits `refuse(status, problem)` of the contracts as it is. */
export interface MapProblem {
  code: string
  title: string
  /** The thing and the reason. */
  detail: string
  next: string
}

export type MapResult<T> = ({ ok: true } & T) | { ok: false; problem: MapProblem }

/** Codes are `map_…` for a package and `bundle_…` for a MONAI bundle. */
export function mapProblem(code: string, detail: string, next: string): { ok: false; problem: MapProblem } {
  const title = code.startsWith('bundle') ? 'The bundle cannot be used' : 'The package cannot be used'
  return { ok: false, problem: { code, title, detail, next } }
}
