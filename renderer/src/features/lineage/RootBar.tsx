import { ActionIcon, CloseButton, Modal } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../shared/api.ts';
import { fullNameOf, namesOf } from '../../shared/names.ts';
import classes from './LineagePage.module.css';
import { DatasetPicker } from './panels/DatasetPicker.tsx';
import { MAX_ROOTS, withRoots, type ViewState, type Update } from './state/view-state.ts';
import { ToolButton } from './toolbar/ToolButton.tsx';
import { say } from '../../shared/language/say.ts';

/** Names are shown for this many roots; the rest is counted. */
const NAMED = 3;

/** Around which datasets the picture is drawn; roots can be added, taken out or replaced. */
export function RootBar({ state, update }: { readonly state: ViewState; readonly update: Update }) {
  const { roots } = state;
  const [mode, setMode] = useState<'add' | 'replace' | null>(null);
  const named = roots.slice(0, NAMED);
  const details = useQueries({
    queries: named.map((id) => orpc.datasets.get.queryOptions({ input: { id } })),
  });
  const first = details[0]?.data && namesOf(details[0].data).leaf;
  useDocumentTitle(`${first ? say('Lineage of {name}', { name: first }) : say('Lineage')} · Headwater`);
  return (
    <div className={classes.roots}>
      <h1 className={classes.heading}>{say('Lineage of')}</h1>
      {named.map((id, position) => {
        const detail = details[position]?.data;
        const { leaf: name, qualifier } = detail
          ? namesOf(detail)
          : { leaf: say('dataset {id}', { id }), qualifier: '' };
        return (
          <span key={id} className={classes.root} title={detail && fullNameOf(detail)}>
            <span className={classes.rootName}>{name}</span>
            {qualifier && <span className={classes.rootContext}>{qualifier}</span>}
            {roots.length > 1 ? (
              <CloseButton
                size="xs"
                aria-label={say('Take {name} out of the roots', { name })}
                onClick={() => update((now) => ({ ...now, roots: now.roots.filter((root) => root !== id) }))}
              />
            ) : null}
          </span>
        );
      })}
      {roots.length > NAMED ? (
        <span>{say('and {others, number} more', { others: roots.length - NAMED })}</span>
      ) : null}
      <ActionIcon
        variant="subtle"
        size={26}
        disabled={roots.length >= MAX_ROOTS}
        onClick={() => setMode('add')}
        aria-label={say('Add a root')}
        title={say('Add a root')}
      >
        <IconPlus size={16} aria-hidden="true" />
      </ActionIcon>
      <ToolButton variant="subtle" onClick={() => setMode('replace')}>
        {say('Change …')}
      </ToolButton>
      <Modal
        opened={mode !== null}
        onClose={() => setMode(null)}
        title={mode === 'add' ? say('Add a root') : say('Lineage of another dataset')}
        size="lg"
      >
        <DatasetPicker
          label={say('Which dataset?')}
          autoFocus
          onPick={(id) => {
            if (mode === 'add')
              update((now) => ({ ...now, roots: [...new Set([...now.roots, id])].slice(0, MAX_ROOTS) }));
            else update((now) => withRoots(now, [id]));
            setMode(null);
          }}
        />
      </Modal>
    </div>
  );
}
