export type MultipartProblemKind =
  | 'not-multipart'
  | 'truncated'
  | 'malformed'
  | 'part-too-large'
  | 'headers-too-large'
  | 'too-many-parts'

/**
 * Thrown while a body is iterated: an iterator has no other way to tell its reader that what it yielded so far is not whole.
 * The one place that maps errors to answers tests `instanceof`.
 */
export class MultipartProblem extends Error {
  override name = 'MultipartProblem'
  readonly kind: MultipartProblemKind

  constructor(kind: MultipartProblemKind, message: string) {
    super(message)
    this.kind = kind
  }
}
