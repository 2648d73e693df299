import type { Screen } from '../screen.ts'

/** The screen whose address fits: parameters (`$studyId`) fit any one part. */
export function screenAt(screens: readonly Screen[], path: string): Screen | undefined {
  const parts = path.split('/').filter(Boolean)
  return screens.find((screen) => {
    const wanted = screen.path.split('/').filter(Boolean)
    return wanted.length === parts.length && wanted.every((one, n) => one.startsWith('$') || one === parts[n])
  })
}
