import { Anchor, Checkbox, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import classes from './browse.module.css';
import { count } from '../../shared/format.ts';
import { listedValues, type FacetValue } from './model/facet-values.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  name: string;
  values: readonly FacetValue[];
  chosen: readonly string[];
  /** What a chosen value is called that `values` does not list. */
  nameOf: (value: string) => string;
  /** How many values there are in all, where `values` is cut. */
  total?: number;
  onToggle: (value: string) => void;
}

/** Shown before "Show all". */
const SHORT = 8;

/** One filter of the sidebar: its values with how many hits each has. */
export function FacetGroup({ name, values, chosen, nameOf, total, onToggle }: Props) {
  const [all, setAll] = useState(false);
  const cut = total !== undefined && total > values.length;
  const everything = listedValues(values, chosen, nameOf, total);
  if (everything.length === 0) return null;
  const shown = all
    ? everything
    : everything.filter(({ value }, index) => index < SHORT || chosen.includes(value));
  return (
    <section role="group" aria-label={name} className={classes.facet}>
      <Title order={3} size="xs" mb={4}>
        {name}
      </Title>
      <Stack gap={0}>
        {shown.map((facet) => (
          <Group key={facet.value} className={classes.facetRow} gap={4} wrap="nowrap" justify="space-between">
            <Checkbox
              size="xs"
              classNames={{ root: classes.facetBox, body: classes.facetBody, label: classes.facetLabel }}
              label={facet.name}
              title={facet.value}
              checked={chosen.includes(facet.value)}
              onChange={() => onToggle(facet.value)}
            />
            {facet.count !== null && (
              <Text size="xs" c="dimmed" className={classes.count}>
                {count(facet.count)}
              </Text>
            )}
          </Group>
        ))}
      </Stack>
      {everything.length > SHORT && (
        <Anchor component="button" type="button" size="xs" onClick={() => setAll(!all)}>
          {all ? say('Show fewer') : say('Show all {values}', { values: everything.length })}
        </Anchor>
      )}
      {cut && (
        <Text size="xs" c="dimmed">
          {say('The {values} largest of {total, number}.', { values: values.length, total })}
        </Text>
      )}
    </section>
  );
}
