import { type approvalRoles, registerEndpoints } from '@clic/contracts'
import { Alert, Text } from '@mantine/core'
import { useAsk, useDo } from '../../api.ts'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { Facts, Field } from '../../parts/field.tsx'
import { Icon } from '../../parts/icon.tsx'
import { SignedAs } from '../../parts/signed-as.tsx'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/index.tsx'
import { ReleaseSigned } from './release-signed.tsx'
import type { Release } from './release-text.tsx'

export type ApprovalRole = (typeof approvalRoles)[number]

/** One of the three signatures, asked once more: which package by which validation, for what use, and in which role. */
export function ApproveRelease({
  release,
  role,
  onClose,
}: {
  release: Release
  role: ApprovalRole
  onClose: () => void
}) {
  const { t, code } = useWords()
  const approve = useDo(registerEndpoints.approve, { refresh: [registerEndpoints.releases, registerEndpoints.release] })
  const products = useAsk(registerEndpoints.products, {})
  const product = products.data?.find((one) => one.id === release.productId)
  const spoken = (one: ApprovalRole) => code('role', one).toLocaleLowerCase()
  const roleName = spoken(role)
  const left = release.missingApprovals.filter((one) => one !== role).map(spoken)
  return (
    <AskDialog
      title={t('approval.title.of', { name: release.productName, version: release.version, role: roleName })}
      step={t('approval.give', { role: roleName })}
      size="xl"
      doing={approve}
      onDo={() => approve.run({ params: { releaseId: release.id }, body: { role } })}
      onClose={onClose}
    >
      <Text size="sm">
        {t('approval.sure')}{' '}
        {left.length > 0 ? t('approval.sure.left', { roles: left.join(', ') }) : t('approval.sure.last')}
      </Text>
      <Hindered release={release} role={roleName} />
      <Facts min={260}>
        {product ? (
          <Field label={t('product.use')} wide>
            {product.intendedUse.summary}
          </Field>
        ) : null}
        <SignedAs action="release.approve" role={role} />
        {product ? <Field label={t('product.manufacturer')}>{product.manufacturer}</Field> : null}
        <ReleaseSigned release={release} />
      </Facts>
    </AskDialog>
  )
}

/** What the server is going to answer this person, said before they ask. */
function Hindered({ release, role }: { release: Release; role: string }) {
  const { t, code } = useWords()
  const { person } = useSession()
  const before = release.approvals.find((one) => one.personId === person?.id)
  const built = person !== undefined && release.builders.includes(person.id)
  if (!built && !before) return null
  return (
    <Alert color="amber" icon={<Icon name="people" />}>
      {before
        ? t('approval.twice', { given: code('role', before.role).toLocaleLowerCase(), role })
        : t('approval.builder', { role })}
    </Alert>
  )
}
