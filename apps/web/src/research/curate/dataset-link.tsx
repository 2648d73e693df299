import { curateEndpoints } from '@clic/contracts'
import { useAsk } from '../../api.ts'
import { To } from '../../parts/to.tsx'
import { useWords } from '../../words/index.tsx'

/** The dataset version by its name; by the word alone for roles that may not read datasets. */
export function DatasetLink({ id }: { id: string }) {
  const { t } = useWords()
  const datasets = useAsk(curateEndpoints.datasets, {})
  const found = datasets.data?.find((one) => one.id === id)
  return (
    <To to={`/curate/datasets/${id}`}>
      {found ? t('dataset.name', { name: found.name, version: found.version }) : t('dataset.one')}
    </To>
  )
}
