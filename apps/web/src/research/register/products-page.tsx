import { registerEndpoints } from '@clic/contracts'
import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Facts, Field } from '../../parts/field.tsx'
import { Hash } from '../../parts/hash.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Panel } from '../../parts/panel.tsx'
import { TimeText } from '../../parts/time-text.tsx'
import { To } from '../../parts/to.tsx'
import { useWords } from '../../words/index.tsx'
import { OnlyFor } from '../parts/notices.tsx'
import { AddProduct } from './add-product.tsx'
import { AddRelease } from './add-release.tsx'
import { KindBadge, type Product, type Release, ReleaseState } from './release-text.tsx'
import { UploadMap } from './upload-map.tsx'

type Doing = { what: 'product' } | { what: 'release' | 'map'; product: Product }

/** AI products with their intended use and their releases, made here or bought. */
export function ProductsPage() {
  const { t } = useWords()
  const may = useMay()
  const products = useAsk(registerEndpoints.products, {})
  const releases = useAsk(registerEndpoints.releases, {}, { every: 5 })
  const [doing, setDoing] = useState<Doing>()
  const close = () => setDoing(undefined)
  return (
    <>
      <PageTitle
        title={t('product.title')}
        lead={t('product.lead')}
        actions={
          may('product.register') ? (
            <Button onClick={() => setDoing({ what: 'product' })}>{t('product.add')}</Button>
          ) : (
            <OnlyFor action="product.register" />
          )
        }
      />
      <Answer of={products} lines={6}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon="register" title={t('product.empty')}>
              {t('product.empty.why')}
            </EmptyState>
          ) : (
            rows.map((one) => (
              <ProductPanel
                key={one.id}
                product={one}
                releases={(releases.data ?? []).filter((release) => release.productId === one.id)}
                actions={
                  may('product.register') ? (
                    one.kind === 'bought' ? (
                      <Button size="xs" variant="light" onClick={() => setDoing({ what: 'map', product: one })}>
                        {t('release.upload')}
                      </Button>
                    ) : (
                      <Button size="xs" variant="light" onClick={() => setDoing({ what: 'release', product: one })}>
                        {t('release.from-candidate')}
                      </Button>
                    )
                  ) : null
                }
              />
            ))
          )
        }
      </Answer>
      {doing?.what === 'product' ? <AddProduct onClose={close} /> : null}
      {doing?.what === 'release' ? <AddRelease product={doing.product} onClose={close} /> : null}
      {doing?.what === 'map' ? <UploadMap product={doing.product} onClose={close} /> : null}
    </>
  )
}

function ProductPanel({
  product,
  releases,
  actions,
}: {
  product: Product
  releases: Release[]
  actions: React.ReactNode
}) {
  const { t } = useWords()
  const use = product.intendedUse
  return (
    <Panel
      title={product.name}
      lead={
        <Group gap="xs" component="span">
          <KindBadge kind={product.kind} />
          <Text span size="sm">
            {product.manufacturer} · {t(`product.path.${product.regulatoryPath}`)}
          </Text>
        </Group>
      }
      actions={actions}
    >
      <Facts min={220}>
        <Field label={t('product.use')}>{use.summary}</Field>
        <Field label={t('product.images')}>
          {use.modalities.join(', ')} · {use.bodyPart}
        </Field>
        <Field label={t('product.users')}>{use.users}</Field>
        <Field label={t('product.structures')}>{use.structures.map((one) => one.name).join(', ')}</Field>
        {use.limits ? <Field label={t('product.limits')}>{use.limits}</Field> : null}
      </Facts>
      <div style={{ marginTop: 14 }}>
        <DataTable
          caption={t('release.of', { name: product.name })}
          rows={releases}
          keyOf={(one) => one.id}
          empty={
            <Text size="sm" c="gray.7">
              {t('release.none')}
            </Text>
          }
          columns={[
            {
              key: 'version',
              head: t('release.version'),
              rowHead: true,
              cell: (one) => (
                <To to={`/register/releases/${one.id}`} fw={600}>
                  {one.version}
                </To>
              ),
            },
            { key: 'state', head: t('col.state'), cell: (one) => <ReleaseState release={one} /> },
            {
              key: 'verdict',
              head: t('release.verdict'),
              cell: (one) =>
                one.verdict ? (
                  <To to={`/validate/results/${one.verdict.resultId}`}>
                    {t(`release.verdict.${one.verdict.verdict}`)}
                  </To>
                ) : (
                  t('release.not-validated')
                ),
            },
            {
              key: 'approvals',
              head: t('release.approvals'),
              cell: (one) =>
                t('progress.of', {
                  done: one.approvals.length,
                  total: one.approvals.length + one.missingApprovals.length,
                }),
            },
            {
              key: 'weights',
              head: t('candidate.weights'),
              cell: (one) => <Hash value={one.weightsSha256} what={t('candidate.weights')} />,
            },
            { key: 'when', head: t('release.registered'), cell: (one) => <TimeText at={one.registeredAt} /> },
          ]}
        />
      </div>
    </Panel>
  )
}
