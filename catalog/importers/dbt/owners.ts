/**
 * Who answers for a node. dbt knows three places; the most deliberate one that says anything counts:
 * the node's group, then what the import rules find in `meta`, then (for exposures) `owner`. The warehouse role that owns a
 * table is never taken: it is an account, not a person.
 */
import type { Json, OwnerFact } from '../../model/facts.ts';
import type { GroupEntry } from './manifest-index.ts';
import type { RuleSet } from './rule-set.ts';
import { metaOf } from './tags.ts';
import { isRecord, list, packageOfId, record, strings, text, type JsonRecord } from './values.ts';

/** An owner and where it was read: below the node (`meta.owner`) or, for groups, in the file. */
export interface OwnerReading extends Pick<OwnerFact, 'name' | 'email' | 'role' | 'rule'> {
  readonly at: string;
  readonly absolute: boolean;
}

/** Owners of a node, source or exposure. */
export function ownersOf(
  uniqueId: string,
  node: JsonRecord,
  groups: ReadonlyMap<string, GroupEntry>,
  rules: RuleSet,
): OwnerReading[] {
  const group = groupOf(uniqueId, node, groups);
  const grouped = group ? people(group.entry.owner, group.name) : [];
  if (group && grouped.length > 0) {
    return grouped.map((person) => ({ ...person, role: 'group', at: group.entry.at, absolute: true }));
  }
  const meta = metaOf(node);
  const roles = new Set<string>();
  const named: OwnerReading[] = [];
  for (const { path, value, role, rule } of rules.owners(meta.block)) {
    const found = roles.has(role) ? [] : people(value);
    if (found.length > 0) roles.add(role);
    named.push(...found.map((one) => ({ ...one, role, rule, at: `${meta.at}.${path}`, absolute: false })));
  }
  if (named.length > 0) return named;
  const owner = people(node['owner']);
  return owner.map((person) => ({ ...person, role: 'exposure owner', at: 'owner', absolute: false }));
}

/** Name of the group that a node is in, if any. */
export const groupName = (node: JsonRecord): string | undefined =>
  text(node['group']) ?? text(record(node['config'])['group']);

function groupOf(
  uniqueId: string,
  node: JsonRecord,
  groups: ReadonlyMap<string, GroupEntry>,
): { readonly entry: GroupEntry; readonly name: string } | null {
  const name = groupName(node);
  if (name === undefined) return null;
  const owner = text(node['package_name']) ?? packageOfId(uniqueId) ?? '';
  const entry =
    groups.get(`group.${owner}.${name}`) ?? [...groups].find(([id]) => id.endsWith(`.${name}`))?.[1];
  return entry ? { entry, name } : null;
}

interface Person {
  readonly name: string;
  readonly email?: string;
}

const EMAIL = /^[^\s@<>,;]{1,64}@[^\s@<>,;]{1,255}$/;
const NAMED_EMAIL = /^([^<>]{1,200}?)\s*<([^\s@<>]{1,64}@[^\s@<>]{1,255})>$/;

/** People in an owner value: text, a list of texts, or `{name, email}` where `email` may be a list. */
function people(value: Json | undefined, fallback?: string): Person[] {
  if (isRecord(value)) {
    const emails = strings(value['email']).map((email) => email.trim());
    const name = text(value['name'])?.trim() ?? emails[0] ?? fallback;
    if (name === undefined) return [];
    return [{ name, ...(emails[0] !== undefined && { email: emails[0] }) }];
  }
  const texts = typeof value === 'string' ? splitEmails(value) : list(value);
  const found = texts.flatMap((item) =>
    typeof item === 'string' ? (person(item) ?? []) : isRecord(item) ? people(item) : [],
  );
  return [...new Map(found.map((one) => [one.name, one])).values()];
}

/** "a@x.org, b@x.org" is two people; "Doe, Jane" is one. */
function splitEmails(value: string): string[] {
  const parts = value.split(/[,;]/).map((part) => part.trim());
  return parts.length > 1 && parts.every((part) => EMAIL.test(part) || NAMED_EMAIL.test(part))
    ? parts
    : [value];
}

function person(value: string): Person | null {
  const name = value.trim();
  if (name === '') return null;
  const named = NAMED_EMAIL.exec(name);
  if (named?.[1]) return { name: named[1].trim(), email: named[2] ?? '' };
  return EMAIL.test(name) ? { name, email: name } : { name };
}
