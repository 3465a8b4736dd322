import { Input } from '@mantine/core';
import type { Sensitivity } from '../../../../contract/index.ts';
import { StatementRow, type StatementAction } from './StatementRow.tsx';
import type { EditItem, KnownTag } from './model/edit-item.ts';
import { labelValue, presentTags, type PresentTag } from './model/present.ts';
import { KIND_NAME } from './model/words.ts';
import classes from './stewardship.module.css';
import { sameTag, withTag, type NameOf, type TagDraft } from './model/tag-plan.ts';
import { isUnconfirmed } from './model/words.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  items: readonly EditItem[];
  draft: TagDraft;
  labels: readonly { key: string; value: string }[];
  nameOf: NameOf;
  onDraft: (draft: TagDraft) => void;
  label?: string;
}

function isFromSource({ origin }: KnownTag): boolean {
  return origin !== undefined && origin !== 'steward';
}

function actionsFor(
  present: PresentTag,
  total: number,
  propose: (list: 'add' | 'remove') => void,
): StatementAction[] {
  const { tag, count } = present;
  const removing = {
    name: isFromSource(tag) ? say('Reject') : say('Remove'),
    run: () => propose('remove'),
  };
  if (tag.status === 'rejected') return [{ name: say('Restore'), run: () => propose('add') }];
  if (isUnconfirmed(tag.status) && total === 1)
    return [{ name: say('Confirm'), run: () => propose('add') }, removing];
  return count < total ? [{ name: say('Add to all'), run: () => propose('add') }, removing] : [removing];
}

/** The tags that are there now, each with its standing and what can be done about it. */
export function PresentTags({ items, draft, labels, nameOf, onDraft, label = say('Tags now') }: Props) {
  const present = presentTags(items);
  if (present.length === 0) return null;

  function propose(tag: KnownTag, list: 'add' | 'remove' | null) {
    if (tag.kind === 'sensitivity') {
      const sensitivity = list === null ? 'keep' : list === 'remove' ? 'clear' : (tag.value as Sensitivity);
      onDraft({ ...draft, sensitivity });
    } else {
      onDraft(withTag(draft, labelValue(tag, labels), list));
    }
  }

  function pendingOf(tag: KnownTag): 'add' | 'remove' | null {
    if (tag.kind === 'sensitivity') {
      if (draft.sensitivity === 'keep') return null;
      if (draft.sensitivity === tag.value) return 'add';
      return tag.status === 'rejected' ? null : 'remove';
    }
    const value = labelValue(tag, labels);
    if (draft.add.some((other) => sameTag(other, value))) return 'add';
    return draft.remove.some((other) => sameTag(other, value)) ? 'remove' : null;
  }

  return (
    <Input.Wrapper size="xs" label={label} labelElement="div">
      <div role="list" aria-label={label} className={classes.present}>
        {present.map((entry) => {
          const pending = pendingOf(entry.tag);
          const name = nameOf(entry.tag);
          return (
            <StatementRow
              key={JSON.stringify([entry.tag.kind, entry.tag.key, entry.tag.value, entry.tag.status])}
              name={name}
              standing={entry.standing}
              withdrawn={pending === 'remove' || entry.tag.status === 'rejected'}
              pending={pending}
              actions={
                pending
                  ? [{ name: say('Leave as is'), run: () => propose(entry.tag, null) }]
                  : actionsFor(entry, items.length, (list) => propose(entry.tag, list))
              }
            >
              {KIND_NAME[entry.tag.kind]}: {name}
            </StatementRow>
          );
        })}
      </div>
    </Input.Wrapper>
  );
}
