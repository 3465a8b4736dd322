import { Button } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { EmptyState } from '../../../shared/EmptyState.tsx';
import { say } from '../../../shared/language/say.ts';

interface Props {
  readonly personalDatasets: number;
  readonly onAdd: () => void;
  readonly onImport: () => void;
}

/** No activity yet: what the register is for, and how it is begun. */
export function NoActivities({ personalDatasets, onAdd, onImport }: Props) {
  return (
    <EmptyState
      icon={IconShieldCheck}
      title={say('No processing activities yet')}
      actions={
        <>
          <Button onClick={onAdd}>{say('Add the first')}</Button>
          <Button variant="default" onClick={onImport}>
            {say('Import…')}
          </Button>
        </>
      }
    >
      {say(
        'Records of processing (Art. 30 GDPR) are made from here: say what data are processed for and by which datasets, and the catalog shows beside it which categories, recipients and sources it knows.',
      )}{' '}
      {personalDatasets > 0
        ? say('{datasets, plural, one {# dataset holds} other {# datasets hold}} personal data so far.', {
            datasets: personalDatasets,
          })
        : ''}
    </EmptyState>
  );
}
