/** tag, own. */
import { columnsOf } from '../../catalog/browse/columns.ts';
import type { Catalog } from '../../catalog/open.ts';
import { SENSITIVITY_LEVELS, type MutationResult, type TagValue, type Target } from '../../contract/index.ts';
import { UsageError, datasetNamed, withCatalog, type ExitCode, type GlobalOptions } from '../face.ts';
import { print, printJson } from '../print.ts';

export interface TagOptions extends GlobalOptions {
  readonly column?: string[];
  readonly sensitivity?: string;
  readonly category?: string[];
  readonly label?: string[];
  readonly remove?: string[];
  readonly reason?: string;
}

export async function tagCommand(names: readonly string[], options: TagOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ catalog, client, json }) => {
    const add: TagValue[] = [
      ...(options.sensitivity === undefined
        ? []
        : [{ kind: 'sensitivity' as const, key: '', value: levelOf(options.sensitivity) }]),
      ...(options.category ?? []).map((value) => ({ kind: 'category' as const, key: '', value })),
      ...(options.label ?? []).map(labelOf),
    ];
    const remove = (options.remove ?? []).map(anyTag);
    if (add.length + remove.length === 0)
      throw new UsageError('Name a tag: --sensitivity, --category, --label or --remove.');
    await knownCategories(client.stewardship.taxonomy, add);
    const targets = targetsOf(catalog, names, options.column);
    return done(
      await client.stewardship.tag({
        targets,
        add,
        remove,
        ...(options.reason === undefined ? {} : { reason: options.reason }),
      }),
      json,
    );
  });
}

async function knownCategories(
  taxonomy: () => Promise<{ categories: { key: string }[] }>,
  tags: readonly TagValue[],
): Promise<void> {
  const known = new Set((await taxonomy()).categories.map((category) => category.key));
  for (const tag of tags) {
    if (tag.kind === 'category' && !known.has(tag.value))
      throw new UsageError(`"${tag.value}" is not a category of the taxonomy, e.g. user.contact.email.`);
  }
}

export interface OwnOptions extends GlobalOptions {
  readonly add?: string[];
  readonly remove?: string[];
  readonly role: string;
  readonly email?: string;
  readonly reason?: string;
}

export async function ownCommand(names: readonly string[], options: OwnOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ catalog, client, json }) => {
    const owner = (name: string) => ({ name, role: options.role, email: options.email ?? null });
    if ((options.add ?? []).length + (options.remove ?? []).length === 0)
      throw new UsageError('Name an owner: --add or --remove.');
    const result = await client.stewardship.own({
      targets: targetsOf(catalog, names, undefined),
      add: (options.add ?? []).map(owner),
      remove: (options.remove ?? []).map(owner),
      ...(options.reason === undefined ? {} : { reason: options.reason }),
    });
    return done(result, json);
  });
}

function targetsOf(
  catalog: Catalog,
  names: readonly string[],
  columns: readonly string[] | undefined,
): Target[] {
  return names.flatMap((name): Target[] => {
    const card = datasetNamed(catalog, name);
    if (!columns || columns.length === 0) return [{ on: 'dataset', id: card.id }];
    const all = columnsOf(catalog, card.id, false) ?? [];
    return columns.map((column) => {
      const found = all.find((one) => one.path.join('.').toLowerCase() === column.toLowerCase());
      if (!found) throw new UsageError(`${card.name} has no column "${column}".`);
      return { on: 'column', id: found.id };
    });
  });
}

function levelOf(value: string): string {
  if (!(SENSITIVITY_LEVELS as readonly string[]).includes(value))
    throw new UsageError(`"${value}" is not a sensitivity; use ${SENSITIVITY_LEVELS.join(', ')}.`);
  return value;
}

function labelOf(text: string): TagValue {
  const at = text.indexOf('=');
  return at > 0
    ? { kind: 'label', key: text.slice(0, at), value: text.slice(at + 1) }
    : { kind: 'label', key: '', value: text };
}

/** `restricted`, `user.contact.email`, `key=value` or a plain label. */
function anyTag(text: string): TagValue {
  if ((SENSITIVITY_LEVELS as readonly string[]).includes(text))
    return { kind: 'sensitivity', key: '', value: text };
  if (/^(user|system)(\.[a-z_0-9]+)*$/.test(text)) return { kind: 'category', key: '', value: text };
  return labelOf(text);
}

function done(result: MutationResult, json: boolean): ExitCode {
  if (json) printJson(result);
  else
    print(
      result.revision === null ? 'Nothing had to change.' : `${result.label}. Revision ${result.revision}.`,
    );
  return 0;
}
