import { maskEndpoints, type PixelSide, type ReplyOf } from '@clic/contracts'
import { Button, Checkbox, NativeSelect, Text, VisuallyHidden } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useDo } from '../../api.ts'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useWords } from '../../words/index.tsx'
import { FrameSlider, GreySliders } from '../sampling/frame-sliders.tsx'
import { greysOf } from '../sampling/greys-of.ts'
import type { Greys } from '../sampling/paint-frame.ts'
import { BoxList } from './box-list.tsx'
import { added, boxesFrom, boxesOn, type DrawnBox, inside, masksFrom, withFound } from './boxes.ts'
import { FindBoxes } from './find-boxes.tsx'
import type { KeyDoes } from './keys.ts'
import type { Looked } from './mask-page.tsx'
import { MaskStage } from './mask-stage.tsx'
import classes from './masks.module.css'
import { ResultView } from './result-view.tsx'
import { useFinding } from './use-finding.ts'
import { useFrame } from './use-frame.ts'

type Trial = ReplyOf<typeof maskEndpoints.trial>

/** The boxes of one object, then its result with them. Nothing is kept before it is let go on. */
export function MaskWork({
  of,
  about,
  onSent,
}: {
  of: Looked
  about: PixelSide
  onSent: (sent: { studyId: string; permitId: string; boxes: number }) => void
}) {
  const { t, code } = useWords()
  const [boxes, setBoxes] = useState<DrawnBox[]>(() => boxesFrom(of.masks).map((box) => inside(box, about)))
  const [chosen, setChosen] = useState<number>()
  const [frame, setFrame] = useState(0)
  const [everywhere, setEverywhere] = useState(true)
  const [black, setBlack] = useState(false)
  const [zoom, setZoom] = useState(1)
  const [greys, setGreys] = useState<Greys>()
  const [tried, setTried] = useState<Trial>()
  const trial = useDo(maskEndpoints.trial)
  const read = useFrame(of.id, frame, about)
  // On all frames as well: what holds still is rarely on one alone, and a search of one frame sees no other.
  const onFrames = (n: number) => (everywhere ? { from: 1, to: about.frames } : { from: n, to: n })
  const finding = useFinding(of.id, (found, n) => setBoxes((all) => withFound(all, found, onFrames(n + 1))))
  const own = useMemo(() => (read.values ? greysOf(read.values) : undefined), [read.values])
  const here = boxesOn(boxes, frame)
  const selected = here.find((box) => box.id === chosen)
  const masks = useMemo(() => masksFrom(boxes), [boxes])
  const first = useRef(true)
  // What the reader finds on the first frame is what a person begins with, unless boxes were drawn before.
  useEffect(() => {
    if (!first.current) return
    first.current = false
    if (of.masks.length === 0) finding.start([0])
  })
  const add = (box: Pick<DrawnBox, 'x' | 'y' | 'width' | 'height'>) => {
    const next = added(boxes, { kind: 'person', ...box, ...onFrames(frame + 1) })
    setBoxes(next)
    setChosen(next.at(-1)?.id)
  }
  const change = (box: DrawnBox) =>
    setBoxes((all) => all.map((one) => (one.id === box.id ? { ...box, kind: 'person' } : one)))
  const remove = (id: number) => {
    setBoxes((all) => all.filter((one) => one.id !== id))
    const at = here.findIndex((one) => one.id === id)
    setChosen((here[at + 1] ?? here[at - 1])?.id)
  }
  const doIt = (what: KeyDoes) => {
    if (what.do === 'change') change(what.box)
    else if (what.do === 'remove') selected && remove(selected.id)
    else if (what.do === 'select') setChosen(what.id)
    else if (what.do === 'frame') setFrame(Math.max(0, Math.min(about.frames - 1, frame + what.by)))
    else add(middle(about))
  }
  const look = async (with_: ReturnType<typeof masksFrom>) => {
    finding.stop()
    const answer = await trial.run({ params: { quarantinedId: of.id }, body: { masks: with_ } })
    if (answer.ok) setTried(answer.value)
  }
  if (tried)
    return (
      <ResultView
        of={of}
        about={about}
        tried={tried}
        boxes={boxes}
        frame={frame}
        onFrame={setFrame}
        greys={greys}
        onGreys={setGreys}
        onBack={() => setTried(undefined)}
        onSent={onSent}
      />
    )
  const shownGreys = greys ?? own?.start
  return (
    <>
      <ProblemNotice problem={read.problem ?? trial.problem} />
      <ProblemNotice problem={finding.problem} onClose={finding.clear} />
      <div className={classes['work']}>
        <Panel title={t('mask.picture')} lead={t('mask.picture.lead')}>
          <div aria-busy={read.loading}>
            <MaskStage
              about={about}
              values={read.values}
              greys={shownGreys}
              zoom={zoom}
              boxes={here}
              selected={selected}
              black={black}
              onDo={doIt}
              onDraw={add}
            />
          </div>
          <div className={classes['tools']}>
            <FrameSlider frame={frame} frames={about.frames} onFrame={setFrame} />
            {shownGreys && own && about.samples === 1 ? (
              <GreySliders greys={shownGreys} within={own} onGreys={setGreys} />
            ) : null}
            <NativeSelect
              size="xs"
              aria-label={t('mask.zoom')}
              value={String(zoom)}
              onChange={(event) => setZoom(Number(event.currentTarget.value))}
              data={[1, 2, 4, 8].map((n) => ({
                value: String(n),
                label: t(n === 1 ? 'mask.zoom.fit' : 'mask.zoom.by', { n }),
              }))}
            />
            <Checkbox
              size="sm"
              checked={black}
              onChange={(e) => setBlack(e.currentTarget.checked)}
              label={t('mask.black')}
            />
          </div>
          <Text size="xs" c="gray.7" mt={8} id="mask-keys">
            {t('mask.keys')}
          </Text>
        </Panel>
        <div>
          <FindBoxes finding={finding} frame={frame} frames={about.frames} />
          <BoxList
            about={about}
            boxes={boxes}
            frame={frame}
            selected={boxes.find((box) => box.id === chosen)}
            everywhere={everywhere}
            onEverywhere={setEverywhere}
            onSelect={(box) => {
              setChosen(box.id)
              if (frame + 1 < box.from || frame + 1 > box.to) setFrame(box.from - 1)
            }}
            onChange={(box) => change(inside(box, about))}
            onRemove={remove}
            onAdd={() => add(middle(about))}
          />
        </div>
      </div>
      <VisuallyHidden role="status">
        {selected
          ? t('mask.said', {
              kind: code('mask.kind', selected.kind),
              ...spoken(selected),
              n: here.indexOf(selected) + 1,
              all: here.length,
            })
          : ''}
      </VisuallyHidden>
      <div className={classes['bar']}>
        <Button disabled={boxes.length === 0 || read.loading} loading={trial.busy} onClick={() => void look(masks)}>
          {t('mask.try', { n: boxes.length })}
        </Button>
        <Button
          variant="default"
          disabled={boxes.length > 0 || read.loading || finding.busy !== undefined}
          loading={trial.busy}
          onClick={() => void look([])}
        >
          {t('mask.notext')}
        </Button>
        <Text size="xs" c="gray.7">
          {t(boxes.length > 0 ? 'mask.try.why' : 'mask.notext.why')}
        </Text>
      </div>
    </>
  )
}

function spoken({ x, y, width, height, from, to }: DrawnBox) {
  return { x, y, width, height, from, to }
}

/** A box in the middle, for who draws without a pointer. */
function middle({ columns, rows }: PixelSide) {
  const [width, height] = [Math.max(1, Math.round(columns / 4)), Math.max(1, Math.round(rows / 12))]
  return { x: Math.round((columns - width) / 2), y: Math.round((rows - height) / 2), width, height }
}
