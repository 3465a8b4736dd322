/** Cases: opening, showing, moving, deciding. */
import {
  CASE_STATES,
  EXTENSION_REASONS,
  CHANNELS,
  RIGHTS,
  RIGHT_OUTCOMES,
  identifierKinds,
  letterLanguageSchema,
  personSchema,
  type CaseView,
} from '../../contract/index.ts';
import { UsageError, type ExitCode } from '../face.ts';
import { pages } from '../pages.ts';
import { print, printJson, printTable, shownOf } from '../print.ts';
import { passphraseOf, readText, sayCase, withDesk, type DeskOptions } from './case-face.ts';

function oneOf<T extends string>(given: string, known: readonly T[], what: string): T {
  const found = known.find((one) => one === given);
  if (found === undefined) throw new UsageError(`"${given}" is not ${what}; use ${known.join(', ')}.`);
  return found;
}

export interface NewOptions extends DeskOptions {
  readonly reference?: string;
  readonly received: string;
  readonly jurisdiction: string;
  readonly place: string;
  readonly also?: string[];
  readonly right: string[];
  readonly subject: string;
  readonly identifierKind?: string[];
  readonly language: string;
  readonly person?: string;
  readonly channel?: string;
}

export async function caseNew(options: NewOptions): Promise<ExitCode> {
  return withDesk(options, async (face) => {
    const person = options.person === undefined ? null : personOf(readText(options.person));
    const kinds = (options.identifierKind ?? []).map((one) =>
      oneOf(one, identifierKinds, 'a kind of identifier'),
    );
    const view = await face.client.desk.openCase({
      ...(options.reference === undefined ? {} : { reference: options.reference }),
      receivedOn: options.received,
      jurisdiction: options.jurisdiction,
      place: options.place,
      alsoUnder: (options.also ?? []).map(underOf),
      rights: options.right.map(rightNamed),
      subject: options.subject,
      identifierKinds: [...kinds, ...(person?.identifiers ?? []).map(({ kind }) => kind)],
      language: oneOf(options.language, letterLanguageSchema.options, 'a language'),
      channel: options.channel === undefined ? null : oneOf(options.channel, CHANNELS, 'a channel'),
      person,
    });
    return sayCase(face, view);
  });
}

/** Rights as the CCPA calls them. */
const ALSO_CALLED: Readonly<Record<string, (typeof RIGHTS)[number]>> = {
  know: 'access',
  delete: 'erasure',
  correct: 'rectification',
};

function rightNamed(text: string): (typeof RIGHTS)[number] {
  return ALSO_CALLED[text] ?? oneOf(text, RIGHTS, 'a right');
}

function underOf(text: string): { jurisdiction: string; place: string } {
  const [jurisdiction = '', place = ''] = text.split(':');
  return { jurisdiction, place };
}

function personOf(text: string) {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`The person is not JSON: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    });
  }
  const parsed = personSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((one) => `${one.path.join('.')}: ${one.message}`);
  throw new UsageError(`The person cannot be read: ${places.join('; ')}`);
}

export interface ListOptions extends DeskOptions {
  readonly limit: number;
  readonly assignee?: string;
  readonly overdue?: boolean;
}

export async function caseList(options: ListOptions): Promise<ExitCode> {
  return withDesk(options, async (face) => {
    const assignee = options.assignee ?? null;
    const dueBefore = options.overdue ? localDay() : null;
    const { total, items } = await pages(options.limit, (page) =>
      face.client.desk.cases({ assignee, dueBefore, ...page }),
    );
    if (face.json) {
      printJson({ total, items });
      return 0;
    }
    print(shownOf(items.length, total, 'case'));
    if (items.length > 0)
      printTable(
        ['reference', 'state', 'due', 'days', 'law', 'rights', 'searched', 'works on it'],
        items.map((one) => [
          one.reference,
          one.state.replaceAll('_', ' '),
          one.due ?? (one.paused ? 'clock stands' : ''),
          one.daysLeft === null ? '' : String(one.daysLeft),
          `${one.jurisdiction} ${one.place}`,
          one.rights.join(', '),
          one.search.total === 0 ? '' : `${one.search.done} of ${one.search.total}`,
          one.assignee ?? '',
        ]),
      );
    return 0;
  });
}

export async function caseShow(reference: string, options: DeskOptions): Promise<ExitCode> {
  return withDesk(options, async (face) => {
    const view = await face.client.desk.case({ reference });
    if (face.json) printJson(view);
    else describe(view);
    return 0;
  });
}

function describe(view: CaseView): void {
  print(
    `Case ${view.reference}: ${view.state.replaceAll('_', ' ')}`,
    `Received ${view.receivedOn}; ${view.subject}; identity ${view.identity}`,
    '',
  );
  for (const { law, place, deadline } of view.clocks) {
    print(`${law}, ${place}: ${deadline.due === null ? 'the clock stands' : `due ${deadline.due}`}`);
    print(...deadline.steps.map((step) => `  ${step}`));
  }
  print('', 'Rights');
  for (const { right, article, outcome, ground } of view.decisions)
    print(`  ${right} (${article ?? 'not listed'}): ${outcome ?? 'open'}${ground ? `, ${ground}` : ''}`);
  print('', 'Can go to');
  for (const { to, refusal } of view.ways)
    print(`  ${to.replaceAll('_', ' ')}${refusal === null ? '' : `: not yet. ${refusal}`}`);
  for (const [name, { done, total }] of [
    ['Search', view.search],
    ['Erasure', view.erase],
    ['Notices', view.notify],
  ] as const)
    if (total > 0) print(`${name}: ${done} of ${total} have an outcome`);
  print('', 'What happened');
  for (const event of view.events)
    print(
      `  ${event.on}  ${(event.to ?? event.kind).replaceAll('_', ' ')}${event.about ? `: ${event.about}` : ''}  ${event.actor}${event.undone ? '  (taken back)' : ''}`,
    );
}

export interface ActOptions extends DeskOptions {
  readonly on?: string;
  readonly ground?: string;
  readonly duplicateOf?: string;
  readonly reason?: string[];
}

export async function caseMove(reference: string, to: string, options: ActOptions): Promise<ExitCode> {
  return withDesk(options, async (face) =>
    sayCase(
      face,
      await face.client.desk.move({
        reference,
        to: oneOf(to.replaceAll('-', '_'), CASE_STATES, 'a state'),
        on: options.on,
        ground: options.ground,
        duplicateOf: options.duplicateOf,
      }),
    ),
  );
}

export async function caseExtend(reference: string, options: ActOptions): Promise<ExitCode> {
  const reasons = (options.reason ?? []).map((one) => oneOf(one, EXTENSION_REASONS, 'a reason'));
  return withDesk(options, async (face) =>
    sayCase(face, await face.client.desk.extend({ reference, on: options.on, reasons })),
  );
}

export async function caseFee(reference: string, what: string, options: ActOptions): Promise<ExitCode> {
  const paid = oneOf(what, ['asked', 'paid'], 'known of a fee') === 'paid';
  return withDesk(options, async (face) =>
    sayCase(face, await face.client.desk.fee({ reference, on: options.on, paid })),
  );
}

export async function caseDecide(
  reference: string,
  right: string,
  outcome: string,
  options: ActOptions,
): Promise<ExitCode> {
  return withDesk(options, async (face) =>
    sayCase(
      face,
      await face.client.desk.decide({
        reference,
        right: rightNamed(right),
        outcome: oneOf(outcome, RIGHT_OUTCOMES, 'an outcome'),
        on: options.on,
        ground: options.ground,
      }),
    ),
  );
}

export async function caseAssign(
  reference: string,
  name: string | undefined,
  options: ActOptions,
): Promise<ExitCode> {
  return withDesk(options, async (face) =>
    sayCase(face, await face.client.desk.assign({ reference, on: options.on, assignee: name ?? null })),
  );
}

export async function caseApprove(reference: string, options: ActOptions): Promise<ExitCode> {
  return withDesk(options, async (face) =>
    sayCase(face, await face.client.desk.approve({ reference, on: options.on })),
  );
}

export async function caseUndo(reference: string, options: DeskOptions): Promise<ExitCode> {
  return withDesk(options, async (face) => sayCase(face, await face.client.desk.undo({ reference })));
}

/** Sets the passphrase of the desk, or changes it. */
export async function caseKey(
  options: DeskOptions & { readonly newPassphraseFile?: string },
): Promise<ExitCode> {
  return withDesk(options, async (face) => {
    const passphrase = passphraseOf(options.newPassphraseFile ?? options.passphraseFile);
    if (options.newPassphraseFile === undefined && (await face.client.desk.state()).key !== 'none') {
      const state = await face.client.desk.state();
      if (face.json) printJson(state);
      else
        print(
          `The key is kept by a ${state.key}; the desk is ${state.open ? 'open: the passphrase is right' : 'closed'}.`,
        );
      return 0;
    }
    if (passphrase === null)
      throw new UsageError('Give the passphrase with --passphrase-file or in HEADWATER_PASSPHRASE.');
    const state = await face.client.desk.protect({ passphrase });
    if (face.json) printJson(state);
    else print('The passphrase is set. Without it nobody can read the personal data of cases.');
    return 0;
  });
}

/** Today where the machine is, as a civil date. */
function localDay(now = new Date()): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
