import { counted } from '../../catalog/counted.ts';
import {
  BREACH_ARRIVALS,
  BREACH_KINDS,
  BREACH_STATES,
  type BreachFields,
  type BreachNotice,
  type BreachStart,
  type BreachStartPart,
} from '../../contract/index.ts';
import {
  datasetNamed,
  UsageError,
  withCatalog,
  type ExitCode,
  type Face,
  type GlobalOptions,
} from '../face.ts';
import { pages } from '../pages.ts';
import { print, printJson, printTable, shownOf } from '../print.ts';
import { makeReport } from './report.ts';
import { because, done } from './targets.ts';

export interface NewOptions extends GlobalOptions {
  readonly aware: string;
  readonly zone: string;
  readonly jurisdiction: string;
  readonly place: string;
  readonly kind: string[];
  readonly namespace?: string[];
  readonly prefix?: string;
  readonly dataset?: string[];
  readonly job?: string[];
  readonly run?: string[];
  readonly credential?: string;
  readonly reference?: string;
  readonly title?: string;
  readonly exposedFrom?: string;
  readonly exposedUntil?: string;
  readonly latest?: boolean;
  readonly processor?: boolean;
}

export function breachNew(options: NewOptions): Promise<ExitCode> {
  return withCatalog(options, false, async (face) => {
    const { reference, title, exposedFrom, exposedUntil } = options;
    const made = await face.client.breaches.open({
      ...(reference === undefined ? {} : { reference }),
      ...(title === undefined ? {} : { title }),
      ...(exposedFrom === undefined ? {} : { exposedFrom }),
      ...(exposedUntil === undefined ? {} : { exposedUntil }),
      awareAt: options.aware,
      zone: options.zone,
      kinds: options.kind.map((kind) => oneOf(kind, BREACH_KINDS, 'kind of breach')),
      start: startOf(face, options),
      jurisdiction: options.jurisdiction,
      place: options.place,
      asOf: options.latest ? 'latest' : 'breach',
      role: options.processor ? 'processor' : 'controller',
    });
    return showBreach(face, made.reference);
  });
}

function startOf({ catalog }: Face, options: NewOptions): BreachStart {
  const { namespace = [], dataset = [], job = [], run = [], prefix = '', credential } = options;
  const parts: BreachStartPart[] = [
    ...namespace.map((one) => ({ on: 'namespace' as const, namespace: one, prefix })),
    ...dataset.map((name) => ({ on: 'dataset' as const, id: datasetNamed(catalog, name).id })),
    ...job.map((id) => ({ on: 'job' as const, id: idOf(id) })),
    ...run.map((id) => ({ on: 'run' as const, id: idOf(id) })),
  ];
  if (parts.length === 0)
    throw new UsageError('Say what was compromised: --namespace, --dataset, --job or --run.');
  const kind =
    credential !== undefined
      ? 'credential'
      : namespace.length > 0
        ? 'system'
        : dataset.length > 0
          ? 'dataset'
          : job.length > 0
            ? 'job'
            : 'run';
  return { kind, name: credential ?? '', parts };
}

function idOf(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new UsageError(`"${text}" is not an id.`);
  return Number(text);
}

function oneOf<T extends string>(text: string, among: readonly T[], what: string): T {
  const found = among.find((one) => one === text);
  if (found === undefined) throw new UsageError(`"${text}" is not a ${what}; use ${among.join(', ')}.`);
  return found;
}

export function breachList(options: GlobalOptions & { readonly limit: number }): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const all = await pages(Infinity, (page) => client.breaches.list(page));
    const { total } = all;
    const items = all.items.slice(0, options.limit);
    const overdue = all.items.some(
      ({ clock, state }) =>
        clock.due !== null &&
        clock.notifiedAt === null &&
        (state === 'open' || state === 'assessed') &&
        Date.parse(clock.due) < Date.now(),
    );
    if (json) printJson({ total, items });
    else {
      printTable(
        ['Reference', 'State', 'Aware since', 'Notify by', 'Title'],
        items.map((one) => [
          one.reference,
          one.state,
          one.clock.awareWords,
          one.clock.notifiedAt === null
            ? (one.clock.dueWords ?? '–')
            : `notified after ${one.clock.notifiedAfterHours} h`,
          one.title ?? '',
        ]),
      );
      print(shownOf(items.length, total, 'breach', 'breaches'));
    }
    return overdue ? 1 : 0;
  });
}

export function breachShow(reference: string, options: GlobalOptions): Promise<ExitCode> {
  return withCatalog(options, false, (face) => showBreach(face, reference));
}

async function showBreach({ client, json }: Face, reference: string): Promise<ExitCode> {
  const breach = await client.breaches.get({ reference });
  if (json) {
    printJson(breach);
    return 0;
  }
  const { clock, radius, asked, moves } = breach;
  print(`${breach.reference}  ${breach.state}  ${breach.fields.title ?? ''}`.trimEnd(), '');
  for (const step of clock.steps) print(`  ${step}`);
  if (clock.authority)
    print(
      `  Authority: ${clock.authority.name}, ${clock.authority.url}. ${clock.authority.note ?? ''}`.trimEnd(),
    );
  const { summary } = radius;
  print('', `Radius from revision ${radius.revision}: ${radius.words}`);
  print(`  From ${radius.parts.join('; ')}`);
  print(
    `  ${summary.affected} of ${counted(summary.considered, 'dataset')} affected, ${summary.withPersonal} known to hold personal data:`,
    `  ${BREACH_ARRIVALS.map((how) => `${summary.counts[how] ?? 0} ${how}`).join(', ')}`,
  );
  for (const one of summary.receivers) print(`  ${one.role} ${one.name}: ${one.evidence.join('; ')}`);
  for (const one of summary.transfers.filter(({ thirdCountry }) => thirdCountry))
    print(
      `  third country ${one.country}, ${one.recipient || 'recipient not stated'}: ${one.instrument || 'no decision, safeguard or derogation is stated'} (activity ${one.activityName})`,
    );
  for (const one of summary.categories)
    print(
      `  ${one.key}: ${counted(one.carried, 'dataset')}, ${one.weaker} more weakened${one.art9 || one.art10 ? ' (special)' : ''}`,
    );
  for (const gap of summary.gaps) print(`  ? ${gap.count}: ${gap.text}`);
  print('', 'What Art. 33 and 34 ask');
  for (const one of asked)
    print(
      `  ${one.missing ? '[ ]' : one.answers.length > 0 ? '[x]' : '[-]'} ${one.provision}  ${one.asks}`,
      ...one.answers.map(({ text }) => `        ${text}`),
    );
  for (const move of moves) print('', `Next: ${move.to}${move.refusal === null ? '' : `. ${move.refusal}`}`);
  return 0;
}

export function breachAffected(
  reference: string,
  options: GlobalOptions & { readonly arrival?: string; readonly limit: number },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const { arrival } = options;
    const asked = arrival === undefined ? {} : { arrival: oneOf(arrival, BREACH_ARRIVALS, 'way') };
    const { total, items } = await pages(options.limit, (page) =>
      client.breaches.affected({ reference, ...asked, ...page }),
    );
    if (json) printJson({ total, items });
    else {
      printTable(
        ['Dataset', 'System', 'How', 'Categories', 'Rows', 'Owners'],
        items.map((one) => [
          one.dataset.name,
          one.dataset.namespace,
          one.words,
          one.categories.join(', '),
          one.rows === null ? 'not known' : `${one.rows}${one.rowsCounted ? '' : ' written last'}`,
          one.owners.map(({ name }) => name).join(', '),
        ]),
      );
      print(shownOf(items.length, total, 'dataset'));
    }
    return 0;
  });
}

const NUMBERS: ReadonlySet<string> = new Set(['subjectsApprox', 'recordsApprox']);

export function breachSet(
  reference: string,
  given: readonly string[],
  options: GlobalOptions & { readonly reason?: string },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const fields = Object.fromEntries(given.map(fieldOf)) as BreachFields;
    return done(await client.breaches.set({ reference, fields, ...because(options) }), json);
  });
}

function fieldOf(text: string): [string, unknown] {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`"${text}" is not field=value.`);
  const [name, value] = [text.slice(0, at), text.slice(at + 1)];
  if (value === '') return [name, null];
  if (NUMBERS.has(name)) return [name, Number(value)];
  return [name, name === 'kinds' ? value.split(',') : value];
}

export function breachMove(reference: string, state: string, options: GlobalOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) =>
    done(await client.breaches.move({ reference, to: oneOf(state, BREACH_STATES, 'state') }), json),
  );
}

export interface NotifyOptions extends GlobalOptions {
  readonly to: string;
  readonly at: string;
  readonly phase: string;
  readonly text?: string;
  readonly theirReference?: string;
}

export function breachNotify(reference: string, options: NotifyOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const notice: BreachNotice = {
      to: oneOf(options.to, ['authority', 'subjects', 'controller'] as const, 'receiver'),
      phase: oneOf(options.phase, ['initial', 'further', 'complete'] as const, 'phase'),
      at: options.at,
      text: options.text ?? '',
      theirReference: options.theirReference ?? '',
    };
    return done(await client.breaches.notice({ reference, notice }), json);
  });
}

export function breachReport(
  reference: string,
  options: GlobalOptions & { readonly out: string },
): Promise<ExitCode> {
  return makeReport(options, { kind: 'breach', reference });
}
