import { Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { EditFooter } from './EditFooter.tsx';
import { KindField } from './KindField.tsx';
import { PresentTags } from './PresentTags.tsx';
import type { EditItem } from './model/edit-item.ts';
import { KIND_WORDS, STATED_KINDS, type StatedKind } from './model/kinds.ts';
import { EMPTY_TAG_DRAFT, planTags, withTag } from './model/tag-plan.ts';
import { useSteward } from './use-steward.ts';
import { useStatementNames } from './use-statement-names.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  items: readonly EditItem[];
  /** The kind to begin with; without one it is chosen first. */
  kind?: StatedKind | undefined;
  onDone: () => void;
}

/** States something of one kind of one or many targets, or takes it away, as one revision. */
export function KindEditor({ items, kind: given, onDone }: Props) {
  const [kind, setKind] = useState<StatedKind>(given ?? 'domain');
  const [draft, setDraft] = useState(EMPTY_TAG_DRAFT);
  const [reason, setReason] = useState('');
  const nameOf = useStatementNames();
  const { tag } = useSteward();
  const unit = items[0]?.target.on ?? 'dataset';
  const ofKind = items.map((item) => ({ ...item, tags: item.tags.filter((one) => one.kind === kind) }));
  const plan = planTags(ofKind, draft, nameOf);
  const { meaning, values } = KIND_WORDS[kind];
  const setting = draft.add.find((one) => one.kind === kind);
  return (
    <Stack gap="md">
      {given === undefined ? (
        <Select
          label={say('What to state')}
          description={meaning}
          allowDeselect={false}
          data={STATED_KINDS.filter((one) => unit === 'column' || KIND_WORDS[one].only !== 'column').map(
            (one) => ({ value: one, label: KIND_WORDS[one].name }),
          )}
          value={kind}
          onChange={(next) => {
            setKind(STATED_KINDS.find((one) => one === next) ?? kind);
            setDraft(EMPTY_TAG_DRAFT);
          }}
        />
      ) : (
        <Text size="sm" c="dimmed">
          {meaning}
        </Text>
      )}
      <PresentTags
        items={ofKind}
        draft={draft}
        labels={[]}
        nameOf={nameOf}
        onDraft={setDraft}
        label={say('Stated now')}
      />
      <KindField
        kind={kind}
        value={values === 'one' ? (setting?.value ?? null) : null}
        onAdd={(value) => setDraft(withTag(draft, value, 'add'))}
      />
      <TextInput
        label={say('Why (optional, for the ledger)')}
        value={reason}
        maxLength={2000}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <EditFooter
        lines={plan.lines}
        changed={plan.changed}
        total={items.length}
        unit={unit}
        exact={items.every(({ exact }) => exact)}
        applying={tag}
        onApply={() =>
          tag.mutate(
            {
              targets: items.map(({ target }) => target),
              add: [...plan.add],
              remove: [...plan.remove],
              ...(reason.trim() && { reason: reason.trim() }),
            },
            { onSuccess: onDone },
          )
        }
        onCancel={onDone}
      />
    </Stack>
  );
}
