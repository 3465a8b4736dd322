import { ActionIcon, Button, Input, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ProcessingField, ProcessingRow } from '../../../../../contract/index.ts';
import { countries } from '../../../shared/countries.ts';
import { partLabel } from './model/fields.ts';
import classes from './processing.module.css';
import { say } from '../../../shared/language/say.ts';
import { toldOptions } from './model/words.ts';

type Part = ProcessingField['parts'][number];

interface Props {
  label: string;
  description?: string;
  error?: string;
  field: ProcessingField;
  rows: readonly ProcessingRow[];
  onChange: (rows: readonly ProcessingRow[]) => void;
}

/** What a part can be, where that is a list: of the register, or the countries. Null for any text. */
function choicesOf({ name, options, required }: Part, value: string) {
  const none = { value: '', label: '' };
  if (options) return [...(required ? [] : [none]), ...toldOptions(options)];
  if (name !== 'country') return null;
  return [none, ...countries(value).map((country) => ({ value: country.code, label: country.name }))];
}

/** A small table to fill in: each row a group of its own for screen readers. */
export function RowsInput({ label, description, error, field, rows, onChange }: Props) {
  const { parts } = field;
  const set = (at: number, part: string, text: string) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, [part]: text } : row)));
  const empty = () =>
    // A choice that must be made begins with its first option.
    Object.fromEntries(
      parts.map(({ name, options, required }) => [name, required ? (options?.[0]?.value ?? '') : '']),
    );
  return (
    <Input.Wrapper
      component="fieldset"
      label={label}
      labelElement="div"
      {...{ description, error }}
      className={classes.rows}
    >
      {rows.map((row, at) => (
        <div
          key={at}
          role="group"
          aria-label={say('{label}, row {row, number}', { label, row: at + 1 })}
          className={classes.row}
        >
          {parts.map((part) => {
            const { name, required } = part;
            const value = row[name] ?? '';
            const choices = choicesOf(part, value);
            const shared = { size: 'xs', label: partLabel(field.name, name), value, required };
            const changed = (event: { currentTarget: { value: string } }) =>
              set(at, name, event.currentTarget.value);
            return choices ? (
              <NativeSelect key={name} {...shared} data={choices} onChange={changed} />
            ) : (
              <TextInput
                key={name}
                {...shared}
                {...(name === 'due' ? { type: 'date' } : {})}
                onChange={changed}
              />
            );
          })}
          <ActionIcon
            variant="default"
            size="md"
            className={classes.remove}
            aria-label={say('Remove row {row, number} of {label}', { row: at + 1, label })}
            onClick={() => onChange(rows.filter((_, index) => index !== at))}
          >
            <IconTrash size={14} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="default"
          mt={4}
          leftSection={<IconPlus size={14} aria-hidden />}
          aria-label={say('Add a row to {label}', { label })}
          onClick={() => onChange([...rows, empty()])}
        >
          {say('Add a row')}
        </Button>
      </div>
    </Input.Wrapper>
  );
}
