import { Button, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { datasetKindSchema } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { KindIcon } from '../../shared/KindIcon.tsx';
import { AnchorLink } from '../../shared/links.tsx';
import { contextOf, fullNameOf, namesOf } from '../../shared/names.ts';
import { Loading } from '../../shared/Loading.tsx';
import classes from './LineagePage.module.css';
import { DatasetPicker } from './panels/DatasetPicker.tsx';
import { withRoots, type Update } from './state/view-state.ts';
import { Say } from '../../shared/language/Say.tsx';
import { say } from '../../shared/language/say.ts';

function Suggestions({ onPick }: { readonly onPick: (id: number) => void }) {
  const { data, error, isPending, refetch } = useQuery(orpc.system.home.queryOptions());
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Loading what={say('suggestions')} bars={[200]} />;
  if (data.counts.datasets === 0) {
    return (
      <div>
        <Text size="sm">{say('The catalog holds no datasets yet.')}</Text>
        <Button renderRoot={(props) => <Link {...props} to="/import" />} mt="sm" variant="default">
          {say('Import a source')}
        </Button>
      </div>
    );
  }
  if (data.suggestions.length === 0)
    return <Text size="sm">{say('Type a part of a name to find a dataset.')}</Text>;
  return (
    <section aria-labelledby="lineage-suggestions">
      <Text size="sm" fw={600} component="h2" id="lineage-suggestions" mb={4}>
        {say('Well connected')}
      </Text>
      <ul className={classes.suggestions}>
        {data.suggestions.map((dataset) => {
          const kind = datasetKindSchema.safeParse(dataset.kind);
          return (
            <li key={dataset.id}>
              <UnstyledButton
                className={classes.suggestion}
                title={fullNameOf(dataset)}
                onClick={() => onPick(dataset.id)}
              >
                {kind.success ? <KindIcon kind={kind.data} size={18} /> : null}
                <span style={{ flex: 1, minWidth: 0 }}>
                  <Text size="sm" truncate>
                    {namesOf(dataset).leaf}
                  </Text>
                  <Text size="xs" c="dimmed" truncate>
                    {contextOf(dataset)}
                  </Text>
                </span>
                <Text size="xs" c="dimmed">
                  {say('{upstream, number} upstream, {downstream, number} downstream', {
                    upstream: dataset.upstream,
                    downstream: dataset.downstream,
                  })}
                </Text>
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The lineage page without a dataset: choose one. */
export function RootChooser({ update }: { readonly update: Update }) {
  useDocumentTitle(`${say('Lineage')} · Headwater`);
  const pick = (id: number) => update((state) => withRoots(state, [id]));
  const map = (inside: ReactNode) => (
    <AnchorLink to="/map" underline="always">
      {inside}
    </AnchorLink>
  );
  return (
    <div className={classes.chooser}>
      <Stack gap="md">
        <div>
          <Title order={1} size="h3">
            {say('Lineage')}
          </Title>
          <Text size="sm" c="dimmed">
            <Say
              text="Lineage is drawn around a dataset: where its data comes from, and what depends on it. <map>The map</map> shows the whole catalog."
              values={{ map }}
            />
          </Text>
        </div>
        <DatasetPicker label={say('Around which dataset?')} onPick={pick} autoFocus>
          <Suggestions onPick={pick} />
        </DatasetPicker>
      </Stack>
    </div>
  );
}
