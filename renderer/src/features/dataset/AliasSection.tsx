import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { Alias } from '../../../../contract/index.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { useSteward } from '../stewardship/use-steward.ts';
import { contextOf, fullNameOf, namesOf } from '../../shared/names.ts';
import { AnchorLink } from '../../shared/links.tsx';
import classes from './dataset.module.css';
import { kindName, sourceName } from '../../shared/words.ts';
import { say, sayIn } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** Why two names are thought to mean one dataset, by what links them. */
const BASIS: Record<Alias['basis'], string> = {
  symlink: say('an event states that both names mean the same thing'),
  location: say('both point at the same storage location'),
  relation: say('both name the same relation of one database'),
  rename: say('a run renamed one into the other'),
  link: say('one source refers to the other by this name'),
  name: say('the names are alike, which alone proves nothing'),
  case: say('the names differ in letter case only'),
  mapping: say('their namespaces were mapped to each other'),
  columns: say('schema, table and most columns have the same names'),
  catalog: say('one can be read as a table of the other’s catalog'),
  path: say('both name the same path'),
};

/** Suggestions that a person has to decide; the names that are joined stand beside. */
export function AliasSection({ aliases }: { aliases: readonly Alias[] }) {
  const suggested = aliases.filter(({ status }) => status === 'suggested');
  return suggested.length > 0 ? <Suggestions aliases={suggested} /> : null;
}

function Suggestions({ aliases }: { aliases: readonly Alias[] }) {
  const { decideAlias } = useSteward();
  const deciding = (aliasId: number, decision: 'join' | 'reject') =>
    decideAlias.isPending &&
    decideAlias.variables.aliasId === aliasId &&
    decideAlias.variables.decision === decision;
  return (
    <Paper withBorder p="sm" component="section" aria-label={say('Alias suggestions')}>
      <Title order={2} size="h6">
        {say('Is this the same dataset?')}
      </Title>
      <Text size="sm" c="dimmed">
        {say(
          'Joining makes one dataset of both: one lineage, one set of tags and owners. It can be undone. Rejecting keeps them apart for good.',
        )}
      </Text>
      <Stack gap="xs" mt="xs" role="list">
        {aliases.map((alias) => (
          <Group key={alias.id} role="listitem" justify="space-between" wrap="nowrap" gap="sm">
            <div className={classes.wrap}>
              <Text size="sm">
                {alias.dataset ? (
                  <AnchorLink
                    to="/dataset/$id"
                    params={{ id: String(alias.dataset.id) }}
                    title={fullNameOf(alias)}
                  >
                    {namesOf(alias).leaf}
                  </AnchorLink>
                ) : (
                  namesOf(alias).leaf
                )}{' '}
                <Text span c="dimmed" size="sm">
                  {say('in {place}', { place: contextOf(alias) })}
                </Text>{' '}
                {alias.dataset && (
                  <Badge variant="outline" color="gray" size="xs">
                    {kindName(alias.dataset.kind)}
                  </Badge>
                )}
              </Text>
              <Text size="xs" c="dimmed">
                {alias.reasons.length > 0
                  ? alias.reasons.map((reason) => told(reason)).join(' ')
                  : say('Suggested by {source}: {basis}.', {
                      source: sourceName(alias.origin),
                      basis: BASIS[alias.basis],
                    })}
              </Text>
            </div>
            <Group gap="xs" wrap="nowrap">
              <Button
                size="compact-sm"
                aria-label={say('Join {name}', { name: alias.name })}
                loading={deciding(alias.id, 'join')}
                disabled={decideAlias.isPending}
                onClick={() => decideAlias.mutate({ aliasId: alias.id, decision: 'join' })}
              >
                {sayIn('verb', 'Join')}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={say('Reject {name}', { name: alias.name })}
                loading={deciding(alias.id, 'reject')}
                disabled={decideAlias.isPending}
                onClick={() => decideAlias.mutate({ aliasId: alias.id, decision: 'reject' })}
              >
                {say('Reject')}
              </Button>
            </Group>
          </Group>
        ))}
      </Stack>
      {decideAlias.error && <ErrorState error={decideAlias.error} />}
    </Paper>
  );
}
