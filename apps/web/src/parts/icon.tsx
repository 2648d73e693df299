/** Own line drawings on a 24 grid; a drawing never stands alone for a meaning, there is always a word beside it or in its label. */
const drawings = {
  overview: 'M4 5h6v6H4zM14 5h6v4h-6zM14 13h6v6h-6zM4 15h6v4H4z',
  acquire: 'M12 3v11m0 0-4-4m4 4 4-4M4 15v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3',
  deidentify:
    'M3 9c3-1.6 6-2 9-2s6 .4 9 2c0 5-2 8-5 8-2 0-2.500-2-4-2s-2 2-4 2c-3 0-5-3-5-8zM7 11.500c1-.8 2.500-.8 3.500 0M13.500 11.500c1-.8 2.500-.8 3.500 0',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  curate: 'M12 3l8 4-8 4-8-4zM4 12l8 4 8-4M4 16.500l8 4 8-4',
  annotate: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  develop: 'M4 19V5M4 19h16M7 8c2 7 5 8 12 8.500M9 5l2 2-2 2',
  register: 'M6 3h9l4 4v14H6zM15 3v4h4M9.500 13l2 2 3.500-4',
  validate: 'M12 4v16M7 20h10M5 8h14M5 8l-2.500 6h5zM19 8l-2.500 6h5z',
  report: 'M6 3h9l4 4v14H6zM15 3v4h4M9 17v-3M12 17v-6M15 17v-4',
  deploy:
    'M12 3c3 2 4.500 5 4.500 9l-2 4h-5l-2-4c0-4 1.500-7 4.500-9zM12 9.500v.1M7.500 13 5 16v4l4-3M16.500 13l2.500 3v4l-4-3',
  monitor: 'M3 12h4l2-6 4 12 3-9 1.500 3H21',
  permit:
    'M6 3h12v12H6zM9 7h6M9 10.500h4M12 15v0M9 17a3 3 0 1 0 6 0 3 3 0 1 0-6 0M10.500 19.500 9.500 22.500M13.500 19.500l1 3',
  gate: 'M4 21V8l8-5 8 5v13M4 12h16M8 12v9M12 12v9M16 12v9',
  ledger: 'M5 4h5v5H5zM14 4h5v5h-5zM9.500 15h5v5h-5zM7.500 9v3h9V9M12 12v3',
  door: 'M5 21V4l9-1.500v19zM14 5h5v16M2.500 21h19M11 12v.5',
  people:
    'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 20c0-4 3-6 6.500-6s6.500 2 6.500 6M16 4.500a3 3 0 0 1 0 6M17.500 14c2.500.6 4 2.600 4 6',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 21c0-4.500 3.500-7 7.500-7s7.500 2.500 7.500 7',
  check: 'M5 12.500l4.500 4.500L19 7',
  cross: 'M6 6l12 12M18 6 6 18',
  stop: 'M8 3h8l5 5v8l-5 5H8l-5-5V8zM8.500 12h7',
  warn: 'M12 4 2.500 20h19zM12 10v4.500M12 17.300v.1',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.500 2',
  run: 'M20 12a8 8 0 1 1-3-6.200M20 3v4.500h-4.500',
  dot: 'M12 9.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  next: 'M5 12h14m-5-5 5 5-5 5',
  upload: 'M12 16V5m0 0L8 9m4-4 4 4M4 16v3a1.500 1.500 0 0 0 1.500 1.500h13A1.500 1.500 0 0 0 20 19v-3',
  search: 'M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM15.500 15.500 21 21',
  plus: 'M12 5v14M5 12h14',
  box: 'M4 8l8-4 8 4v9l-8 4-8-4zM4 8l8 4 8-4M12 12v9',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9v.1',
  vault:
    'M4 4h16v15H4zM7 19v2M17 19v2M12 8.500a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM12 8.500V7M12 16v-1.500M9 11.500H7.500M16.500 11.500H15',
  eye: 'M2.500 12C5 7.500 8.500 5.500 12 5.500s7 2 9.500 6.500c-2.500 4.500-6 6.500-9.500 6.500S5 16.500 2.500 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  download: 'M12 4v11m0 0-4-4m4 4 4-4M4 20h16',
} as const

export type IconName = keyof typeof drawings

export function Icon({ name, size = 18, label }: { name: IconName; size?: number; label?: string }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      style={{ flex: 'none' }}
    >
      <path d={drawings[name]} />
    </svg>
  )
}
