/** Drawings of the viewer’s tools, on a 20 × 20 grid. */
const paths = {
  navigate: 'M10 2v6M10 12v6M2 10h6M12 10h6',
  window: 'M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14',
  pan: 'M10 2v16M2 10h16M10 2l-2 2M10 2l2 2M10 18l-2-2M10 18l2-2M2 10l2-2M2 10l2 2M18 10l-2-2M18 10l-2 2',
  zoom: 'M8.500 3.500a5 5 0 1 0 0 10a5 5 0 1 0 0-10M12.500 12.500L17 17M8.500 6.500v4M6.500 8.500h4',
  brush: 'M17 3L8.500 11.500M8 11c-2 0-3 1.500-3 3.500c0 1-1 2-2 2c3 1 7 .5 7-3.500z',
  eraser: 'M8 16l-5-5L11 3l6 6l-7 7zM7 7l6 6M8 16h9',
  undo: 'M4 8h8a4 4 0 0 1 0 8H8M4 8l3-3M4 8l3 3',
  redo: 'M16 8H8a4 4 0 0 0 0 8h4M16 8l-3-3M16 8l-3 3',
  fit: 'M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4',
  smooth: 'M2 14c4 0 4-8 8-8s4 8 8 8',
  eye: 'M2 10c3-5 13-5 16 0c-3 5-13 5-16 0M10 8a2 2 0 1 0 0 4a2 2 0 1 0 0-4',
  hidden: 'M2 10c3-5 13-5 16 0c-3 5-13 5-16 0M3 17L17 3',
  lock: 'M5 9h10v8H5zM7 9V6a3 3 0 0 1 6 0v3',
  unlocked: 'M5 9h10v8H5zM7 9V6a3 3 0 0 1 5.500-1.500',
  outline: 'M4 4h12v12H4z',
  help: 'M10 2a8 8 0 1 0 0 16a8 8 0 1 0 0-16M7.800 7.800a2.300 2.300 0 1 1 3.300 2.100c-.8.4-1.100.9-1.100 1.700M10 14.300v.1',
} as const

export function ToolIcon({ name }: { name: keyof typeof paths }) {
  return (
    <svg
      width="18"
      height="18"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.600"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d={paths[name]} />
    </svg>
  )
}
