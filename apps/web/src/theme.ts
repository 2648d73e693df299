import type { ZoneName } from '@clic/contracts'
import { createTheme, type MantineColorsTuple, type MantineThemeOverride } from '@mantine/core'

/** Petrol: the clinic, where persons can be recognised. */
const clinic: MantineColorsTuple = [
  '#e9f4f4',
  '#d3e6e7',
  '#a8cdd0',
  '#79b2b7',
  '#4f979e',
  '#2b7d85',
  '#0f6670',
  '#0b565f',
  '#08474f',
  '#05363c',
]
/** Plum: research, where there are pseudonyms only. */
const research: MantineColorsTuple = [
  '#f7eef5',
  '#ecdbe8',
  '#d8b4cf',
  '#c18ab4',
  '#a9649a',
  '#924680',
  '#7d336b',
  '#6b295b',
  '#59204b',
  '#43163a',
]
/** Cool greys with a little of the sea in them; 6 and darker are readable as text on white. */
const gray: MantineColorsTuple = [
  '#f6f8f8',
  '#eef2f2',
  '#e1e7e8',
  '#cdd6d8',
  '#aab7ba',
  '#84949a',
  '#5b6c72',
  '#43545a',
  '#2c3c42',
  '#17262c',
]
const green: MantineColorsTuple = [
  '#eaf5ee',
  '#d5eadc',
  '#aad4b9',
  '#7abc93',
  '#51a573',
  '#349058',
  '#1f7a45',
  '#176a3a',
  '#10592f',
  '#084522',
]
const amber: MantineColorsTuple = [
  '#fdf5e3',
  '#faeac6',
  '#f2d48d',
  '#e8bc53',
  '#dba52a',
  '#b98414',
  '#8d6100',
  '#7a5300',
  '#664500',
  '#4d3300',
]
const brick: MantineColorsTuple = [
  '#fcefec',
  '#f7dcd6',
  '#ecb5aa',
  '#de8b7b',
  '#cf6552',
  '#bd4834',
  '#a83521',
  '#952b19',
  '#7f2213',
  '#62180c',
]
const slate: MantineColorsTuple = [
  '#eef2f8',
  '#dde5f0',
  '#b9c8de',
  '#92a9ca',
  '#6e8cb6',
  '#5175a5',
  '#3a6095',
  '#2f5284',
  '#254472',
  '#19345b',
]

/** The look of a zone: its colour is the colour of everything that can be pressed, so that nobody mistakes where they are. */
export function themeOf(zone: ZoneName): MantineThemeOverride {
  return createTheme({
    colors: { clinic, research, gray, green, amber, brick, slate, red: brick, yellow: amber, blue: slate },
    primaryColor: zone,
    primaryShade: 6,
    black: '#17262c',
    fontFamily: '"Source Sans 3", "Segoe UI", "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif',
    fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", "Liberation Mono", monospace',
    headings: {
      fontWeight: '600',
      sizes: {
        h1: { fontSize: '1.625rem', lineHeight: '1.25' },
        h2: { fontSize: '1.125rem', lineHeight: '1.35' },
        h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
      },
    },
    fontSizes: { xs: '0.78rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
    defaultRadius: 6,
    cursorType: 'pointer',
    focusRing: 'auto',
    respectReducedMotion: true,
    components: {
      Paper: { defaultProps: { withBorder: true, radius: 8 } },
      Button: { defaultProps: { size: 'sm' } },
      Tooltip: { defaultProps: { withArrow: true, multiline: true, maw: 340 } },
      Modal: {
        defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.35 } },
        styles: { title: { fontWeight: 650, fontSize: '1.125rem', lineHeight: 1.3 } },
      },
    },
  })
}
