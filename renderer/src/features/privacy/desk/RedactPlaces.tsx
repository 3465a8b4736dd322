import { Checkbox, Table, Text } from '@mantine/core';
import type { AttachmentPreview } from '../../../../../contract/index.ts';
import { jsonValue, shortened } from '../model/shortened.ts';
import {
  coverOfCell,
  coverOfPointer,
  markOf,
  samePlace,
  type Place,
  type Withheld,
} from '../model/withheld.ts';
import classes from './redact.module.css';
import { say, sayIn } from '../../../shared/language/say.ts';

interface Props<Kind extends AttachmentPreview['kind']> {
  data: Extract<AttachmentPreview, { kind: Kind }>;
  chosen: readonly Withheld[];
  onToggle: (place: Place) => void;
}

const isChosen = (chosen: readonly Withheld[], place: Place) => chosen.some((one) => samePlace(one, place));

/** A CSV twice: on the left to choose in, on the right as the copy will be. */
export function CsvPlaces({ data, chosen, onToggle }: Props<'csv'>) {
  const { headers, rows } = data;
  return (
    <div className={classes.sides}>
      <Side title={say('Attachment: choose cells, rows or columns')}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{say('Row')}</th>
              {headers.map((name, index) => (
                <th key={index} scope="col">
                  <PlaceButton
                    label={say('Column {name}', { name })}
                    text={name}
                    on={isChosen(chosen, { column: name })}
                    onClick={() => onToggle({ column: name })}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, cells }) => (
              <tr key={row}>
                <th scope="row">
                  <PlaceButton
                    label={say('Row {row}', { row })}
                    text={String(row)}
                    on={isChosen(chosen, { row })}
                    onClick={() => onToggle({ row })}
                  />
                </th>
                {headers.map((column, index) => (
                  <td key={index}>
                    <PlaceButton
                      label={say('Row {row}, {column}: {value}', {
                        row,
                        column,
                        value: shortened(cells[index] ?? ''),
                      })}
                      text={shortened(cells[index] ?? '')}
                      on={coverOfCell(chosen, row, column) !== undefined}
                      onClick={() => onToggle({ row, column })}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Side>
      <Side title={say('The copy as it will be')}>
        <CsvCopy data={data} chosen={chosen} />
      </Side>
    </div>
  );
}

function CsvCopy({ data: { headers, rows }, chosen }: Pick<Props<'csv'>, 'data' | 'chosen'>) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{say('Row')}</th>
          {headers.map((name, index) => (
            <th key={index} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ row, cells }) => (
          <tr key={row}>
            <th scope="row">{row}</th>
            {headers.map((column, index) => {
              const cover = coverOfCell(chosen, row, column);
              const value = cells[index] ?? '';
              return cover && value !== '' ? (
                <td key={index} data-withheld>
                  {markOf(cover)}
                </td>
              ) : (
                <td key={index}>{shortened(value)}</td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Places of a JSON one below the other, with what stands there now and in the copy. */
export function JsonPlaces({ data, chosen, onToggle }: Props<'json'>) {
  return (
    <Side title={say('Places of the attachment, and the copy as it will be')}>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('Withhold')}</Table.Th>
            <Table.Th>{sayIn('of data', 'Place')}</Table.Th>
            <Table.Th>{say('Attachment')}</Table.Th>
            <Table.Th>{sayIn('a file', 'Copy')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.places.map(({ pointer, depth, holds, value }) => {
            const cover = coverOfPointer(chosen, pointer);
            const shown = holds === null ? jsonValue(value) : say('{parts} inside', { parts: holds });
            return (
              <Table.Tr key={pointer}>
                <Table.Td>
                  <Checkbox
                    aria-label={say('Withhold {pointer}', { pointer })}
                    checked={isChosen(chosen, { pointer })}
                    onChange={() => onToggle({ pointer })}
                  />
                </Table.Td>
                <Table.Td style={{ paddingInlineStart: `${Math.min(depth, 12) * 0.75}rem` }}>
                  <Text size="sm" ff="monospace" className={classes.any}>
                    {pointer}
                  </Text>
                </Table.Td>
                <Table.Td className={classes.any}>{shown}</Table.Td>
                <Table.Td className={classes.any} data-withheld={cover ? true : undefined}>
                  {cover ? (cover.pointer === pointer ? markOf(cover) : '') : shown}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Side>
  );
}

function Side({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section aria-label={title} className={classes.side}>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      <div
        className={classes.scroll}
        tabIndex={0}
        role="region"
        aria-label={say('{title}, scrolls', { title })}
      >
        {children}
      </div>
    </section>
  );
}

interface ButtonProps {
  label: string;
  text: string;
  on: boolean;
  onClick: () => void;
}

function PlaceButton({ label, text, on, onClick }: ButtonProps) {
  return (
    <button type="button" className={classes.place} aria-label={label} aria-pressed={on} onClick={onClick}>
      {text === '' ? '\u00a0' : text}
    </button>
  );
}
