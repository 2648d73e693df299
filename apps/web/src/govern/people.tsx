import { type ReplyOf, roles, sessionEndpoints } from '@clic/contracts'
import { Button, Checkbox, Group, PasswordInput, SimpleGrid, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useDo } from '../api.ts'
import { Answer } from '../parts/answer.tsx'
import { AskDialog } from '../parts/ask-dialog.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Hash } from '../parts/hash.tsx'
import { Icon } from '../parts/icon.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { Panel } from '../parts/panel.tsx'
import { StatusBadge } from '../parts/status-badge.tsx'
import { Notice } from '../research/parts/notices.tsx'
import { useWords } from '../words/index.tsx'

type Account = ReplyOf<typeof sessionEndpoints.people>[number]

/** Accounts: who is there, in which roles; adding one, changing the roles, closing one, ending what somebody is signed in to. */
export function PeoplePage() {
  const { t, code } = useWords()
  const [adding, setAdding] = useState(false)
  const [changing, setChanging] = useState<Account>()
  const [said, setSaid] = useState<string>()
  const people = useAsk(sessionEndpoints.people, {})
  return (
    <>
      <PageTitle
        title={t('people.title')}
        lead={t('people.lead')}
        actions={
          <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
            {t('people.add')}
          </Button>
        }
      />
      {adding ? <AddPerson onClose={() => setAdding(false)} /> : null}
      {changing ? (
        <ChangePerson key={changing.id} one={changing} onDone={setSaid} onClose={() => setChanging(undefined)} />
      ) : null}
      {said === undefined ? null : (
        <Notice icon="check" tone="green">
          {said}
        </Notice>
      )}
      <Panel title={t('people.title')} flush>
        <Answer of={people}>
          {(rows) => (
            <DataTable
              caption={t('people.title')}
              rows={[...rows].sort((a, b) => a.name.localeCompare(b.name))}
              keyOf={(one) => one.id}
              empty={<EmptyState icon="people" title={t('people.none')} />}
              columns={[
                {
                  key: 'name',
                  head: t('people.name'),
                  rowHead: true,
                  cell: (one) => <span style={{ whiteSpace: 'nowrap' }}>{one.name}</span>,
                },
                { key: 'email', head: t('people.email'), cell: (one) => one.email },
                {
                  key: 'roles',
                  head: t('people.roles'),
                  cell: (one) => one.roles.map((role) => code('role', role)).join(', '),
                },
                {
                  key: 'account',
                  head: t('people.account'),
                  cell: (one) =>
                    one.disabled ? (
                      <StatusBadge state="closed" tone="bad" label={t('people.closed')} />
                    ) : (
                      t('people.open')
                    ),
                },
                {
                  key: 'id',
                  head: t('people.id'),
                  cell: (one) => <Hash value={one.id} what={t('people.id')} length={12} />,
                },
                {
                  key: 'do',
                  head: t('col.action'),
                  right: true,
                  cell: (one) => (
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={t('people.change.of', { name: one.name })}
                      onClick={() => {
                        setSaid(undefined)
                        setChanging(one)
                      }}
                    >
                      {t('people.change')}
                    </Button>
                  ),
                },
              ]}
            />
          )}
        </Answer>
      </Panel>
    </>
  )
}

/** Each of these ends every sign-in of the person in both zones, so that nothing that was taken away is kept. */
function ChangePerson({ one, onDone, onClose }: { one: Account; onDone: (said: string) => void; onClose: () => void }) {
  const { t } = useWords()
  const refresh = [sessionEndpoints.people, sessionEndpoints.directory]
  const change = useDo(sessionEndpoints.changePerson, { refresh })
  const end = useDo(sessionEndpoints.endSessions)
  const [chosen, setChosen] = useState<string[]>(one.roles)
  const params = { personId: one.id }
  const isSame = roles.every((role) => chosen.includes(role) === one.roles.includes(role))
  const then = async (done: Promise<{ ok: boolean }>, said: 'people.ended' | 'people.disabled' | 'people.saved') => {
    const answer = await done
    if (answer.ok) {
      onDone(t(said, { name: one.name }))
      onClose()
    }
    return answer
  }
  return (
    <AskDialog
      title={t('people.change.of', { name: one.name })}
      step={t('people.save')}
      size="lg"
      needs={{
        roles: chosen.length === 0 ? t('people.need.roles') : isSame && t('people.need.change', { name: one.name }),
      }}
      doing={{ busy: change.busy, problem: change.problem ?? end.problem }}
      onDo={() =>
        then(change.run({ params, body: { roles: roles.filter((role) => chosen.includes(role)) } }), 'people.saved')
      }
      onClose={onClose}
    >
      <Text size="sm">{t('people.change.lead')}</Text>
      <Roles chosen={chosen} onChange={setChosen} />
      <Group>
        <Button variant="default" loading={end.busy} onClick={() => void then(end.run({ params }), 'people.ended')}>
          {t('people.end')}
        </Button>
        <Button
          variant={one.disabled ? 'default' : 'outline'}
          {...(one.disabled ? {} : { color: 'brick' })}
          loading={change.busy}
          onClick={() =>
            void then(
              change.run({ params, body: { disabled: !one.disabled } }),
              one.disabled ? 'people.saved' : 'people.disabled',
            )
          }
        >
          {t(one.disabled ? 'people.enable' : 'people.disable')}
        </Button>
      </Group>
    </AskDialog>
  )
}

function AddPerson({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const add = useDo(sessionEndpoints.addPerson, { refresh: [sessionEndpoints.people, sessionEndpoints.directory] })
  const [chosen, setChosen] = useState<string[]>([])
  const make = (given: FormData) =>
    add.run({
      body: {
        name: String(given.get('name')),
        email: String(given.get('email')),
        password: String(given.get('password')),
        roles: roles.filter((role) => chosen.includes(role)),
      },
    })
  return (
    <AskDialog
      title={t('people.add')}
      size="lg"
      needs={{ roles: chosen.length === 0 && t('people.need.roles') }}
      doing={add}
      onDo={make}
      onClose={onClose}
    >
      <TextInput name="name" label={t('people.name')} required minLength={2} autoComplete="off" />
      <TextInput name="email" type="email" label={t('people.email')} required autoComplete="off" />
      <PasswordInput
        name="password"
        label={t('people.password')}
        description={t('people.password.help')}
        required
        minLength={12}
        autoComplete="new-password"
      />
      <Roles chosen={chosen} onChange={setChosen} />
    </AskDialog>
  )
}

function Roles({ chosen, onChange }: { chosen: string[]; onChange: (roles: string[]) => void }) {
  const { t } = useWords()
  return (
    <Checkbox.Group label={t('people.roles')} value={chosen} onChange={onChange}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} mt={6} spacing="xs" verticalSpacing="xs">
        {roles.map((role) => (
          <Checkbox key={role} name="roles" value={role} label={t(`role.${role}`)} />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  )
}
