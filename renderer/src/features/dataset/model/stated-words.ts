/** What sources and people state of a dataset, in words. */
import { SENSITIVITY_LEVELS, type Stated, type TagValue } from '../../../../../contract/index.ts';
import { say, sayIn } from '../../../shared/language/say.ts';
import { sourceName } from '../../../shared/words.ts';
import { levelWord } from '../../lineage/model/words.ts';
import { labelText, roleName } from '../../stewardship/model/words.ts';

const GRADES: Readonly<Record<string, string>> = {
  low: sayIn('criticality', 'low'),
  medium: sayIn('criticality', 'medium'),
  high: sayIn('criticality', 'high'),
  critical: say('critical'),
};

const MARKS: Readonly<Record<string, string>> = {
  certified: sayIn('a mark on a dataset', 'certified'),
  deprecated: sayIn('a mark on a dataset', 'deprecated'),
};

function level(value: string): string {
  const known = SENSITIVITY_LEVELS.find((one) => one === value);
  return known ? levelWord(known) : value;
}

/** A kind of statement with its value, in the middle of a sentence. */
export function kindWords(kind: TagValue['kind'], value: string): string {
  switch (kind) {
    case 'sensitivity':
      return say('sensitivity {value}', { value: level(value) });
    case 'category':
      return say('category {value}', { value });
    case 'label':
      return say('label {value}', { value });
    case 'criticality':
      return say('criticality {value}', { value: GRADES[value] ?? value });
    case 'certification':
      return say('certification {value}', { value: MARKS[value] ?? value });
    case 'domain':
      return say('domain {value}', { value });
    case 'term':
      return say('term {value}', { value });
    case 'purpose':
      return say('purpose {value}', { value });
    case 'legal-basis':
      return say('legal-basis {value}', { value });
    case 'retention':
      return say('retention {value}', { value });
    case 'subject':
      return say('subject {value}', { value });
    case 'origin':
      return say('origin {value}', { value });
    case 'property':
      return say('property {value}', { value });
    case 'review':
      return sayIn('a look by a person', 'review');
  }
}

type Decided = Extract<Stated, { is: 'tag' | 'owner' }>;

function decided({ column, refused, rule, importRule }: Decided, what: string): string {
  const ruled =
    rule !== null
      ? say('{stated} (rule {rule})', { stated: what, rule })
      : importRule !== null
        ? say('{stated}, by import rule {rule}', { stated: what, rule: importRule })
        : what;
  const stated = onColumn(ruled, column);
  return refused ? say('refusal of {what}', { what: stated }) : stated;
}

const onColumn = (stated: string, column: string | null): string =>
  column === null ? stated : say('{stated} on {column}', { stated, column });

/** One statement: `column email`, `refusal of owner Ana (steward) on id`. */
export function statedWords(stated: Stated): string {
  switch (stated.is) {
    case 'source':
      return say('known to {source} as {id}', { source: sourceName(stated.source), id: stated.id });
    case 'alias':
      return say('alias {name}', { name: `${stated.namespace} ${stated.name}` });
    case 'column':
      return say('column {name}', { name: stated.column });
    case 'tag':
      return decided(stated, kindWords(stated.kind, labelText(stated)));
    case 'owner':
      return decided(
        stated,
        say('owner {name} ({role})', { name: stated.name, role: roleName(stated.role) }),
      );
    case 'description':
      return stated.column === null
        ? sayIn('a text about a dataset', 'description')
        : say('description of {column}', { column: stated.column });
    case 'property':
      return say('property {value}', { value: stated.key });
    case 'comment': {
      const number = String(stated.number);
      return onColumn(
        stated.settled ? say('comment {number} as settled', { number }) : say('comment {number}', { number }),
        stated.column,
      );
    }
    case 'test':
      return onColumn(say('test {name}', { name: stated.name }), stated.column);
    case 'edge':
      return stated.to
        ? say('edge to {name}', { name: stated.dataset })
        : say('edge from {name}', { name: stated.dataset });
    case 'column edge':
      return say('{from} of {dataset} → {to}', {
        from: stated.from,
        dataset: stated.dataset,
        to: stated.column,
      });
    case 'read':
      return stated.run === null
        ? say('read by {job}', { job: stated.job })
        : say('read by run {run} of {job}', { run: stated.run, job: stated.job });
    case 'written':
      return stated.run === null
        ? say('written by {job}', { job: stated.job })
        : say('written by run {run} of {job}', { run: stated.run, job: stated.job });
  }
}
