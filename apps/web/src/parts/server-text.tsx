import { useWords } from '../words/index.tsx'
import { translateServer } from '../words/translate-server.ts'

/** A sentence that the server wrote, in Danish where it is known; else as it came and marked as English, so that a screen reader speaks it right (WCAG 3.1.2). */
export function ServerText({ children }: { children: string | null | undefined }) {
  const { language } = useWords()
  if (!children) return null
  if (language === 'en') return <>{children}</>
  const danish = translateServer(children)
  return danish ? danish : <span lang="en">{children}</span>
}
