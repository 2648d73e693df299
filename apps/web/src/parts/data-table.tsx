import { Table, type TableProps, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'

export interface Column<T> {
  key: string
  head: ReactNode
  cell: (row: T) => ReactNode
  /** Numbers stand to the right. */
  right?: boolean
  width?: number | string
  /** The cell that names the row. */
  rowHead?: boolean
}

/** A dense table. The caption is read aloud and not seen unless `captionShown`. It scrolls sideways by itself, reachable by keyboard. */
export function DataTable<T>({
  caption,
  rows,
  columns,
  keyOf,
  empty,
  rowStyle,
  ...table
}: {
  caption: string
  rows: readonly T[]
  columns: readonly Column<T>[]
  keyOf: (row: T) => string
  empty?: ReactNode
  rowStyle?: (row: T) => TableProps['style']
} & Omit<TableProps, 'data'>) {
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>
  return (
    <Table.ScrollContainer minWidth={0} type="native" tabIndex={0} role="region" aria-label={caption}>
      <Table verticalSpacing={7} horizontalSpacing="sm" highlightOnHover fz="sm" {...table}>
        <caption style={{ padding: 0, height: 0 }}>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <Table.Thead>
          <Table.Tr>
            {columns.map((one) => (
              <Table.Th
                key={one.key}
                scope="col"
                ta={one.right ? 'right' : 'left'}
                w={one.width}
                c="gray.7"
                fw={600}
                fz="xs"
                style={{ whiteSpace: 'nowrap' }}
              >
                {one.head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={keyOf(row)} style={rowStyle?.(row) as React.CSSProperties | undefined}>
              {columns.map((one) =>
                one.rowHead ? (
                  <Table.Th key={one.key} scope="row" fw={500} ta={one.right ? 'right' : 'left'}>
                    {one.cell(row)}
                  </Table.Th>
                ) : (
                  <Table.Td key={one.key} ta={one.right ? 'right' : undefined}>
                    {one.cell(row)}
                  </Table.Td>
                ),
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
