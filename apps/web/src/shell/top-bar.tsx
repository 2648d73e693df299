import { call, sessionEndpoints } from '@clic/contracts'
import { Group, Menu, Text, UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMay } from '../api.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import type { Screen } from '../screen.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/index.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { sectionOf } from './section-tabs.tsx'
import classes from './shell.module.css'

const governIcons: Record<string, IconName> = {
  '/govern/permits': 'permit',
  '/govern/gates': 'gate',
  '/govern/ledger': 'ledger',
  '/govern/door': 'door',
  '/govern/people': 'people',
}

/** The zone, in words and colour; govern, which lies around every station; language and account. */
export function TopBar({ screens, here }: { screens: readonly Screen[]; here: Screen | undefined }) {
  const { zone } = useSession()
  const { t } = useWords()
  const may = useMay()
  const govern = screens.filter((one) => one.tab && sectionOf(one) === 'govern' && (!one.action || may(one.action)))
  return (
    <header className={classes['bar']}>
      <Group gap="sm" wrap="nowrap">
        <Link to="/" className={classes['brand']} aria-label={`${t('app.name')}, ${t('nav.overview')}`}>
          <img src="/mark.svg" alt="" width={30} height={30} />
          <span>{t('app.name')}</span>
        </Link>
        <ZoneMark />
      </Group>
      <nav aria-label={t('nav.main')} className={classes['govern']}>
        <Link
          to="/"
          className={classes['link']}
          aria-current={here?.path === '/' ? 'page' : undefined}
          activeOptions={{ exact: true }}
        >
          <Icon name="overview" size={17} />
          <span>{t('nav.overview')}</span>
        </Link>
        {govern.map((one) => (
          <Link
            key={one.path}
            to={one.path}
            className={classes['link']}
            aria-current={here?.path === one.path ? 'page' : here?.path.startsWith(`${one.path}/`) ? 'true' : undefined}
          >
            <Icon name={governIcons[one.path] ?? 'permit'} size={17} />
            <span>{t(one.title)}</span>
          </Link>
        ))}
      </nav>
      <Group gap="xs" wrap="nowrap">
        {zone.otherZone ? (
          <a href={zone.otherZone.url} className={classes['other']}>
            <Icon name="door" size={17} />
            <span>{t(`zone.go.${zone.otherZone.name}`)}</span>
          </a>
        ) : null}
        <LanguageSwitch />
        <Account />
      </Group>
    </header>
  )
}

/** Clinic: a person on a full field. Research: a mask on a hatched field. Told apart without colour too. */
function ZoneMark() {
  const { zone } = useSession()
  const { t } = useWords()
  return (
    <div className={classes['zone']} data-kind={zone.zone} title={t(`zone.${zone.zone}.long`)}>
      <Icon name={zone.zone === 'clinic' ? 'person' : 'deidentify'} size={20} />
      <div>
        <div className={classes['zoneName']}>{t(`zone.${zone.zone}`)}</div>
        <div className={classes['zoneWhat']}>{t(`zone.${zone.zone}.what`)}</div>
      </div>
    </div>
  )
}

function Account() {
  const { person, renew } = useSession()
  const { t } = useWords()
  if (!person) return null
  const leave = async () => {
    await call(sessionEndpoints.signOut, {}, { baseUrl: '' })
    await renew()
  }
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes['account']} aria-label={t('account', { name: person.name })}>
          <span className={classes['initials']} data-initials={initials(person.name)} />
          <span className={classes['accountName']}>{person.name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Text size="sm" fw={600} px="sm" pt={4} className={classes['menuName']}>
          {person.name}
        </Text>
        <Menu.Label>{t('account.roles')}</Menu.Label>
        {person.roles.map((role) => (
          <Text key={role} size="sm" px="sm" pb={4}>
            {t(`role.${role}`)}
          </Text>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void leave()}>{t('signout')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function initials(name: string): string {
  const parts = name.split(/\s+/)
  return `${parts[0]?.[0] ?? ''}${parts.length > 1 ? (parts.at(-1)?.[0] ?? '') : ''}`
}
