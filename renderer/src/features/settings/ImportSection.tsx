import { Switch } from '@mantine/core';
import type { Settings } from '../../../../contract/index.ts';
import { Section } from '../../shared/Section.tsx';
import { say } from '../../shared/language/say.ts';

interface Props {
  rule: Settings['sqlLiterals'];
  onChange: (change: Pick<Settings, 'sqlLiterals'>) => void;
}

/** What imports keep out of the catalog. */
export function ImportSection({ rule, onChange }: Props) {
  return (
    <Section title={say('Imports')}>
      <Switch
        label={say('Hide every text and number in imported SQL')}
        description={say(
          'Otherwise only those that look like personal data or secrets are hidden. Holds for OpenLineage events that are imported from now on.',
        )}
        checked={rule === 'all'}
        onChange={(event) => onChange({ sqlLiterals: event.currentTarget.checked ? 'all' : 'suspicious' })}
      />
    </Section>
  );
}
