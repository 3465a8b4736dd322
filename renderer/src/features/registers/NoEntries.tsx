import { Button } from '@mantine/core';
import { IconBook2 } from '@tabler/icons-react';
import type { RegisterName } from '../../../../contract/index.ts';
import { EmptyState } from '../../shared/EmptyState.tsx';
import { REGISTER_WORDS } from './model/entries.ts';
import { say } from '../../shared/language/say.ts';

const ABOUT: Readonly<Record<RegisterName, string>> = {
  party: say(
    'Owners of datasets are named from here, and whoever owns something but is not listed shows up as unknown.',
  ),
  term: say('A glossary says what words mean, once for all. Columns and datasets then carry its terms.'),
  domain: say('Domains are the parts of the organisation that data belong to. They may nest.'),
  purpose: say(
    'Purposes say what data are processed for, with legal basis and retention; what serves them inherits both.',
  ),
};

interface Props {
  readonly register: RegisterName;
  readonly onAdd: () => void;
  readonly onImport: () => void;
}

/** A register in which nothing stands yet: what it is for, and how it is begun. */
export function NoEntries({ register, onAdd, onImport }: Props) {
  return (
    <EmptyState
      icon={IconBook2}
      title={say('No {many} yet', { many: REGISTER_WORDS[register].many })}
      actions={
        <>
          <Button onClick={onAdd}>{say('Add the first')}</Button>
          <Button variant="default" onClick={onImport}>
            {say('Import CSV…')}
          </Button>
        </>
      }
    >
      {ABOUT[register]}
    </EmptyState>
  );
}
