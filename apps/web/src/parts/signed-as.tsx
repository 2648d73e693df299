import { type Action, authority, type Role } from '@clic/contracts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/index.tsx'
import { Field } from './field.tsx'

/** In whose name and in which role a signature is given: `role`, or those of the person's roles that the step is for. */
export function SignedAs({ action, role }: { action: Action; role?: Role }) {
  const { t, code } = useWords()
  const { person } = useSession()
  if (!person) return null
  const allowed: readonly Role[] = authority[action].roles
  const held = role ? [role] : person.roles.filter((one) => allowed.includes(one))
  return (
    <Field label={t('signed.as')}>
      {person.name} ({held.map((one) => code('role', one)).join(', ')})
    </Field>
  )
}
