import { Select } from '@mantine/core';
import { SENSITIVITY_LEVELS, type PropagatedTag } from '../../../../contract/index.ts';
import { sensitivityName } from '../../shared/words.ts';
import { useTaxonomy } from '../stewardship/use-taxonomy.ts';
import { readTag, tagParam } from './model/search-params.ts';
import { tagText } from './model/words.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  readonly label: string;
  /** Of the button that takes the choice out. */
  readonly clearLabel: string;
  readonly placeholder: string;
  readonly tag: PropagatedTag | null;
  readonly onTag: (tag: PropagatedTag | null) => void;
  /** Labels and the like that are in force. */
  readonly known: readonly PropagatedTag[];
}

/** A level, a category, or a label that is in force somewhere. */
export function TagField({ label, clearLabel, placeholder, tag, onTag, known }: Props) {
  const { categories } = useTaxonomy();
  const option = (one: PropagatedTag, words: string) => ({ value: tagParam(one), label: words });
  const labels = known.filter(({ kind }) => kind === 'label');
  return (
    <Select
      label={label}
      placeholder={placeholder}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': clearLabel }}
      limit={200}
      data={[
        {
          group: say('Sensitivity'),
          items: SENSITIVITY_LEVELS.map((value) =>
            option({ kind: 'sensitivity', key: '', value }, sensitivityName(value)),
          ),
        },
        {
          group: say('Categories'),
          items: categories.map(({ key, name }) =>
            option({ kind: 'category', key: '', value: key }, `${name} (${key})`),
          ),
        },
        ...(labels.length > 0
          ? [{ group: say('Labels'), items: labels.map((one) => option(one, tagText(one))) }]
          : []),
      ]}
      value={tag ? tagParam(tag) : null}
      onChange={(next) => onTag(next === null ? null : readTag(next))}
    />
  );
}
