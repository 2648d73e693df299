import { type Permit, registerEndpoints } from '@clic/contracts'
import { Alert, Text } from '@mantine/core'
import { useAsk, useDo } from '../../api.ts'
import { AskDialog } from '../../parts/ask-dialog.tsx'
import { Facts, Field } from '../../parts/field.tsx'
import { Icon } from '../../parts/icon.tsx'
import { ShortId } from '../../parts/short-id.tsx'
import { SignedAs } from '../../parts/signed-as.tsx'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/index.tsx'
import { ReleaseSigned } from './release-signed.tsx'
import type { Release } from './release-text.tsx'

/** The way through the door, asked once more: what crosses and how much, under which permit, to where, and in which role. */
export function SendOnceMore({ release, permit, onClose }: { release: Release; permit: Permit; onClose: () => void }) {
  const { t } = useWords()
  const send = useDo(registerEndpoints.send, { refresh: [registerEndpoints.releases, registerEndpoints.release] })
  const products = useAsk(registerEndpoints.products, {})
  const product = products.data?.find((one) => one.id === release.productId)
  return (
    <AskDialog
      title={t('send.title.of', { name: release.productName, version: release.version })}
      step={t('send.do')}
      size="xl"
      doing={send}
      onDo={() => send.run({ params: { releaseId: release.id }, body: { permitId: permit.id } })}
      onClose={onClose}
    >
      <Text size="sm">{t('send.sure')}</Text>
      {release.state === 'approved' ? null : <Closed>{t('send.not-approved')}</Closed>}
      {coversOperation(permit) ? null : <Closed>{t('send.permit.closed')}</Closed>}
      <Facts min={260}>
        <Field label={t('send.sent')} wide>
          {t('send.sent.what')}
        </Field>
        {product ? (
          <Field label={t('product.use')} wide>
            {product.intendedUse.summary}
          </Field>
        ) : null}
        <Field label={t('send.under')}>
          {permit.terms.title} <ShortId id={permit.id} />
        </Field>
        <Field label={t('send.to')}>
          <Receiver />
        </Field>
        <SignedAs action="release.approve" />
        <ReleaseSigned release={release} />
      </Facts>
    </AskDialog>
  )
}

/** Without a basis for this phase the gate stays closed. */
export function coversOperation(permit: Permit): boolean {
  return permit.terms.phases.some((phase) => phase.phase === 'operate')
}

/** The clinic by its own address, where this zone knows it. */
function Receiver() {
  const { t } = useWords()
  const { zone } = useSession()
  const address = zone.otherZone?.name === 'clinic' ? zone.otherZone.url : undefined
  return (
    <>
      {t('zone.clinic')}
      {address ? ` (${address})` : null}
    </>
  )
}

/** What the gate is going to answer, said before it is asked. */
function Closed({ children }: { children: string }) {
  return (
    <Alert color="amber" icon={<Icon name="gate" />}>
      {children}
    </Alert>
  )
}
