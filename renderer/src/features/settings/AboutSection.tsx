import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../shared/api.ts';
import { Section } from '../../shared/Section.tsx';
import { Licences } from './Licences.tsx';
import classes from './settings.module.css';
import { say, sayIn } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

const HOST_NAME = {
  electron: say('Desktop app'),
  loopback: say('Local server, this computer only'),
  cli: say('Command line'),
} as const;

/** By its own name. */
const LICENCE = 'Apache License 2.0';

/** Version, licences and the credit that others ask for. */
export function AboutSection() {
  const { data: info } = useQuery(orpc.system.info.queryOptions());
  const { data: taxonomy } = useQuery(orpc.stewardship.taxonomy.queryOptions());
  return (
    <Section title={sayIn('the app', 'About')}>
      <dl className={classes.facts}>
        <dt>{say('Version')}</dt>
        <dd>Headwater {info?.version ?? '…'}</dd>
        <dt>{say('Runs as')}</dt>
        <dd>{info ? HOST_NAME[info.host] : '…'}</dd>
        <dt>{say('Licence')}</dt>
        <dd lang="en">{LICENCE}</dd>
        <dt>{say('Network')}</dt>
        <dd>
          {say(
            'None, unless you ask for it: only “Collect from AWS” connects to anything, and it asks first. Events are taken from this computer only.',
          )}
        </dd>
      </dl>
      <Text size="sm" fw={600} mt="md">
        {say('Work of others')}
      </Text>
      <List size="sm" spacing={2}>
        <List.Item>
          {told(taxonomy?.attribution) ??
            say('Privacy taxonomy: fideslang by Ethyca, Creative Commons Attribution 4.0.')}
        </List.Item>
        <List.Item>
          {say(
            'Fonts in reports: Noto Sans, Noto Naskh Arabic and Noto Sans Hebrew, SIL Open Font License 1.1.',
          )}
        </List.Item>
        <List.Item>{say('Icons: Tabler Icons, MIT License.')}</List.Item>
        <List.Item>
          {say('Interface: Mantine, React Flow, TanStack, React and markdown-it, MIT License.')}
        </List.Item>
      </List>
      <Licences />
    </Section>
  );
}
