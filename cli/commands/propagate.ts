/** propagate: tags along lineage; what would change, applying it, what if, why, and people's words on it. */
import { tagText } from '../../catalog/privacy/propagate/tags.ts';
import { selectionText } from '../../catalog/privacy/propagate/decide.ts';
import type { PropagationHop, PropagationPlace } from '../../contract/index.ts';
import { UsageError, withCatalog, type ExitCode, type Face, type GlobalOptions } from '../face.ts';
import { momentNamed, momentRefused } from '../moments.ts';
import { endNamed, pairs, ruleNamed, tagNamed, tagWord } from './propagate-names.ts';
import { pages, type Listed } from '../pages.ts';
import { print, printJson, printTable, shownOf } from '../print.ts';
import { because, done } from './targets.ts';

export interface PropagateOptions extends GlobalOptions {
  readonly whatIf?: boolean;
  readonly apply?: boolean;
  readonly add?: string[];
  readonly remove?: string[];
  readonly block?: string[];
  readonly unblock?: number[];
  readonly carry?: string[];
  readonly dontCarry?: string[];
  readonly only?: string[];
  readonly limit: number;
  readonly reason?: string;
  readonly asOf?: string;
}

/** Without options: what applying would change, and what a person has to look at. Writes nothing. */
export async function propagateCommand(options: PropagateOptions): Promise<ExitCode> {
  const words = [
    options.add,
    options.remove,
    options.block,
    options.unblock,
    options.carry,
    options.dontCarry,
  ];
  const asks = words.some((list) => list !== undefined && list.length > 0);
  if (options.apply && (options.whatIf || asks))
    throw new UsageError('--apply stores what follows now; ask --what-if without it.');
  if (asks && !options.whatIf)
    throw new UsageError(
      '--add, --remove, --block, --unblock, --carry and --dont-carry only ask: give --what-if, too.',
    );
  if (options.apply && options.asOf !== undefined)
    throw new UsageError('The past cannot be changed; leave --as-of out.');
  if (options.whatIf && options.asOf !== undefined)
    throw new UsageError('What if is asked of the catalog as it is now; leave --as-of out.');
  if (!options.apply && (options.only ?? options.reason) !== undefined)
    throw new UsageError('--only and --reason say what --apply stores and why; give --apply, too.');
  return withCatalog(options, false, async (face) => {
    if (options.apply)
      return done(
        await face.client.propagation.apply({
          only: (options.only ?? []).map(ruleNamed),
          ...because(options),
        }),
        face.json,
      );
    if (options.whatIf && asks) return showWhatIf(face, options);
    return showState(face, options);
  });
}

async function showState({ client, json }: Face, options: PropagateOptions): Promise<ExitCode> {
  const at = options.asOf === undefined ? {} : { at: momentNamed(options.asOf) };
  try {
    const overview = await client.propagation.overview(at);
    const list = async (show: 'new' | 'retracted' | 'review') =>
      pages(options.limit, (page) => client.propagation.tags({ ...at, show, ...page }));
    const [added, retracted, review] = [await list('new'), await list('retracted'), await list('review')];
    const found = await pages(options.limit, (page) => client.propagation.findings({ ...at, ...page }));
    if (json) printJson({ ...overview, new: added, toRetract: retracted, review, conflicts: found });
    else {
      section('Would be carried on', added, ['tag', 'to', 'from', 'hops'], ({ tag, place, cause, hops }) => [
        tagText(tag),
        placeName(place),
        cause ? placeName(cause) : '',
        String(hops ?? ''),
      ]);
      section(
        'Would be taken back, no longer follows',
        retracted,
        ['tag', 'on', 'was'],
        ({ tag, place, why }) => [tagText(tag), placeName(place), why.join('; ')],
      );
      section('For review', review, ['tag', 'on', 'from', 'why'], ({ tag, place, cause, why }) => [
        tagText(tag),
        placeName(place),
        cause ? placeName(cause) : '',
        why.join('; '),
      ]);
      section(
        'Contradictions',
        found,
        ['kind', 'tag', 'on', 'said there', 'way'],
        ({ kind, tag, place, said, more, hops }) => [
          kind,
          tagText(tag),
          `${placeName(place)}${more > 0 ? ` and ${more} more` : ''}`,
          said,
          wayText(hops),
        ],
      );
      const { added: fresh, retracted: gone, renewed, carried, reviews } = overview;
      print(
        `${carried} tags are carried on: ${fresh} of them new, ${gone} to take back, ${renewed} from another cause; ${reviews.columns + reviews.datasets} to review. Nothing was stored.`,
      );
    }
    return found.total > 0 ? 1 : 0;
  } catch (error) {
    throw momentRefused(error);
  }
}

async function showWhatIf({ catalog, client, json }: Face, options: PropagateOptions): Promise<ExitCode> {
  const rule = (carries: boolean) => (text: string) => ({ ...ruleNamed(text), carries });
  const found = await pages(options.limit, (page) =>
    client.propagation.whatIf({
      add: (options.add ?? []).map((text) => tagWord(catalog, text)),
      remove: (options.remove ?? []).map((text) => tagWord(catalog, text)),
      block: pairs(options.block ?? []).map(([from, to]) => ({
        from: endNamed(catalog, from),
        to: endNamed(catalog, to),
      })),
      unblock: options.unblock ?? [],
      rules: [...(options.carry ?? []).map(rule(true)), ...(options.dontCarry ?? []).map(rule(false))],
      ...page,
    }),
  );
  if (json) printJson(found);
  else {
    section('Would be different', found, ['tag', 'on', 'now', 'then', 'from', 'hops'], (one) => [
      tagText(one.tag),
      placeName(one.place),
      one.before,
      one.after,
      placeName(one.cause),
      String(one.hops),
    ]);
    if (found.total === 0) print('Nothing would be different.');
    print('Nothing was stored.');
  }
  return 0;
}

export async function propagateExplain(
  name: string,
  options: GlobalOptions & { readonly tag?: string; readonly asOf?: string },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ catalog, client, json }) => {
    const target = endNamed(catalog, name);
    if (!target) throw new UsageError('Name a dataset, or a column as <dataset>:<column>.');
    try {
      const found = await client.propagation.explain({
        target,
        ...(options.tag === undefined ? {} : { tag: tagNamed(options.tag) }),
        ...(options.asOf === undefined ? {} : { at: momentNamed(options.asOf) }),
      });
      if (json) printJson(found);
      else if (found.length === 0) print('No tag comes there along lineage.');
      else
        for (const { tag, strength, cause, hops } of found) {
          print(
            `${tagText(tag)}: ${strength === 'carried' ? 'carried on' : 'for review'}, of ${placeName(cause)}`,
          );
          printTable(
            ['  from', 'to', 'passes', 'job', 'known by'],
            hops.map((hop) => [
              `  ${placeName(hop.from)}`,
              placeName(hop.to),
              [hop.passes, ...hop.why].join('; '),
              hop.job ?? '-',
              hop.basis.join(', '),
            ]),
          );
        }
      return found.length === 0 ? 1 : 0;
    } catch (error) {
      throw momentRefused(error);
    }
  });
}

/** `from` or `to` may be `-`: everything. */
export async function propagateBlock(
  from: string,
  to: string,
  options: GlobalOptions & { readonly tag?: string; readonly reason?: string },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ catalog, client, json }) => {
    const block = {
      from: endNamed(catalog, from),
      to: endNamed(catalog, to),
      ...(options.tag === undefined ? {} : ruleNamed(options.tag)),
    };
    if (!block.from && !block.to) throw new UsageError('Name at least one end; - stands for everything.');
    return done(await client.propagation.block({ block, ...because(options) }), json);
  });
}

export async function propagateUnblock(
  ids: readonly number[],
  options: GlobalOptions & { readonly reason?: string },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) =>
    done(await client.propagation.unblock({ ids: [...ids], ...because(options) }), json),
  );
}

export async function propagateCarry(
  tags: readonly string[],
  carries: boolean | null,
  options: GlobalOptions & { readonly reason?: string },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) =>
    done(
      await client.propagation.setPolicy({
        rules: tags.map((text) => ({ ...ruleNamed(text), carries })),
        ...because(options),
      }),
      json,
    ),
  );
}

export async function propagatePolicy(options: GlobalOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const { shipped, rules, blocks } = await client.propagation.policy({});
    if (json) printJson({ shipped, rules, blocks });
    else {
      printTable(
        ['tags', 'carried', 'said by', 'why'],
        [
          ...shipped.map((rule) => [selectionText(rule), rule.carries ? 'yes' : 'no', 'as shipped', '']),
          ...rules.map((rule) => [
            selectionText(rule),
            rule.carries ? 'yes' : 'no',
            rule.actor,
            rule.reason ?? '',
          ]),
        ],
      );
      print('');
      if (blocks.length === 0) print('Nothing is held up anywhere.');
      else
        printTable(
          ['block', 'from', 'to', 'tags', 'closes', 'said by', 'why'],
          blocks.map((one) => [
            String(one.id),
            one.fromPlace ? placeName(one.fromPlace) : '-',
            one.toPlace ? placeName(one.toPlace) : '-',
            selectionText(one),
            `${one.closes} links`,
            one.actor,
            one.reason ?? '',
          ]),
        );
    }
    return 0;
  });
}

/** Each given as `<place>=<tag>`. */
export async function propagateDecide(
  items: readonly string[],
  decision: 'accept' | 'refuse',
  options: GlobalOptions & { readonly reason?: string },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ catalog, client, json }) =>
    done(
      await client.propagation.decide({
        items: items.map((text) => tagWord(catalog, text)),
        decision,
        ...because(options),
      }),
      json,
    ),
  );
}

function section<Item>(
  title: string,
  { total, items }: Listed<Item>,
  headers: readonly string[],
  row: (item: Item) => string[],
): void {
  if (total === 0) return;
  print(`${title} (${shownOf(items.length, total, 'in all', 'in all')}):`);
  if (items.length > 0)
    printTable(
      headers.map((one, i) => (i === 0 ? `  ${one}` : one)),
      items.map(row).map(([first, ...rest]) => [`  ${first ?? ''}`, ...rest]),
    );
  print('');
}

function placeName({ dataset, column }: PropagationPlace): string {
  return column ? `${dataset.name}:${column.path.join('.')}` : dataset.name;
}

function wayText(hops: readonly PropagationHop[]): string {
  const [first] = hops;
  return first ? [first.from, ...hops.map(({ to }) => to)].map(placeName).join(' > ') : '';
}
