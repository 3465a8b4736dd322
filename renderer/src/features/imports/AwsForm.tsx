import { Autocomplete, Button, Checkbox, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { AwsPlan } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { startAws } from './aws-job.ts';
import { Say } from '../../shared/language/Say.tsx';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** Suggestions; any region can be typed. */
const REGIONS = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-south-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'ap-northeast-1',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'sa-east-1',
];

const EXAMPLE_REGION = 'eu-west-1';
const REGION = /^[a-z]{2}(?:-[a-z]{2,10}){1,3}-\d{1,2}$/;

/** Asks what to collect, says what that would do, and connects only when the person agrees. */
export function AwsForm({ cancelled }: { cancelled: boolean }) {
  const [region, setRegion] = useState('');
  const [profile, setProfile] = useState('');
  const [details, setDetails] = useState(false);
  const known = REGION.test(region.trim());
  const input = {
    region: region.trim(),
    details,
    ...(profile.trim() === '' ? {} : { profile: profile.trim() }),
  };
  const plan = useQuery(orpc.aws.plan.queryOptions({ input, enabled: known }));
  return (
    <Stack gap="sm">
      <Text size="sm">
        {say(
          'Headwater works offline. This is the one place where it can connect to AWS, and it does so only when you press Connect below.',
        )}
      </Text>
      {cancelled ? (
        <Text size="sm" role="status">
          {say('The collection was cancelled; nothing of it was kept.')}
        </Text>
      ) : null}
      <Group grow align="flex-start">
        <Autocomplete
          label={say('Region')}
          placeholder={EXAMPLE_REGION}
          // A region typed in full needs no suggestion, which would cover what is below.
          data={REGIONS.includes(region.trim()) ? [] : REGIONS}
          maxLength={64}
          data-autofocus
          value={region}
          onChange={setRegion}
          error={
            region !== '' && !known ? say('A region such as {region}', { region: EXAMPLE_REGION }) : null
          }
        />
        <TextInput
          label={say('Profile (optional)')}
          description={say('Of the AWS configuration on this machine')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={256}
          value={profile}
          onChange={(event) => setProfile(event.currentTarget.value)}
        />
      </Group>
      <Checkbox
        label={say('Details of every table')}
        description={say('Partitions, versions, statistics and tags: several calls for each table')}
        checked={details}
        onChange={(event) => setDetails(event.currentTarget.checked)}
      />
      {known && plan.error ? <ErrorState error={plan.error} /> : null}
      {known && plan.data ? <Plan plan={plan.data} /> : null}
      <Group justify="flex-end">
        <Button disabled={!known || !plan.data} onClick={() => void startAws(input)}>
          {say('Connect and collect')}
        </Button>
      </Group>
    </Stack>
  );
}

const bold = (inside: ReactNode) => <b>{inside}</b>;

function Plan({ plan }: { plan: AwsPlan }) {
  return (
    <Stack gap={6} component="section" aria-label={say('What this connects to and reads')}>
      <Lines title={say('It connects to')} lines={plan.endpoints} />
      <Text size="sm">
        <Say text="<b>With</b> {credentials}" values={{ credentials: told(plan.credentials), b: bold }} />
      </Text>
      <Lines title={say('It reads')} lines={plan.reads.map((line) => told(line))} />
    </Stack>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <div>
      <Text size="sm" fw={700}>
        {title}
      </Text>
      <List size="sm">
        {lines.map((line) => (
          <List.Item key={line} style={{ overflowWrap: 'anywhere' }}>
            {line}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
