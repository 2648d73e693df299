import { refuse } from './file-result.ts'

export const noWordsKept = refuse(
  'profile-keeps-no-text',
  'The profile keeps no text, not even cleaned, and a document is nothing else.',
  'Leave the document out, or switch cleanDescriptors and cleanStructuredContent on in the profile.',
)
