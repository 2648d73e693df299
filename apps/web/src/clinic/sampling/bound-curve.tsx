import type { Sampling } from '@clic/contracts'
import { useMantineTheme } from '@mantine/core'
import { useWords } from '../../words/index.tsx'
import { percent } from './policy.ts'
import classes from './sampling.module.css'

const [width, height] = [460, 190]
const room = { left: 48, right: 14, top: 14, bottom: 36 }

/** How the bound falls with every object that two people found clean, where it is now, and where it has to be. */
export function BoundCurve({ of }: { of: Sampling }) {
  const { t, language } = useWords()
  const { colors, primaryColor } = useMantineTheme()
  const { curve, reviewed, bound, needed } = of
  const limit = of.policy.limit === 'none' ? undefined : of.policy.limit
  const x = (n: number) => room.left + ((width - room.left - room.right) * n) / curve.length
  const y = (rate: number) => room.top + (height - room.top - room.bottom) * (1 - rate)
  const line = [{ n: 0, rate: 1 }, ...curve.map((rate, i) => ({ n: i + 1, rate }))]
    .map(({ n, rate }, i) => `${i === 0 ? 'M' : 'L'}${x(n).toFixed(1)} ${y(rate).toFixed(1)}`)
    .join('')
  const grey = colors['gray']?.[7]
  const text = { fontSize: 11, fill: grey }
  const now = { x: x(Math.min(reviewed, curve.length)), y: y(bound) }
  const bad = of.leaks > 0
  const label = t('sampling.curve', {
    now: percent(bound, language),
    n: reviewed,
    limit: limit === undefined ? t('sampling.limit.none') : percent(limit, language),
  })
  return (
    <svg className={classes['curve']} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {[0, 0.25, 0.5, 0.75, 1].map((rate) => (
        <g key={rate}>
          <line x1={room.left} x2={width - room.right} y1={y(rate)} y2={y(rate)} stroke={colors['gray']?.[2]} />
          <text {...text} x={room.left - 6} y={y(rate) + 4} textAnchor="end">
            {percent(rate, language)}
          </text>
        </g>
      ))}
      {[0, 0.25, 0.5, 0.75, 1].map((part) => {
        const n = Math.round(curve.length * part)
        return (
          <text key={part} {...text} x={x(n)} y={height - room.bottom + 15} textAnchor="middle">
            {n}
          </text>
        )
      })}
      <text {...text} x={(room.left + width - room.right) / 2} y={height - 5} textAnchor="middle">
        {t('sampling.curve.x')}
      </text>
      <path d={line} fill="none" stroke={colors[primaryColor]?.[6]} strokeWidth={2} />
      {limit === undefined ? null : (
        <g>
          <line
            x1={room.left}
            x2={width - room.right}
            y1={y(limit)}
            y2={y(limit)}
            stroke={colors['amber']?.[7]}
            strokeWidth={1.5}
            strokeDasharray="6 4"
          />
          <line
            x1={x(needed)}
            x2={x(needed)}
            y1={y(limit)}
            y2={height - room.bottom}
            stroke={colors['amber']?.[7]}
            strokeDasharray="2 3"
          />
          <text {...text} x={width - room.right} y={y(limit) - 6} textAnchor="end" fontWeight={600}>
            {`${t('sampling.curve.limit', { limit: percent(limit, language) })} · ${t('sampling.curve.need', { n: needed })}`}
          </text>
        </g>
      )}
      <circle
        cx={now.x}
        cy={now.y}
        r={6}
        fill={bad ? colors['brick']?.[6] : colors[primaryColor]?.[6]}
        stroke="#fff"
        strokeWidth={2}
      />
      {reviewed === 0 ? null : (
        <text
          x={now.x > width * 0.7 ? now.x - 10 : now.x + 10}
          y={Math.max(now.y - 9, 22)}
          textAnchor={now.x > width * 0.7 ? 'end' : 'start'}
          fontSize={13}
          fontWeight={700}
          fill={bad ? colors['brick']?.[8] : colors['gray']?.[9]}
        >
          {percent(bound, language)}
        </text>
      )}
    </svg>
  )
}
