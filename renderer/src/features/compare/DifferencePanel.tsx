import { Spoiler, Table, Text, Title } from '@mantine/core';
import type { CompareAspect, CompareValue, Difference } from '../../../../contract/index.ts';
import { instant } from '../../shared/format.ts';
import { AnchorLink } from '../../shared/links.tsx';
import { DatasetLink, JobLink } from '../jobs/pieces.tsx';
import { CHANGE_NAMES, itemWords, titleOf, valueText, valueWords } from './model/words.ts';
import { ChangeSign, Weight } from './pieces.tsx';
import classes from './compare.module.css';
import { say, sayIn } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

/** Longer lists are cut, and say so. */
const ITEMS_SHOWN = 200;

/** One difference with both sides next to each other. */
export function DifferencePanel({
  of,
  names,
}: {
  readonly of: Difference;
  readonly names: readonly [string, string];
}) {
  return (
    <section className={classes.panel} aria-label={say('Difference: {title}', { title: titleOf(of) })}>
      <Title order={2} size="h4" className={classes.panelTitle}>
        <ChangeSign change={of.change} /> {titleOf(of)}
      </Title>
      {of.change === 'unchanged' ? null : (
        <Text size="sm" component="p" m={0}>
          {CHANGE_NAMES[of.change]} · <Weight of={of} />
        </Text>
      )}
      {of.reasons.length > 0 ? (
        <ul className={classes.reasons}>
          {of.reasons.map(({ rule, text }) => (
            <li key={rule}>{told(text)}</li>
          ))}
        </ul>
      ) : null}
      <Where of={of} names={names} />
      {of.aspects.length > 0 ? <Sides of={of} names={names} /> : null}
      {of.alike.length > 0 ? <Alike of={of} /> : null}
    </section>
  );
}

/** What the difference is about, and whose doing it is. */
function Where({ of, names }: { readonly of: Difference; readonly names: readonly [string, string] }) {
  const { subject } = of;
  return (
    <dl className={classes.facts}>
      {subject.on === 'dataset' ? (
        <Fact name={say('Dataset')} value={<DatasetLink dataset={subject} />} />
      ) : null}
      {subject.on === 'job' ? <Fact name={say('Job')} value={<JobLink job={subject} />} /> : null}
      {subject.on === 'edge' ? (
        <>
          <Fact name={sayIn('an edge', 'From')} value={<DatasetLink dataset={subject.from} />} />
          <Fact name={sayIn('an edge', 'To')} value={<DatasetLink dataset={subject.to} />} />
        </>
      ) : null}
      {subject.on === 'reads' || subject.on === 'writes' ? (
        <>
          <Fact name={say('Job')} value={<JobLink job={subject.job} />} />
          <Fact
            name={
              subject.on === 'reads' ? sayIn('what a job does', 'Reads') : sayIn('what a job does', 'Writes')
            }
            value={<DatasetLink dataset={subject.dataset} />}
          />
        </>
      ) : null}
      {([of.before, of.after] as const).map((run, side) =>
        run ? (
          <Fact
            key={side}
            name={names[side]!}
            value={
              <AnchorLink to="/run/$id" params={{ id: String(run.id) }} size="sm">
                {run.at ? say('Run at {time}', { time: instant(run.at) }) : run.runId}
              </AnchorLink>
            }
          />
        ) : null,
      )}
    </dl>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Sides({ of, names }: { readonly of: Difference; readonly names: readonly [string, string] }) {
  return (
    <div
      className={classes.scrollX}
      tabIndex={0}
      role="region"
      aria-label={say('Both sides, scrolls sideways')}
    >
      <Table verticalSpacing={4} fz="sm" className={classes.sides}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('What')}</Table.Th>
            <Table.Th>{names[0]}</Table.Th>
            <Table.Th>{names[1]}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {of.aspects.map((aspect) => {
            const listed = aspect.added.length > 0 || aspect.removed.length > 0;
            return (
              <Table.Tr key={aspect.aspect}>
                <Table.Th scope="row">{told(aspect.label)}</Table.Th>
                <Table.Td>
                  {listed && aspect.before !== null ? (
                    <Marked
                      items={aspect.removed}
                      change="removed"
                      of={aspect.before}
                      aspect={aspect.aspect}
                    />
                  ) : (
                    <Value value={valueWords(aspect.aspect, aspect.before)} />
                  )}
                </Table.Td>
                <Table.Td>
                  {listed && aspect.after !== null ? (
                    <Marked items={aspect.added} change="added" of={aspect.after} aspect={aspect.aspect} />
                  ) : (
                    <Value value={valueWords(aspect.aspect, aspect.after)} />
                  )}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** Of a list, what only this side has; the rest is counted. */
function Marked({
  items,
  change,
  of,
  aspect,
}: {
  readonly items: readonly string[];
  readonly change: 'added' | 'removed';
  readonly of: CompareValue;
  readonly aspect: CompareAspect;
}) {
  const whole = Array.isArray(of) ? of.length : 0;
  const alike = whole - items.length;
  return (
    <>
      {items.length > 0 ? (
        <ul className={classes.marked}>
          {items.slice(0, ITEMS_SHOWN).map((item) => (
            <li key={item} data-change={change}>
              {itemWords(aspect, item)}
            </li>
          ))}
        </ul>
      ) : null}
      <Text size="xs" c="dimmed">
        {[
          items.length > ITEMS_SHOWN
            ? say('{shown, number} of {total, number} are shown', { shown: ITEMS_SHOWN, total: items.length })
            : null,
          alike > 0 ? say('{alike, number} alike', { alike }) : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
    </>
  );
}

function Value({ value }: { readonly value: CompareValue }) {
  if (value === null)
    return (
      <Text size="sm" c="dimmed" span>
        {say('not told')}
      </Text>
    );
  if (typeof value === 'string' && value.length > 200)
    return (
      <Spoiler maxHeight={120} showLabel={say('Show all')} hideLabel={say('Show less')}>
        <pre className={classes.code}>{value}</pre>
      </Spoiler>
    );
  return <span className={classes.value}>{valueText(value)}</span>;
}

function Alike({ of }: { readonly of: Difference }) {
  return (
    <details className={classes.alike} open={of.change !== 'changed'}>
      <summary>
        {of.change === 'changed'
          ? say('Alike on both sides ({alike, number})', { alike: of.alike.length })
          : say('What is known of it ({facts, number})', { facts: of.alike.length })}
      </summary>
      <dl className={classes.facts}>
        {of.alike.map(({ aspect, label, value }) => (
          <Fact key={aspect} name={told(label)} value={<Value value={valueWords(aspect, value)} />} />
        ))}
      </dl>
    </details>
  );
}
