import { DateInput } from '@mantine/dates';
import { today } from '../model/civil-date.ts';
import { language } from '../../../shared/language/language.ts';
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

/** A name in the middle of a sentence: German writes its nouns as they are. */
const inSentence = (name: string): string => (language === 'en' ? name.toLowerCase() : name);

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
      clearButtonProps={{ 'aria-label': say('Clear {label}', { label: inSentence(field.label) }) }}
      onChange={(date) => onChange(date ?? '')}
    />
  );
}
