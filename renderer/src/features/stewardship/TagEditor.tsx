import { Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Sensitivity, TagValue } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { useSettings } from '../../shared/appearance.ts';
import { CategoryPicker } from './CategoryPicker.tsx';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { EditFooter } from './EditFooter.tsx';
import { LabelField } from './LabelField.tsx';
import { PresentTags } from './PresentTags.tsx';
import { SensitivityField } from './SensitivityField.tsx';
import type { EditItem } from './model/edit-item.ts';
import { EMPTY_TAG_DRAFT, planTags, sameTag, withTag, type TagDraft } from './model/tag-plan.ts';
import { useSteward } from './use-steward.ts';
import { useTaxonomy } from './use-taxonomy.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  items: readonly EditItem[];
  onDone: () => void;
}

function presentLevel(items: readonly EditItem[]): Sensitivity | 'mixed' | null {
  const levels = new Set(items.map(({ sensitivity }) => sensitivity));
  return levels.size > 1 ? 'mixed' : (items[0]?.sensitivity ?? null);
}

/** Sensitivity, data categories and labels of one or many targets, changed together as one revision. */
export function TagEditor({ items, onDone }: Props) {
  const [draft, setDraft] = useState<TagDraft>(EMPTY_TAG_DRAFT);
  const [reason, setReason] = useState('');
  const taxonomy = useTaxonomy();
  const vocabulary = useQuery(orpc.stewardship.vocabulary.queryOptions());
  const { tag } = useSteward();
  const reasonNeeded = useSettings().settings.data?.reasonsFor.includes('lower-sensitivity') ?? false;
  const labels = vocabulary.data?.labels ?? [];
  const plan = planTags(items, draft, taxonomy.tagName);
  const unit = items[0]?.target.on ?? 'dataset';
  const onAll = (value: string) =>
    items.every(({ tags }) =>
      tags.some((known) => known.kind === 'category' && known.value === value && known.status !== 'rejected'),
    );
  const adding = new Set(draft.add.filter(({ kind }) => kind === 'category').map(({ value }) => value));
  const removing = new Set(draft.remove.map(({ value }) => value));
  const chosen = new Set(
    taxonomy.categories
      .map(({ key }) => key)
      .filter((key) => adding.has(key) || (onAll(key) && !removing.has(key))),
  );

  function toggleCategory(key: string) {
    const value: TagValue = { kind: 'category', key: '', value: key };
    const drafted = [...draft.add, ...draft.remove].some((other) => sameTag(other, value));
    setDraft(withTag(draft, value, drafted ? null : onAll(key) ? 'remove' : 'add'));
  }

  function apply() {
    tag.mutate(
      {
        targets: items.map(({ target }) => target),
        add: [...plan.add],
        remove: [...plan.remove],
        ...(reason.trim() && { reason: reason.trim() }),
      },
      { onSuccess: onDone },
    );
  }

  return (
    <Stack gap="md">
      <PresentTags items={items} draft={draft} labels={labels} nameOf={taxonomy.tagName} onDraft={setDraft} />
      <SensitivityField
        value={draft.sensitivity}
        present={presentLevel(items)}
        onChange={(sensitivity) => setDraft({ ...draft, sensitivity })}
      />
      {taxonomy.query.error ? (
        <ErrorState error={taxonomy.query.error} onRetry={() => void taxonomy.query.refetch()} />
      ) : (
        <CategoryPicker categories={taxonomy.categories} chosen={chosen} onToggle={toggleCategory} />
      )}
      <LabelField labels={labels} onAdd={(label) => setDraft(withTag(draft, label, 'add'))} />
      {plan.lowered > 0 && (
        <Textarea
          label={
            reasonNeeded
              ? say('Reason for the lower sensitivity')
              : say('Reason for the lower sensitivity (optional)')
          }
          description={
            unit === 'column'
              ? say(
                  '{columns, plural, one {# column} other {# columns}} will be protected less than before. The reason is kept in the ledger.',
                  { columns: plan.lowered },
                )
              : say(
                  '{datasets, plural, one {# dataset} other {# datasets}} will be protected less than before. The reason is kept in the ledger.',
                  { datasets: plan.lowered },
                )
          }
          value={reason}
          maxLength={2000}
          autosize
          minRows={2}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <EditFooter
        lines={plan.lines}
        changed={plan.changed}
        total={items.length}
        unit={unit}
        exact={items.every(({ exact }) => exact)}
        applying={tag}
        note={
          plan.changed === 0 &&
          plan.lines.length > 0 && (
            <Text size="sm" c="dimmed">
              {say('Everything is as chosen already.')}
            </Text>
          )
        }
        onApply={apply}
        onCancel={onDone}
      />
    </Stack>
  );
}
