import { call, type Problem, sessionEndpoints } from '@clic/contracts'
import { Box, Button, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { Icon } from '../parts/icon.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/index.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import classes from './shell.module.css'
import { WayPicture } from './way-picture.tsx'

/** Nobody is signed in: the form, or the way to the zone that has the accounts. */
export function SignIn() {
  const { zone } = useSession()
  const { t } = useWords()
  useEffect(() => {
    document.title = `${t('signin.title')} · ${t('app.name')}`
  }, [t])
  return (
    <div className={classes['signIn']}>
      <header className={classes['signInBar']}>
        <Group gap="sm">
          <img src="/mark.svg" alt="" width={34} height={34} />
          <Text fw={700} fz="lg">
            {t('app.name')}
          </Text>
        </Group>
        <LanguageSwitch />
      </header>
      <main className={classes['signInMain']}>
        <Paper p="xl" radius={10} w="100%" maw={420}>
          <div className={classes['zone']} data-kind={zone.zone} style={{ marginBottom: 24 }}>
            <Icon name={zone.zone === 'clinic' ? 'person' : 'deidentify'} size={22} />
            <div>
              <div className={classes['zoneName']}>{t(`zone.${zone.zone}`)}</div>
              <div className={classes['zoneWhat']}>{t(`zone.${zone.zone}.long`)}</div>
            </div>
          </div>
          <Title order={1} mb={4}>
            {t('signin.title')}
          </Title>
          {zone.signInAt ? <Elsewhere at={zone.signInAt} /> : <Form />}
        </Paper>
        <Box className={classes['signInPicture']}>
          <Text fz="lg" fw={600} mb="sm">
            {t('app.what')}
          </Text>
          <WayPicture />
        </Box>
      </main>
    </div>
  )
}

function Elsewhere({ at }: { at: string }) {
  const { t } = useWords()
  const back = `${window.location.origin}${window.location.pathname}`
  return (
    <Stack gap="md">
      <Text c="gray.7">{t('signin.elsewhere')}</Text>
      <Button component="a" href={`${at}/?back=${encodeURIComponent(back)}`}>
        {t('signin.go')}
      </Button>
    </Stack>
  )
}

function Form() {
  const { zone, renew } = useSession()
  const { t } = useWords()
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    setBusy(true)
    const answer = await call(
      sessionEndpoints.signIn,
      { body: { email: String(given.get('email')), password: String(given.get('password')) } },
      { baseUrl: '' },
    )
    setBusy(false)
    if (!answer.ok) return setProblem(answer.problem)
    const back = new URLSearchParams(window.location.search).get('back')
    // Only the zone that this one is paired with may be returned to: anything else would be an open redirect.
    if (back && zone.otherZone && new URL(back, window.location.href).origin === new URL(zone.otherZone.url).origin)
      return window.location.assign(back)
    await renew()
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <Text c="gray.7">{t('signin.lead')}</Text>
        <TextInput
          name="email"
          type="email"
          label={t('signin.email')}
          autoComplete="username"
          required
          withAsterisk={false}
        />
        <PasswordInput
          name="password"
          label={t('signin.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
        <ProblemNotice problem={problem} />
        <Button type="submit" loading={busy} size="md">
          {t('signin.do')}
        </Button>
      </Stack>
    </form>
  )
}
