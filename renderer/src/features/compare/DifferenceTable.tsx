import { Table } from '@mantine/core';
import type { Difference } from '../../../../contract/index.ts';
import { CHANGE_NAMES, SIGNS, titleOf, valueText, valueWords } from './model/words.ts';
import classes from './compare.module.css';
import { say, sayIn } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

const MAX_TEXT = 400;
const clipped = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);

/** The comparison as a table: a line for each aspect that differs. */
export function DifferenceTable({
  items,
  names,
}: {
  readonly items: readonly Difference[];
  readonly names: readonly [string, string];
}) {
  return (
    <div
      className={classes.scrollX}
      tabIndex={0}
      role="region"
      aria-label={say('Differences as a table, scrolls sideways')}
    >
      <Table verticalSpacing={4} fz="sm" striped>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{sayIn('a difference', 'Change')}</Table.Th>
            <Table.Th>{say('What')}</Table.Th>
            <Table.Th ta="end">{say('Suspicion')}</Table.Th>
            <Table.Th>{say('Aspect')}</Table.Th>
            <Table.Th>{names[0]}</Table.Th>
            <Table.Th>{names[1]}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.flatMap((item) => {
            const lines = item.aspects.length > 0 ? item.aspects : [null];
            return lines.map((aspect, position) => (
              <Table.Tr key={`${item.key} ${aspect?.aspect ?? position}`}>
                <Table.Td>
                  {SIGNS[item.change]} {CHANGE_NAMES[item.change]}
                </Table.Td>
                <Table.Td className={classes.wrap}>{titleOf(item)}</Table.Td>
                <Table.Td ta="end">{item.change === 'unchanged' ? '–' : Math.round(item.suspicion)}</Table.Td>
                <Table.Td>{told(aspect?.label) ?? '–'}</Table.Td>
                <Table.Td className={classes.wrap}>
                  {aspect ? clipped(valueText(valueWords(aspect.aspect, aspect.before))) : '–'}
                </Table.Td>
                <Table.Td className={classes.wrap}>
                  {aspect ? clipped(valueText(valueWords(aspect.aspect, aspect.after))) : '–'}
                </Table.Td>
              </Table.Tr>
            ));
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}
