import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ActivityView, DerivedView } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { countryName } from '../../../shared/countries.ts';
import { useEntryNames } from '../../registers/use-registers.ts';
import { durationWords } from '../../stewardship/model/kinds.ts';
import { namesIn, rowsIn, textIn } from './model/draft.ts';
import classes from './processing.module.css';
import { say, sayIn } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

type System = DerivedView['recipients'][number];

/** Lines of one cell; the rest is counted. */
const SHOWN = 12;

function shown(lines: readonly string[]): string {
  if (lines.length <= SHOWN) return lines.join('\n');
  return [
    ...lines.slice(0, SHOWN),
    say('{shown, number} of {total, number}', { shown: SHOWN, total: lines.length }),
  ].join('\n');
}

const systemLine = ({ namespace, datasets, stated, path }: System) =>
  `${stated.length > 0 ? `${stated.join(', ')}: ` : ''}${namespace} (${say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets })}: ${path.join(' → ')})`;

const categoryLine = ({ key, name, columns, special }: DerivedView['categories'][number]) => {
  const facts = [
    say('{columns, plural, one {# column} other {# columns}}', { columns }),
    special && say('special'),
  ];
  return `${key === 'user' ? told(name) : key} (${facts.filter(Boolean).join(', ')})`;
};

const within = (words: string, datasets: number) =>
  `${words} (${say('{datasets, plural, one {# dataset} other {# datasets}}', { datasets })})`;

/** What people state of an activity, and beside it what the catalog knows from its datasets. */
export function Beside({ view: { stated, derived } }: { view: ActivityView }) {
  const nameOf = useEntryNames();
  const wordsOf = useWords();
  const rows: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    [
      say('Purposes'),
      namesIn(stated['purposes']).map((key) => nameOf('purpose', key)),
      derived.purposes.map(({ name, datasets }) => within(name, datasets)),
    ],
    [
      say('Legal basis'),
      namesIn(stated['legalBases']).map((key) => wordsOf('legalBases', key)),
      derived.legalBases.map(({ words, datasets }) => within(told(words), datasets)),
    ],
    [
      say('Data subjects'),
      namesIn(stated['subjects']),
      derived.subjects.map(({ key, datasets }) => within(key, datasets)),
    ],
    [say('Categories'), namesIn(stated['categories']), derived.categories.map(categoryLine)],
    [
      say('Recipients'),
      rowsIn(stated['recipients']).map((row) =>
        [
          row['organisation'],
          row['role'] && wordsOf('recipients.role', row['role']),
          row['country'] && countryName(row['country']),
        ]
          .filter(Boolean)
          .join(', '),
      ),
      derived.recipients.map(systemLine),
    ],
    [
      say('Transfers'),
      rowsIn(stated['transfers']).map((row) =>
        [
          row['country'] && countryName(row['country']),
          row['recipient'],
          row['instrument'] && wordsOf('transfers.instrument', row['instrument']),
        ]
          .filter(Boolean)
          .join(', '),
      ),
      [],
    ],
    [
      say('Retention'),
      rowsIn(stated['retentions']).map(
        ({ what = '', period = '', note = '' }) =>
          `${what}: ${[period && durationWords(period), note].filter(Boolean).join(', ')}`,
      ),
      derived.retentions.map(({ period, datasets }) => within(durationWords(period) ?? period, datasets)),
    ],
    [say('Sources'), [textIn(stated['source'])].filter(Boolean), derived.sources.map(systemLine)],
    [
      say('Location'),
      [textIn(stated['locations'])].filter(Boolean),
      derived.systems.map(({ namespace, datasets }) => within(namespace, datasets)),
    ],
    [say('Models reached'), [], derived.models.map(({ path }) => path.join(' → '))],
  ];
  return (
    <section aria-label={say('Stated, and known in the catalog')}>
      <table className={classes.both}>
        <thead>
          <tr>
            <th scope="col">{say('What')}</th>
            <th scope="col">{sayIn('answer', 'Stated')}</th>
            <th scope="col">{say('In the catalog')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([what, said, known]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{said.length === 0 ? <None /> : shown(said)}</td>
              <td>{known.length === 0 ? <None /> : shown(known)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function None() {
  return (
    <Text span size="sm" c="dimmed">
      –
    </Text>
  );
}

/** Words of keys, by field or `field.part`. */
function useWords(): (field: string, key: string) => string {
  const { data } = useQuery(orpc.processing.vocabulary.queryOptions({ staleTime: Infinity }));
  return (field, key) => {
    const [name, part] = field.split('.');
    const found = data?.activity.find((one) => one.name === name);
    const options =
      part === undefined ? found?.options : found?.parts.find((one) => one.name === part)?.options;
    return told(options?.find(({ value }) => value === key)?.label) ?? key;
  };
}
