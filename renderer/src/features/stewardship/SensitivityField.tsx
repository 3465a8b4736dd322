import { Select, Text } from '@mantine/core';
import { SENSITIVITY_LEVELS, type Sensitivity } from '../../../../contract/index.ts';
import type { TagDraft } from './model/tag-plan.ts';
import { SENSITIVITY_MEANING, SENSITIVITY_NAME } from '../../shared/words.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  value: TagDraft['sensitivity'];
  /** The level of all targets; null when they differ or have none. */
  present: Sensitivity | 'mixed' | null;
  onChange: (value: TagDraft['sensitivity']) => void;
}

const MEANING: Record<string, string> = {
  ...SENSITIVITY_MEANING,
  clear: say('No level: nobody has decided yet.'),
};

function presentWord(present: Props['present']): string {
  if (present === 'mixed') return say('different levels');
  return present ? SENSITIVITY_NAME[present] : say('no level');
}

/** Chooses the one sensitivity level, with the meaning of each level beside it. */
export function SensitivityField({ value, present, onChange }: Props) {
  const data = [
    { value: 'keep', label: say('Keep ({present})', { present: presentWord(present) }) },
    ...SENSITIVITY_LEVELS.map((level) => ({ value: level, label: SENSITIVITY_NAME[level] })),
    ...(present === null ? [] : [{ value: 'clear', label: say('Take the level away') }]),
  ];
  return (
    <Select
      autoFocus
      data-autofocus
      label={say('Sensitivity')}
      description={value === 'keep' ? say('How much harm disclosure would do.') : MEANING[value]}
      data={data}
      value={value}
      allowDeselect={false}
      onChange={(next) => {
        const level = data.find((entry) => entry.value === next)?.value;
        if (level) onChange(level as TagDraft['sensitivity']);
      }}
      renderOption={({ option }) => (
        <div>
          <Text size="sm">{option.label}</Text>
          {MEANING[option.value] && (
            <Text size="xs" c="dimmed">
              {MEANING[option.value]}
            </Text>
          )}
        </div>
      )}
    />
  );
}
