/** inbox: what waits for a decision, and deciding it. */
import { counted } from '../../catalog/counted.ts';
import { INBOX_KINDS, type InboxKind, type OwnerValue } from '../../contract/index.ts';
import { UsageError, withCatalog, type ExitCode, type Face, type GlobalOptions } from '../face.ts';
import { pages } from '../pages.ts';
import { print, printJson, printTable, shownOf } from '../print.ts';

/** How soon to ask again while columns are being classified. Milliseconds. */
const AGAIN = 100;

interface InboxOptions extends GlobalOptions {
  readonly kind?: string;
  /** Key of one group whose things are listed. */
  readonly group?: string;
  /** With JSON: the things of every group, too. */
  readonly things?: boolean;
  readonly limit: number;
}

/** Groups, or the things of one group. */
export async function inboxList(options: InboxOptions): Promise<ExitCode> {
  const kind = options.kind === undefined ? undefined : kindNamed(options.kind);
  return withCatalog(options, false, async (face) => {
    if (options.group !== undefined) return showItems(face, options.group, options.limit);
    const found = await wholeInbox(face);
    const groups = found.groups.filter((one) => kind === undefined || one.kind === kind);
    if (face.json) {
      const listed = options.things ? await withThings(face, groups) : groups;
      printJson({ ...found, groups: listed });
      return 0;
    }
    const shown = groups.slice(0, options.limit);
    printTable(
      ['kind', 'question', 'where', 'certainty', 'key'],
      shown.map((one) => [one.kind, one.title, one.size, certainty(one.confidence), one.key]),
    );
    const { reviewed, datasets } = found.progress;
    print('', shownOf(shown.length, groups.length, 'group'));
    print(`Reviewed ${reviewed} of ${counted(datasets, 'dataset')}.`);
    return 0;
  });
}

async function withThings<Group extends { readonly key: string; readonly count: number }>(
  { client }: Face,
  groups: readonly Group[],
) {
  const listed = [];
  for (const group of groups) {
    const { items } = await pages(Infinity, (page) => client.inbox.items({ key: group.key, ...page }));
    listed.push({ ...group, items });
  }
  return listed;
}

async function showItems({ client, json }: Face, key: string, limit: number): Promise<ExitCode> {
  const found = await pages(limit, (page) => client.inbox.items({ key, ...page }));
  if (json) printJson(found);
  else {
    for (const { key: item, title, reasons, sides } of found.items) {
      print(`${title}  (${item})`);
      for (const reason of reasons) print(`    ${reason}`);
      for (const side of sides)
        print(`    ${side.who}: ${side.value}${side.evidence === null ? '' : ` (${side.evidence})`}`);
    }
    print('', shownOf(found.items.length, found.total, 'thing'));
  }
  return 0;
}

export async function inboxDecide(
  keys: readonly string[],
  decision: 'confirm' | 'refuse',
  options: GlobalOptions & {
    readonly kind?: string;
    readonly except?: readonly string[];
    readonly owner?: string;
    readonly email?: string;
    readonly role?: string;
    readonly reason?: string;
  },
): Promise<ExitCode> {
  if (keys.length === 0 && options.kind === undefined)
    throw new UsageError('Name groups by their keys, as `headwater inbox` lists them, or all of a --kind.');
  const kind = options.kind === undefined ? undefined : kindNamed(options.kind);
  return withCatalog(options, false, async (face) => {
    const { groups } = await wholeInbox(face);
    const known = new Set(groups.map(({ key }) => key));
    const stranger = keys.find((key) => !known.has(key));
    if (stranger !== undefined)
      throw new UsageError(`Nothing of "${stranger}" is open. Try: headwater inbox`);
    const all = [...new Set([...keys, ...groups.filter((one) => one.kind === kind).map(({ key }) => key)])];
    if (all.length === 0) throw new UsageError(`Nothing of this kind waits for a decision.`);
    const owner = ownerNamed(options);
    const result = await face.client.inbox.decide({
      chosen: all.map((key) => ({ key, ...(options.except ? { exceptItems: [...options.except] } : {}) })),
      decision,
      ...(owner ? { owner } : {}),
      ...(options.reason === undefined ? {} : { reason: options.reason }),
    });
    if (face.json) printJson(result);
    else if (result.revision === null) print('Nothing had to change.');
    else print(`${result.label}. Revision ${result.revision}.`);
    return 0;
  });
}

function kindNamed(text: string): InboxKind {
  const kind = INBOX_KINDS.find((one) => one === text);
  if (!kind) throw new UsageError(`"${text}" is no kind of question; there are ${INBOX_KINDS.join(', ')}.`);
  return kind;
}

function ownerNamed(options: {
  readonly owner?: string;
  readonly email?: string;
  readonly role?: string;
}): OwnerValue | null {
  const { owner, email = null, role = 'business owner' } = options;
  return owner === undefined ? null : { name: owner, email, role };
}

/** All of it: columns may have to be classified first. */
async function wholeInbox({ client }: Face) {
  for (;;) {
    const found = await client.inbox.groups();
    if (found.working === null) return found;
    await new Promise((resolve) => setTimeout(resolve, AGAIN));
  }
}

function certainty(range: { readonly least: number; readonly most: number } | null): string {
  return range === null ? '-' : `${Math.round(100 * range.most)} %`;
}
