import { ActionIcon, Button, Input, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ProcessingField, ProcessingRow } from '../../../../../contract/index.ts';
import { partLabel } from './model/fields.ts';
import classes from './processing.module.css';
import { say } from '../../../shared/language/say.ts';
import { toldOptions } from './model/words.ts';

interface Props {
  label: string;
  description?: string;
  error?: string;
  field: ProcessingField;
  rows: readonly ProcessingRow[];
  onChange: (rows: readonly ProcessingRow[]) => void;
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
          {parts.map(({ name, options, required }) =>
            options ? (
              <NativeSelect
                key={name}
                size="xs"
                label={partLabel(field.name, name)}
                data={[...(required ? [] : [{ value: '', label: '' }]), ...toldOptions(options)]}
                value={row[name] ?? ''}
                onChange={(event) => set(at, name, event.currentTarget.value)}
              />
            ) : (
              <TextInput
                key={name}
                size="xs"
                label={partLabel(field.name, name)}
                {...(required ? { required: true } : {})}
                {...(name === 'due' ? { type: 'date' } : {})}
                value={row[name] ?? ''}
                onChange={(event) => set(at, name, event.currentTarget.value)}
              />
            ),
          )}
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
