import { DateInput } from '@mantine/dates';
import { today } from '../model/civil-date.ts';
import { say } from '../../../shared/language/say.ts';

interface Props {
  label: string;
  description?: string;
  value: string;
  error?: string;
  required?: boolean;
  clearable?: boolean;
  onChange: (date: string) => void;
}

/** A civil date, typed as `YYYY-MM-DD` or picked; never in the future. */
export function DateField({ value, clearable = false, onChange, ...field }: Props) {
  return (
    <DateInput
      {...field}
      value={value || null}
      valueFormat="YYYY-MM-DD"
      placeholder={say('YYYY-MM-DD')}
      maxDate={today()}
      clearable={clearable}
      clearButtonProps={{ 'aria-label': `Clear ${field.label.toLowerCase()}` }}
      onChange={(date) => onChange(date ?? '')}
    />
  );
}
