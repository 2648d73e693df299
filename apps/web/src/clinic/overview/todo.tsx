import {
  acquireEndpoints,
  deidentifyEndpoints,
  deployEndpoints,
  monitorEndpoints,
  permitEndpoints,
  samplingEndpoints,
} from '@clic/contracts'
import { Group, Paper, Text } from '@mantine/core'
import { useAsk, useMay } from '../../api.ts'
import { Icon, type IconName } from '../../parts/icon.tsx'
import { To } from '../../parts/to.tsx'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/index.tsx'
import classes from './overview.module.css'

interface Task {
  icon: IconName
  text: string
  to: string
  /** Something is wrong, not only waiting. */
  wrong?: boolean
}

/** What waits for this person's roles, each with the place to do it. */
export function Todo() {
  const { t } = useWords()
  const tasks = useTasks()
  return (
    <Paper component="section" aria-label={t('todo.title')} p="md" mb="lg">
      <Group gap="sm" align="center">
        <Text fw={600}>{t('todo.title')}</Text>
        {tasks.length === 0 ? (
          <Text size="sm" c="gray.7">
            {t('todo.none')}
          </Text>
        ) : (
          <ul className={classes['tasks']}>
            {tasks.map((one) => (
              <li key={one.to + one.text} className={classes['task']} data-wrong={one.wrong || undefined}>
                <Icon name={one.icon} size={17} />
                <To to={one.to}>{one.text}</To>
              </li>
            ))}
          </ul>
        )}
      </Group>
    </Paper>
  )
}

function useTasks(): Task[] {
  const { person, zone } = useSession()
  const { t } = useWords()
  const may = useMay()
  const has = (module: string) => zone.modules.includes(module)
  const permits = useAsk(permitEndpoints.list, {}, { every: 10 }).data ?? []
  const reception = useAsk(acquireEndpoints.reception, {}, { every: 5, enabled: has('acquire') }).data
  const progress = useAsk(deidentifyEndpoints.progress, {}, { every: 5, enabled: has('deidentify') }).data
  // Who asked is kept by the vault: while it is down there is nothing to ask.
  const vaultUp = progress?.vault.up ?? !may('profile.read')
  const reidentifications =
    useAsk(deidentifyEndpoints.reidentifications, {}, { every: 15, enabled: has('deidentify') && vaultUp }).data ?? []
  const samplings = useAsk(samplingEndpoints.list, {}, { every: 10, enabled: has('deidentify') }).data ?? []
  const toReview = samplings
    .filter((one) => one.mayReview && one.state !== 'stopped')
    .reduce((sum, one) => sum + one.waitsForMe, 0)
  const releases = useAsk(deployEndpoints.releases, {}, { every: 10, enabled: has('deploy') }).data ?? []
  const runs =
    useAsk(
      deployEndpoints.runs,
      { query: { limit: 200 } },
      { every: 5, enabled: has('deploy') && may('feedback.write') },
    ).data ?? []
  const findings = useAsk(monitorEndpoints.findings, {}, { every: 10, enabled: has('monitor') }).data ?? []
  const recalls =
    useAsk(monitorEndpoints.recalls, {}, { every: 10, enabled: has('monitor') && may('monitor.read') }).data ?? []
  const toHandle = recalls.reduce(
    (sum, one) => sum + count(one.results, (result) => result.studyId !== null && !result.handled),
    0,
  )
  const feedback =
    useAsk(monitorEndpoints.feedback, {}, { every: 10, enabled: has('monitor') && may('feedback.write') }).data ?? []
  const clinic = zone.zone === 'clinic'
  const answered = new Set(feedback.map((one) => one.runId))
  const stopped = (reception?.processed ?? [])
    .filter((one) => one.state === 'refused' || one.state === 'quarantined' || one.state === 'failed')
    .reduce((sum, one) => sum + one.studies, 0)
  const list: (Task & { n: number; may: boolean })[] = [
    {
      n: count(permits, (one) => one.state === 'submitted'),
      may: clinic && may('permit.screen'),
      icon: 'permit',
      text: t('todo.screen', { n: count(permits, (one) => one.state === 'submitted') }),
      to: '/govern/permits',
    },
    {
      n: count(permits, (one) => one.state === 'screened' && one.proposedBy.id !== person?.id),
      may: clinic && may('permit.approve'),
      icon: 'permit',
      text: t('todo.approve', {
        n: count(permits, (one) => one.state === 'screened' && one.proposedBy.id !== person?.id),
      }),
      to: '/govern/permits',
    },
    {
      n: progress && !progress.vault.up ? 1 : 0,
      may: true,
      icon: 'vault',
      text: t('todo.vault'),
      to: '/deidentify',
      wrong: true,
    },
    {
      n: stopped,
      may: may('source.manage'),
      icon: 'stop',
      text: t('todo.stopped', { n: stopped }),
      to: '/acquire/studies?show=stopped',
      wrong: true,
    },
    {
      n: progress?.objects.quarantined ?? 0,
      may: may('study.deidentify'),
      icon: 'lock',
      text: t('todo.quarantine', { n: progress?.objects.quarantined ?? 0 }),
      to: '/deidentify/quarantine',
      wrong: true,
    },
    {
      n: count(samplings, (one) => one.state === 'stopped'),
      may: may('sampling.restart'),
      icon: 'stop',
      text: t('sampling.todo.stopped', { n: count(samplings, (one) => one.state === 'stopped') }),
      to: '/deidentify/samples',
      wrong: true,
    },
    {
      n: toReview,
      may: may('sample.review'),
      icon: 'eye',
      text: t('sampling.todo', { n: toReview }),
      to: '/deidentify/samples',
    },
    {
      n: reception?.refused ?? 0,
      may: may('source.manage'),
      icon: 'stop',
      text: t('todo.senders', { n: reception?.refused ?? 0 }),
      to: '/acquire/sources',
    },
    {
      n: count(reidentifications, (one) => one.state === 'requested' && one.requestedBy !== person?.id),
      may: may('reidentification.approve'),
      icon: 'eye',
      text: t('todo.reidentify', {
        n: count(reidentifications, (one) => one.state === 'requested' && one.requestedBy !== person?.id),
      }),
      to: '/deidentify/reidentification',
    },
    {
      n: count(releases, (one) => one.state === 'received'),
      may: may('release.deploy'),
      icon: 'deploy',
      text: t('todo.activate', { n: count(releases, (one) => one.state === 'received') }),
      to: '/deploy',
    },
    {
      // Everybody who watches the releases sees it; the clinical lead handles it.
      n: toHandle,
      may: may('monitor.read'),
      icon: 'stop',
      text: t('recall.todo', { n: toHandle }),
      to: '/monitor/findings',
      wrong: true,
    },
    {
      n: count(findings, (one) => one.state === 'open'),
      may: may('finding.close'),
      icon: 'monitor',
      text: t('todo.findings', { n: count(findings, (one) => one.state === 'open') }),
      to: '/monitor/findings',
      wrong: true,
    },
    {
      n: count(runs, (one) => one.state === 'returned' && !answered.has(one.id)),
      may: may('feedback.write'),
      icon: 'check',
      text: t('todo.feedback', { n: count(runs, (one) => one.state === 'returned' && !answered.has(one.id)) }),
      to: '/monitor/results',
    },
  ]
  return list.filter((one) => one.may && one.n > 0)
}

function count<T>(list: readonly T[], fits: (one: T) => boolean): number {
  return list.filter(fits).length
}
