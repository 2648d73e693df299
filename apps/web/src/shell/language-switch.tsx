import { UnstyledButton } from '@mantine/core'
import { useWords } from '../words/index.tsx'
import { languages } from '../words/make-words.ts'
import classes from './shell.module.css'

/** Both languages stand there, each in its own name; the one in use is pressed. */
export function LanguageSwitch() {
  const { language, setLanguage, t } = useWords()
  return (
    <fieldset aria-label={t('language')} className={classes['languages']}>
      {languages.map((one) => (
        <UnstyledButton
          key={one}
          lang={one}
          aria-pressed={one === language}
          className={classes['language']}
          onClick={() => setLanguage(one)}
          // The name begins with what is seen (WCAG 2.5.3).
          aria-label={`${one.toUpperCase()}, ${t(`language.${one}`)}`}
        >
          {one.toUpperCase()}
        </UnstyledButton>
      ))}
    </fieldset>
  )
}
