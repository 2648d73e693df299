import type { Station } from '../screen.ts'
import { useWords } from '../words/index.tsx'

const spots: [Station, number, number][] = [
  ['acquire', 70, 110],
  ['deidentify', 190, 110],
  ['link', 360, 110],
  ['curate', 440, 110],
  ['annotate', 520, 110],
  ['develop', 600, 110],
  ['register', 600, 230],
  ['validate', 480, 230],
  ['report', 360, 230],
  ['deploy', 190, 230],
  ['monitor', 70, 230],
]
const petrol = '#0f6670'
const plum = '#7d336b'

/** The way as one picture: out of the clinic without names, and back into it as a tested product. */
export function WayPicture() {
  const { t } = useWords()
  return (
    <svg
      viewBox="0 0 680 320"
      width="100%"
      role="img"
      aria-label={`${t('nav.way')}: ${spots.map(([station]) => t(`station.${station}`)).join(', ')}`}
    >
      <rect x="8" y="30" width="252" height="270" rx="16" fill="#e9f4f4" />
      <rect x="300" y="30" width="372" height="270" rx="16" fill="#f7eef5" />
      <text x="28" y="58" fontSize="14" fontWeight="600" fill="#08474f">
        {t('zone.clinic')}
      </text>
      <text x="320" y="58" fontSize="14" fontWeight="600" fill="#59204b">
        {t('zone.research')}
      </text>
      <path d="M70 110H600a36 36 0 0 1 36 36v48a36 36 0 0 1-36 36H70" fill="none" stroke="#aab7ba" strokeWidth="3" />
      <path d="M280 20v66m0 48v72m0 48v54" stroke="#43545a" strokeWidth="7" strokeDasharray="11 2" />
      {[
        [110, 1],
        [230, -1],
      ].map(([y, way]) => (
        <g key={y} transform={`translate(280 ${y})`}>
          <rect x="-17" y="-20" width="34" height="40" rx="4" fill="#fff" stroke="#43545a" strokeWidth="3" />
          <path
            d="M-8 0H8m-6-6 6 6-6 6"
            transform={`scale(${way} 1)`}
            fill="none"
            stroke="#43545a"
            strokeWidth="3"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </g>
      ))}
      {spots.map(([station, x, y], n) => {
        const colour = x < 280 ? petrol : plum
        return (
          <g key={station} transform={`translate(${x} ${y})`}>
            <circle r="15" fill="#fff" stroke={colour} strokeWidth="3" />
            <text y="4.500" textAnchor="middle" fontSize="13" fontWeight="700" fill={colour}>
              {n + 1}
            </text>
            <text y="36" textAnchor="middle" fontSize="12.500" fill="#17262c">
              {t(`station.${station}`)}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
