import { Input, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { OWNER_ROLES, type OwnerValue } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { useRegisters } from '../registers/use-registers.ts';
import { EditFooter } from './EditFooter.tsx';
import { OwnerFields } from './OwnerFields.tsx';
import { StatementRow, type StatementAction } from './StatementRow.tsx';
import type { EditItem, KnownOwner } from './model/edit-item.ts';
import {
  EMPTY_OWNER_DRAFT,
  ownerText,
  planOwners,
  sameOwner,
  withOwners,
  type OwnerDraft,
} from './model/owner-plan.ts';
import { ownerValues, presentOwners, type PresentOwner } from './model/present.ts';
import classes from './stewardship.module.css';
import { useSteward } from './use-steward.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  items: readonly EditItem[];
  onDone: () => void;
}

/** Owners of one or many targets, changed together as one revision. */
export function OwnerEditor({ items, onDone }: Props) {
  const [draft, setDraft] = useState<OwnerDraft>(EMPTY_OWNER_DRAFT);
  const vocabulary = useQuery(orpc.stewardship.vocabulary.queryOptions());
  const { own } = useSteward();
  const { data: registers } = useRegisters();
  const people = registers?.parties ?? [];
  const known = [
    ...people.map(({ name, email, role }) => ({ name, email, role: role ?? OWNER_ROLES[0] })),
    ...(vocabulary.data?.owners ?? []),
  ];
  const plan = planOwners(items, draft);
  const unit = items[0]?.target.on ?? 'dataset';
  const present = presentOwners(items);

  return (
    <Stack gap="md">
      {present.length > 0 && (
        <Input.Wrapper size="xs" label={say('Owners now')} labelElement="div">
          <div role="list" aria-label={say('Owners now')} className={classes.present}>
            {present.map((entry) => (
              <PresentOwnerRow
                key={JSON.stringify(entry.owner)}
                entry={entry}
                total={items.length}
                values={ownerValues(entry.owner, known)}
                draft={draft}
                onDraft={setDraft}
              />
            ))}
          </div>
        </Input.Wrapper>
      )}
      <OwnerFields
        known={known}
        usualRoles={new Map(people.flatMap(({ name, role }) => (role === null ? [] : [[name, role]])))}
        onAdd={(owner) => setDraft(withOwners(draft, [owner], 'add'))}
      />
      <EditFooter
        lines={plan.lines}
        changed={plan.changed}
        total={items.length}
        unit={unit}
        applying={own}
        onApply={() =>
          own.mutate(
            {
              targets: items.map(({ target }) => target),
              add: [...draft.add],
              remove: [...draft.remove],
            },
            { onSuccess: onDone },
          )
        }
        onCancel={onDone}
      />
    </Stack>
  );
}

interface RowProps {
  entry: PresentOwner;
  total: number;
  values: readonly OwnerValue[];
  draft: OwnerDraft;
  onDraft: (draft: OwnerDraft) => void;
}

function isFromSource({ origin }: KnownOwner): boolean {
  return origin !== undefined && origin !== 'steward';
}

function PresentOwnerRow({ entry, total, values, draft, onDraft }: RowProps) {
  const { owner, count } = entry;
  const has = (list: readonly OwnerValue[]) =>
    values.some((value) => list.some((other) => sameOwner(other, value)));
  const adding = has(draft.add);
  const removing = has(draft.remove);
  const propose = (list: 'add' | 'remove' | null) => () => onDraft(withOwners(draft, values, list));
  const remove = { name: isFromSource(owner) ? say('Reject') : say('Remove'), run: propose('remove') };
  const actions = (): StatementAction[] => {
    if (adding || removing) return [{ name: say('Leave as is'), run: propose(null) }];
    if (values.length === 0) return [];
    if (owner.status === 'rejected') return [{ name: say('Restore'), run: propose('add') }];
    if (owner.status === 'imported' && total === 1)
      return [{ name: say('Confirm'), run: propose('add') }, remove];
    return count < total && owner.role !== undefined
      ? [{ name: say('Add to all'), run: propose('add') }, remove]
      : [remove];
  };
  const email = owner.email ? ` · ${owner.email}` : '';
  return (
    <StatementRow
      name={ownerText(owner)}
      standing={`${entry.standing}${email}`}
      withdrawn={removing || owner.status === 'rejected'}
      pending={adding ? 'add' : removing ? 'remove' : null}
      actions={actions()}
    />
  );
}
