/** tag, untag, own, review, undo, redo. */
import { partyFinder } from '../../catalog/stewardship/people/orphans.ts';
import { entriesOf } from '../../catalog/stewardship/registers/read.ts';
import { ROLES } from '../../catalog/stewardship/registers/spec.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import {
  SENSITIVITY_LEVELS,
  tagKindSchema,
  type OwnerValue,
  type TagValue,
  type Target,
} from '../../contract/index.ts';
import { UsageError, withCatalog, type ExitCode, type GlobalOptions } from '../face.ts';
import { because, done, targetsOf, type TargetOptions } from './targets.ts';

interface Reasoned extends GlobalOptions, TargetOptions {
  readonly reason?: string;
}

/** Options that state something, by the kind that they state; each may be one text or several. */
const KIND_OF_OPTION = {
  sensitivity: 'sensitivity',
  category: 'category',
  label: 'label',
  criticality: 'criticality',
  certification: 'certification',
  domain: 'domain',
  term: 'term',
  purpose: 'purpose',
  legalBasis: 'legal-basis',
  retention: 'retention',
  subject: 'subject',
  origin: 'origin',
  property: 'property',
} as const satisfies Record<string, TagValue['kind']>;
type StatementOption = keyof typeof KIND_OF_OPTION;

/** `true`: the option without a value, where it may have none. */
export type StatementOptions = { readonly [Option in StatementOption]?: string | string[] | true };

export interface TagOptions extends Reasoned, StatementOptions {
  readonly remove?: string[];
}

export async function tagCommand(names: readonly string[], options: TagOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ catalog, client, json }) => {
    const add = valuesOf(options);
    const remove = (options.remove ?? []).map(anyTag);
    if (add.length + remove.length === 0)
      throw new UsageError(
        'Say what to state, such as --sensitivity or --domain, or --remove; see tag --help.',
      );
    const targets = await targetsOf(catalog, names, options);
    return done(await client.stewardship.tag({ targets, add, remove, ...because(options) }), json);
  });
}

function valuesOf(options: StatementOptions): TagValue[] {
  return (Object.keys(KIND_OF_OPTION) as StatementOption[]).flatMap((option) => {
    const given = options[option];
    if (given === undefined || given === true) return [];
    const kind = KIND_OF_OPTION[option];
    return (typeof given === 'string' ? [given] : given).map((text) => valueOf(kind, text));
  });
}

function valueOf(kind: TagValue['kind'], text: string): TagValue {
  if (kind === 'label') return labelOf(text);
  if (kind !== 'property') return { kind, key: '', value: text };
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`A property is key=value; "${text}" is not.`);
  return { kind, key: text.slice(0, at), value: text.slice(at + 1) };
}

/** Takes statements away; an option without a value takes away whatever is stated of its kind. */
export async function untagCommand(
  names: readonly string[],
  options: Reasoned & StatementOptions,
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ catalog, client, json }) => {
    const targets = await targetsOf(catalog, names, options);
    const remove = (Object.keys(KIND_OF_OPTION) as StatementOption[]).flatMap((option) =>
      removedBy(catalog, targets, KIND_OF_OPTION[option], options[option]),
    );
    const asked = (Object.keys(KIND_OF_OPTION) as StatementOption[]).some(
      (option) => options[option] !== undefined,
    );
    if (!asked)
      throw new UsageError(
        'Say what to take away, such as --label pii or --certification; see untag --help.',
      );
    if (remove.length === 0) return done({ revision: null, changed: 0, label: 'Nothing to take away' }, json);
    return done(await client.stewardship.tag({ targets, add: [], remove, ...because(options) }), json);
  });
}

function removedBy(
  catalog: Catalog,
  targets: readonly Target[],
  kind: TagValue['kind'],
  given: string | string[] | true | undefined,
): TagValue[] {
  if (given === undefined) return [];
  const texts = given === true ? [] : typeof given === 'string' ? [given] : given;
  const stated = statedOf(catalog, targets, kind);
  if (texts.length === 0) return stated;
  return texts.flatMap((text) => {
    // A property may be named by its key alone.
    if (kind === 'property' && !text.includes('=')) return stated.filter(({ key }) => key === text);
    const wanted = valueOf(kind, text);
    const known = stated.find(
      ({ key, value }) => key === wanted.key && value.toLowerCase() === wanted.value.toLowerCase(),
    );
    return [known ?? wanted];
  });
}

/** What anybody says of the kind on any of the targets or the datasets that they are one with. */
function statedOf(catalog: Catalog, targets: readonly Target[], kind: TagValue['kind']): TagValue[] {
  const ids = (on: Target['on']) =>
    JSON.stringify(targets.filter((one) => one.on === on).map(({ id }) => id));
  return catalog.store.reader
    .prepare<[object], { key: string; value: string }>(
      `SELECT DISTINCT t.key, t.value FROM tag t WHERE t.kind = @kind AND t.until_revision IS NULL AND t.status <> 'rejected' AND (
         (t.target_type = 'dataset' AND t.target_id IN (SELECT m.id FROM json_each(@datasets) j JOIN dataset d ON d.id = j.value
            JOIN dataset m ON m.canonical_id = d.canonical_id))
         OR (t.target_type = 'column' AND t.target_id IN (SELECT x.id FROM json_each(@columns) j JOIN "column" c ON c.id = j.value
            JOIN dataset d ON d.id = c.dataset_id JOIN dataset m ON m.canonical_id = d.canonical_id
            JOIN "column" x ON x.dataset_id = m.id AND lower(x.path) = lower(c.path))))
       ORDER BY t.key, t.value`,
    )
    .all({ kind, datasets: ids('dataset'), columns: ids('column') })
    .map((row) => ({ kind, ...row }));
}

export interface OwnOptions extends Reasoned {
  readonly add?: string[];
  readonly remove?: string[];
  readonly role?: string;
  readonly email?: string;
}

/** Owners by name, or by the key or address of somebody whom the register of people knows. */
export async function ownCommand(names: readonly string[], options: OwnOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ catalog, client, json }) => {
    if ((options.add ?? []).length + (options.remove ?? []).length === 0)
      throw new UsageError('Name an owner: --add or --remove.');
    const party = partyFinder(entriesOf(catalog.store.reader, 'party'));
    const role = options.role === undefined ? undefined : (ROLES[options.role.toLowerCase()] ?? options.role);
    const owner = (name: string): OwnerValue => {
      const known = party({ name, email: options.email ?? null });
      const usual = typeof known?.['role'] === 'string' ? known['role'] : 'business owner';
      const address = typeof known?.['email'] === 'string' ? known['email'] : null;
      return { name: known?.name ?? name, role: role ?? usual, email: options.email ?? address };
    };
    const result = await client.stewardship.own({
      targets: await targetsOf(catalog, names, options),
      add: (options.add ?? []).map(owner),
      remove: (options.remove ?? []).map(owner),
      ...because(options),
    });
    return done(result, json);
  });
}

export async function reviewCommand(
  names: readonly string[],
  options: Reasoned & { readonly takeBack?: boolean },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ catalog, client, json }) => {
    const targets = await targetsOf(catalog, names, options);
    const reviewed = options.takeBack !== true;
    return done(await client.stewardship.review({ targets, reviewed, ...because(options) }), json);
  });
}

export async function undoCommand(
  revision: number | undefined,
  options: GlobalOptions & { readonly redo: boolean },
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) =>
    done(
      options.redo
        ? await client.stewardship.redo()
        : await client.stewardship.undo(revision === undefined ? {} : { revision }),
      json,
    ),
  );
}

function labelOf(text: string): TagValue {
  const at = text.indexOf('=');
  return at > 0
    ? { kind: 'label', key: text.slice(0, at), value: text.slice(at + 1) }
    : { kind: 'label', key: '', value: text };
}

/** `restricted`, `user.contact.email`, `domain=finance`, `key=value` or a plain label. */
function anyTag(text: string): TagValue {
  if ((SENSITIVITY_LEVELS as readonly string[]).includes(text))
    return { kind: 'sensitivity', key: '', value: text };
  if (/^(user|system)(\.[a-z_0-9]+)*$/.test(text)) return { kind: 'category', key: '', value: text };
  const kind = tagKindSchema.safeParse(text.slice(0, Math.max(0, text.indexOf('='))));
  if (kind.success && kind.data !== 'label') return valueOf(kind.data, text.slice(text.indexOf('=') + 1));
  return labelOf(text);
}
