import { MultiSelect, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { ProcessingField, ProcessingRegister, ProcessingValue } from '../../../../../contract/index.ts';
import { namesIn, rowsIn, textIn } from './model/draft.ts';
import { FIELD_GROUPS } from './model/fields.ts';
import { RowsInput } from './RowsInput.tsx';
import { say } from '../../../shared/language/say.ts';
import { toldOptions } from './model/words.ts';

export interface Option {
  readonly value: string;
  readonly label: string;
}

interface Props {
  register: ProcessingRegister;
  field: ProcessingField;
  /** Offered where any word may stand. */
  offered: readonly Option[];
  value: ProcessingValue | undefined;
  error?: string | undefined;
  onChange: (value: ProcessingValue) => void;
}

/** One field of an entry, by what it holds. */
export function FieldInput({ register, field, offered, value, error, onChange }: Props) {
  const words = FIELD_GROUPS[register].map(({ fields }) => fields[field.name]).find(Boolean);
  const shared = {
    label: words?.label ?? field.name,
    ...(words?.about === undefined ? {} : { description: words.about }),
    ...(error === undefined ? {} : { error }),
  };
  if (field.holds === 'rows')
    return (
      <RowsInput {...shared} field={field} rows={rowsIn(value)} onChange={(rows) => onChange([...rows])} />
    );
  if (field.holds === 'names')
    return field.options || field.name === 'purposes' ? (
      <MultiSelect
        {...shared}
        data={withKnown(field.options ? toldOptions(field.options) : offered, namesIn(value))}
        searchable
        clearable
        nothingFoundMessage={say('Nothing like it')}
        value={namesIn(value)}
        onChange={onChange}
      />
    ) : (
      <TagsInput
        {...shared}
        data={offered.map((one) => one.value)}
        renderOption={({ option }) => {
          const known = offered.find((one) => one.value === option.value);
          return known ? `${known.label} (${known.value})` : option.value;
        }}
        clearable
        splitChars={[';']}
        value={namesIn(value)}
        onChange={onChange}
      />
    );
  if (field.options)
    return (
      <Select
        {...shared}
        data={toldOptions(field.options)}
        clearable
        value={textIn(value) || null}
        onChange={onChange}
      />
    );
  if (words?.long)
    return (
      <Textarea
        {...shared}
        autosize
        minRows={2}
        maxRows={10}
        value={textIn(value)}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      {...shared}
      {...(words?.date ? { type: 'date' } : {})}
      value={textIn(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Keys that are stated and that no register has any more must stay to be seen. */
function withKnown(options: readonly Option[], values: readonly string[]): Option[] {
  const known = new Set(options.map(({ value }) => value));
  return [
    ...options,
    ...values.filter((value) => !known.has(value)).map((value) => ({ value, label: value })),
  ];
}
