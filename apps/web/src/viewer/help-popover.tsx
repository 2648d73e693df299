import { Popover, Table, Text } from '@mantine/core'
import { useWords } from '../words/index.tsx'
import { ToolIcon } from './tool-icon.tsx'
import classes from './viewer.module.css'

const rows = [
  ['N W P Z B E', 'viewer.help.tools'],
  ['← → ↑ ↓', 'viewer.help.arrows'],
  ['Page ↑ / Page ↓', 'viewer.help.slices'],
  ['+ / −', 'viewer.help.zoom'],
  ['F', 'viewer.help.fit'],
  ['Space', 'viewer.help.space'],
  ['[ / ]', 'viewer.help.size'],
  ['1 – 9', 'viewer.help.structure'],
  ['Ctrl Z / Ctrl Y', 'viewer.help.undo'],
  ['M, O, I, X', 'viewer.help.show'],
  ['D', 'viewer.help.difference'],
] as const

/** The keys and what the mouse does. The same text describes the pictures to assistive technology. */
export function HelpPopover() {
  const { t } = useWords()
  return (
    <Popover position="bottom-end" width={430} shadow="md" withArrow trapFocus>
      <Popover.Target>
        <button type="button" className={classes['tool']}>
          <ToolIcon name="help" />
          <span>{t('viewer.help')}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <Table verticalSpacing={4} fz="sm" aria-label={t('viewer.help')}>
          <Table.Tbody>
            {rows.map(([keys, what]) => (
              <Table.Tr key={what}>
                <Table.Th scope="row" style={{ whiteSpace: 'nowrap' }}>
                  <kbd>{keys}</kbd>
                </Table.Th>
                <Table.Td>{t(what)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Text size="sm" mt="xs" c="gray.7">
          {t('viewer.help.mouse')}
        </Text>
      </Popover.Dropdown>
    </Popover>
  )
}
