import { address, annotateEndpoints, type Problem, type ReplyOf } from '@clic/contracts'
import { Anchor, Button, Group, Paper, SegmentedControl, Select, Stack, Text, Textarea, Title } from '@mantine/core'
import { useId, useState } from 'react'
import { useDo } from '../api.ts'
import { GreyButton, useWhyGrey } from '../parts/grey-button.tsx'
import { ProblemNotice } from '../parts/problem-notice.tsx'
import { readableName } from '../parts/readable-name.ts'
import { StatusBadge } from '../parts/status-badge.tsx'
import { TimeText } from '../parts/time-text.tsx'
import { useWords } from '../words/index.tsx'
import { packVoxels } from './load-study.ts'
import type { Layer } from './view.ts'
import classes from './viewer.module.css'

export type Label = ReplyOf<typeof annotateEndpoints.edit>
type Version = Label['versions'][number]

/** As many characters as the server asks of the reason for a rejection. */
const leastReason = 3

interface VersionsProps {
  label: Label
  open: Version
  /** Pictures beside each other: they have pixels and no voxels. */
  flat: boolean
  changed: number
  editable: boolean
  /** Whose it is to change the mask and to decide on it, where it is not this person's. */
  onlyFor: string | undefined
  compared: number | undefined
  layer: Layer
  labels(): Uint8Array
  onOpen(version: number): void
  onCompare(version: number | undefined): void
  onLayer(layer: Layer): void
  onDiscard(): void
}

/** Saving, the decision, and every version with who made and who decided it. */
export function VersionsPanel(props: VersionsProps) {
  const { t } = useWords()
  const { label, open, changed } = props
  return (
    <>
      {props.onlyFor ? <OnlyFor who={props.onlyFor} /> : null}
      {props.editable ? <SavePanel {...props} /> : null}
      {props.editable ? <DecisionPanel key={open.version} label={label} open={open} changed={changed} /> : null}
      <Paper p="sm" component="section" aria-labelledby="viewer-versions">
        <Title order={2} id="viewer-versions" mb="xs">
          {t('viewer.versions')}
        </Title>
        <Stack gap="xs">
          {[...label.versions].reverse().map((one) => (
            <VersionCard
              key={one.version}
              version={one}
              labelId={label.id}
              flat={props.flat}
              open={one.version === open.version}
              onOpen={() => props.onOpen(one.version)}
            />
          ))}
        </Stack>
        <ComparePanel {...props} />
      </Paper>
    </>
  )
}

function OnlyFor({ who }: { who: string }) {
  const { t } = useWords()
  return (
    <Paper p="sm" component="section" aria-labelledby="viewer-changes">
      <Title order={2} id="viewer-changes" mb={4}>
        {t('viewer.changes')}
      </Title>
      <Text size="sm" c="gray.7">
        {t('viewer.onlyfor')} {who}.
      </Text>
    </Paper>
  )
}

interface CardProps {
  labelId: string
  version: Version
  flat: boolean
  open: boolean
  onOpen(): void
}

function VersionCard({ labelId, version, flat, open, onOpen }: CardProps) {
  const { t } = useWords()
  return (
    <div className={classes['version']} data-open={open}>
      <Group gap="xs" justify="space-between">
        <Text size="sm" fw={600}>
          {t('viewer.version', { n: version.version })}
        </Text>
        <StatusBadge state={version.state} />
      </Group>
      <Text size="xs">
        {readableName(version.author)} · <TimeText at={version.madeAt} />
      </Text>
      <Text size="xs" c="gray.7">
        {t(`label.origin.${version.origin}`)}
        {version.changedVoxels === null
          ? ''
          : ` · ${t(flat ? 'viewer.changed.flat' : 'viewer.changed', { n: version.changedVoxels })}`}
      </Text>
      {version.comment ? <Text size="xs">{version.comment}</Text> : null}
      {version.decidedBy && version.decidedAt ? (
        <Text size="xs" c="gray.7">
          {t('viewer.decided', { who: version.decidedBy })} <TimeText at={version.decidedAt} />
          {version.reason ? `: ${version.reason}` : ''}
        </Text>
      ) : null}
      <Group gap="xs">
        {open ? (
          <Text size="xs" fw={500}>
            {t('viewer.version.open')}
          </Text>
        ) : (
          <Button size="compact-xs" variant="default" onClick={onOpen}>
            {t('viewer.version.show', { n: version.version })}
          </Button>
        )}
        <Anchor
          size="xs"
          href={address(annotateEndpoints.segmentation, { params: { labelId, version: version.version } })}
          download={`mask-version-${version.version}.dcm`}
          aria-label={t('viewer.version.seg.label', { n: version.version })}
        >
          DICOM SEG
        </Anchor>
      </Group>
    </div>
  )
}

function SavePanel({ label, open, flat, changed, labels, onOpen, onDiscard, onLayer, layer }: VersionsProps) {
  const { t } = useWords()
  const save = useDo(annotateEndpoints.edit, { refresh: [annotateEndpoints.labels] })
  const [failed, setFailed] = useState<Problem>()
  const [comment, setComment] = useState('')
  const whyId = useId()
  const nothing = t(open.origin === 'started' ? 'viewer.changed.empty' : 'viewer.changed.none')
  const why = save.busy ? t('viewer.saving') : changed === 0 ? nothing : undefined
  const send = async () => {
    setFailed(undefined)
    const voxelsGzipBase64 = await packVoxels(labels())
    const saved = await save.run({
      params: { labelId: label.id },
      body: { fromVersion: open.version, voxelsGzipBase64, comment: comment.trim() },
    })
    if (!saved.ok) return setFailed(saved.problem)
    setComment('')
    const newest = saved.value.versions.at(-1)
    if (newest) onOpen(newest.version)
    onLayer('mask')
  }
  return (
    <Paper p="sm" component="section" aria-labelledby="viewer-changes">
      <Title order={2} id="viewer-changes" mb={4}>
        {t('viewer.changes')}
      </Title>
      <Text size="sm" role="status" id={whyId} c={changed > 0 ? undefined : 'gray.7'}>
        {why ?? t(flat ? 'viewer.changed.since.flat' : 'viewer.changed.since', { n: changed, version: open.version })}
      </Text>
      {changed > 0 ? (
        <Textarea
          label={t('viewer.comment')}
          description={t('viewer.comment.why')}
          mt="xs"
          autosize
          maxLength={1000}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
      ) : null}
      <Group gap="xs" mt="xs">
        <GreyButton why={why} whyId={whyId} onClick={send} loading={save.busy}>
          {t('viewer.save')}
        </GreyButton>
        <GreyButton why={why} whyId={whyId} variant="default" onClick={onDiscard}>
          {t('viewer.discard')}
        </GreyButton>
        {changed > 0 ? (
          <Button
            variant="subtle"
            aria-pressed={layer === 'difference'}
            onClick={() => onLayer(layer === 'difference' ? 'mask' : 'difference')}
          >
            {t(layer === 'difference' ? 'viewer.changed.hide' : 'viewer.changed.show')}
          </Button>
        ) : null}
      </Group>
      <ProblemNotice problem={failed} onClose={() => setFailed(undefined)} />
    </Paper>
  )
}

function DecisionPanel({ label, open, changed }: { label: Label; open: Version; changed: number }) {
  const { t } = useWords()
  const decide = useDo(annotateEndpoints.decide, { refresh: [annotateEndpoints.labels] })
  const [reason, setReason] = useState('')
  const neither = whyNotDecided(changed, decide.busy, t)
  const grey = useWhyGrey(neither ?? whyNotAccepted(open, t), neither ?? whyNotRejected(open, reason, t))
  const send = (decision: 'accepted' | 'rejected') =>
    void decide.run({ params: { labelId: label.id }, body: { version: open.version, decision, reason: reason.trim() } })
  return (
    <Paper p="sm" component="section" aria-labelledby="viewer-decision">
      <Title order={2} id="viewer-decision" mb={4}>
        {t('viewer.decision', { n: open.version })}
      </Title>
      <Textarea
        label={t('viewer.reason')}
        description={t('viewer.reason.why')}
        autosize
        minRows={2}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group gap="xs" mt="xs">
        <GreyButton {...grey.first} color="green" onClick={() => send('accepted')} loading={decide.busy}>
          {t('viewer.accept')}
        </GreyButton>
        <GreyButton
          {...grey.second}
          color="brick"
          variant="outline"
          onClick={() => send('rejected')}
          loading={decide.busy}
        >
          {t('viewer.reject')}
        </GreyButton>
      </Group>
      {grey.said}
      <ProblemNotice problem={decide.problem} onClose={decide.clear} />
    </Paper>
  )
}

type T = ReturnType<typeof useWords>['t']

/** What stands in the way of either decision. */
function whyNotDecided(changed: number, busy: boolean, t: T): string | undefined {
  if (busy) return t('viewer.decision.going')
  return changed > 0 ? t('viewer.decision.save-first') : undefined
}

function whyNotAccepted({ state, origin, version }: Version, t: T): string | undefined {
  if (state === 'accepted') return t('viewer.decision.accepted', { n: version })
  return origin === 'started' ? t('viewer.decision.empty') : undefined
}

function whyNotRejected({ state, version }: Version, reason: string, t: T): string | undefined {
  if (state === 'rejected') return t('viewer.decision.rejected', { n: version })
  return reason.trim().length < leastReason ? t('viewer.decision.reason', { n: leastReason }) : undefined
}

function ComparePanel({ label, open, compared, layer, onCompare, onLayer }: VersionsProps) {
  const { t } = useWords()
  const others = label.versions.filter((one) => one.version !== open.version)
  if (others.length === 0) return null
  return (
    <Stack gap="xs" mt="sm">
      <Select
        size="sm"
        label={t('viewer.compare')}
        placeholder={t('viewer.compare.none')}
        clearable
        value={compared === undefined ? null : String(compared)}
        data={others.map((one) => ({ value: String(one.version), label: t('viewer.version', { n: one.version }) }))}
        onChange={(value) => onCompare(value === null ? undefined : Number(value))}
      />
      {compared === undefined ? null : (
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t('viewer.compare')}
          value={layer}
          onChange={(value) => onLayer(value as Layer)}
          data={[
            { value: 'mask', label: t('viewer.version', { n: open.version }) },
            { value: 'compared', label: t('viewer.version', { n: compared }) },
            { value: 'difference', label: t('viewer.difference') },
          ]}
        />
      )}
      {layer === 'difference' ? (
        <Text size="xs" c="gray.7">
          {t('viewer.difference.legend')}
        </Text>
      ) : null}
    </Stack>
  )
}
