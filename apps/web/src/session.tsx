import { call, type Person, type Problem, type ReplyOf, sessionEndpoints } from '@clic/contracts'
import { MantineProvider } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import { Unreachable } from './shell/unreachable.tsx'
import { themeOf } from './theme.ts'

export type ZoneFacts = ReplyOf<typeof sessionEndpoints.zone>

export interface Session {
  zone: ZoneFacts
  /** Who is signed in; undefined when nobody is. */
  person: Person | undefined
  /** Why this zone cannot take a sign-in at this moment, where that is so. */
  problem: Problem | undefined
  /** Reads anew who is signed in: after signing in or out. */
  renew(): Promise<void>
}

const SessionContext = createContext<Session | undefined>(undefined)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession needs a SessionProvider above it')
  return session
}

/** Asks the server which zone this is and who is signed in, before anything else is drawn. */
export function SessionProvider({ children }: { children: (zone: ZoneFacts) => ReactNode }) {
  const client = useQueryClient()
  const zone = useQuery({
    queryKey: ['zone'],
    queryFn: () => call(sessionEndpoints.zone, {}, { baseUrl: '' }),
    refetchInterval: (query) => (query.state.data?.ok ? false : 2000),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const person = useQuery({ queryKey: [sessionEndpoints.who.id], queryFn: readPerson, refetchInterval: 60_000 })
  const facts = zone.data?.ok ? zone.data.value : undefined
  const signedIn = person.data && 'person' in person.data ? person.data.person : undefined
  const problem =
    person.data && 'problem' in person.data && person.data.problem.type === 'urn:clic:problem:sign-in-not-confirmed'
      ? person.data.problem
      : undefined
  useEffect(() => {
    if (facts) document.documentElement.dataset['zone'] = facts.zone
  }, [facts])
  const session = useMemo<Session | undefined>(
    () => facts && { zone: facts, person: signedIn, problem, renew: async () => void (await client.resetQueries()) },
    [facts, signedIn, problem, client],
  )
  const theme = useMemo(() => themeOf(facts?.zone ?? 'clinic'), [facts?.zone])
  const content = useMemo(() => facts && children(facts), [facts, children])
  return (
    <MantineProvider theme={theme} forceColorScheme="light">
      {session && person.data ? (
        <SessionContext.Provider value={session}>{content}</SessionContext.Provider>
      ) : zone.data && !zone.data.ok ? (
        <Unreachable />
      ) : null}
    </MantineProvider>
  )
}

async function readPerson(): Promise<{ person: Person | undefined } | { problem: Problem }> {
  const answer = await call(sessionEndpoints.who, {}, { baseUrl: '' })
  return answer.ok ? { person: answer.value.person ?? undefined } : { problem: answer.problem }
}
