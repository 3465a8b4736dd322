/** What the pages of questions have in common. */
import { Badge, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { DatasetRef, QuestionFile } from '../../../../contract/index.ts';
import { host } from '../../shared/host.ts';
import { namesOf } from '../../shared/names.ts';
import { fromBase64 } from '../../shared/base64.ts';
import { sayError } from '../../shared/say-error.ts';
import { DatasetLink } from '../jobs/pieces.tsx';
import classes from './questions.module.css';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** Has the engine write a file and hands it to the person. */
export function useSaveFile() {
  return useMutation({
    mutationFn: async (make: () => Promise<QuestionFile>) => {
      const { name, mediaType, base64 } = await make();
      return (await host.save(name, mediaType, fromBase64(base64))) ? name : null;
    },
    onSuccess: (name) => {
      if (name !== null) notifications.show({ message: say('{name} was written.', { name }) });
    },
    onError: sayError,
  });
}

export function CriticalBadge() {
  return (
    <Badge size="sm" color="red">
      {say('critical')}
    </Badge>
  );
}

export function NamedDataset({ dataset }: { dataset: DatasetRef & { readonly critical?: boolean } }) {
  return (
    <Group gap={6} wrap="nowrap">
      <DatasetLink dataset={dataset} />
      {dataset.critical ? <CriticalBadge /> : null}
    </Group>
  );
}

interface Numbers {
  readonly [name: string]: ReactNode;
}

/** Numbers over a page, each with its name. */
export function Facts({ of }: { of: Numbers }) {
  return (
    <dl className={classes.facts}>
      {Object.entries(of).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** `raw_orders → stg_orders → orders`. */
export function wayText(way: readonly (DatasetRef & { readonly column?: string | null })[]): string {
  return way
    .map((one) => (one.column ? `${namesOf(one).leaf}.${one.column}` : namesOf(one).leaf))
    .join(' → ');
}

export function Rules({ rules }: { rules: readonly string[] }) {
  return (
    <ul className={classes.rules}>
      {rules.map((rule) => (
        <li key={rule}>{told(rule)}</li>
      ))}
    </ul>
  );
}

/** A count that may be the least it can be. */
export function atLeast(exact: boolean, number: string): string {
  return exact ? number : say('at least {number}', { number });
}

/** What stands in for an answer until it is there. */
export const ANSWER_BARS = [60, 260];
