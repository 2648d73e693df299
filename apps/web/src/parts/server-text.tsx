import type { ReactNode } from 'react'
import { useWords } from '../words/index.tsx'

/** A sentence that the server wrote. It is English; saying so lets a screen reader speak it right (WCAG 3.1.2). */
export function ServerText({ children }: { children: ReactNode }) {
  const { language } = useWords()
  return language === 'en' ? <span>{children}</span> : <span lang="en">{children}</span>
}
