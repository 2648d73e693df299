import { permitEndpoints } from '@clic/contracts'
import { NativeSelect, type NativeSelectProps } from '@mantine/core'
import { useAsk } from '../api.ts'
import { useWords } from '../words/index.tsx'

/** The permits of projects, undefined until they are known. `active`: those alone under which work may begin. */
export function useProjectPermits(active?: 'active') {
  const permits = useAsk(permitEndpoints.list, {})
  return permits.data?.filter((one) => one.terms.kind === 'project' && (active === undefined || one.state === 'active'))
}

/** Chooses one of the projects by its permit. */
export function ProjectPermit({
  projects,
  onChange,
  ...field
}: Pick<NativeSelectProps, 'name' | 'label' | 'description'> & {
  projects: ReturnType<typeof useProjectPermits>
  value: string
  onChange: (permitId: string) => void
}) {
  const { t } = useWords()
  return (
    <NativeSelect
      {...field}
      required
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: '', label: t('assign.permit.pick') },
        ...(projects ?? []).map((one) => ({ value: one.id, label: one.terms.title })),
      ]}
    />
  )
}
