import { type ReplyOf, sharedPatientsEndpoints } from '@clic/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useAsk, useMay } from '../../api.ts'
import { Answer } from '../../parts/answer.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Icon } from '../../parts/icon.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { useWords } from '../../words/index.tsx'
import { Agreements } from './agreements.tsx'
import { AskCount } from './ask-count.tsx'
import { Counts } from './counts.tsx'
import { PartnerFile } from './partner-file.tsx'
import { ProposeAgreement } from './propose-agreement.tsx'
import classes from './shared.module.css'

export type Agreement = ReplyOf<typeof sharedPatientsEndpoints.agreements>['agreements'][number]

/** How many patients another region has too: agreements, asking, files from the other side, and what was counted. */
export function SharedPatients() {
  const { t } = useWords()
  const may = useMay()
  const [proposing, setProposing] = useState(false)
  const known = useAsk(sharedPatientsEndpoints.agreements, {}, { every: 5 })
  if (known.denied)
    return (
      <EmptyState icon="lock" title={t('denied.title')}>
        {t('denied.why')}
      </EmptyState>
    )
  return (
    <>
      <PageTitle
        title={t('shared.title')}
        lead={t('shared.lead')}
        actions={
          may('shared-patients.propose') ? (
            <Button leftSection={<Icon name="door" size={16} />} onClick={() => setProposing(true)}>
              {t('shared.propose')}
            </Button>
          ) : null
        }
      />
      {proposing ? <ProposeAgreement onClose={() => setProposing(false)} /> : null}
      <Answer of={known}>
        {({ publicKey, fingerprint, agreements }) => {
          const active = agreements.filter((one) => one.state === 'active')
          return (
            <>
              <Agreements agreements={agreements} own={{ publicKey, fingerprint }} />
              {may('shared-patients.count') && active.length > 0 ? (
                <div className={classes['two']}>
                  <AskCount agreements={active} />
                  <PartnerFile agreements={active} />
                </div>
              ) : null}
            </>
          )
        }}
      </Answer>
      <Counts />
    </>
  )
}
