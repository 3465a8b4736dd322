/**
 * When two names are one dataset: the rules, with what they answer in words. Pure.
 *
 * Certain is only what the platforms' own rules make certain. A bare name alone joins and suggests nothing.
 */
import { canonicalKey } from '../model/identity.ts';
import { exactKey, storageKey, type Effective } from './keys.ts';
import { stageOf } from './platform.ts';

export type RuleBasis = 'name' | 'mapping' | 'case' | 'relation' | 'columns' | 'catalog' | 'path';

export interface RuleLink {
  readonly basis: RuleBasis;
  readonly certainty: 'certain' | 'likely';
  /** 0 to 1: how strong the indication is. */
  readonly score: number;
  /** Sentences for people. */
  readonly reasons: readonly string[];
}

/** What is known of a pair beyond the two names. */
export interface Indications {
  /** Columns of both sides by lower-cased name, top level only. */
  readonly columns: readonly [a: number, b: number, common: number];
  /** One of them feeds the other. */
  readonly feeds: boolean;
  /** One source describes both, side by side, in one body of statements. */
  readonly sideBySide: boolean;
}

/** Share of the columns that both have, at which tables count as alike. */
const ALIKE = 0.8;
/** Fewer columns than this are no sign of anything. */
const FEW = 3;

/** `a`, `b` under their mapped namespaces; `mapping`: a person mapped one of them. */
export function linkBetween(
  a: Effective,
  b: Effective,
  mapping: boolean,
  look: () => Indications,
): RuleLink | null {
  if (exactKey(a) === exactKey(b)) return same(a, b, mapping, look);
  const folded = canonicalKey(a) === canonicalKey(b);
  if (folded) return a.platform.letters === 'exact' ? null : differsInCase(a, look);
  if (a.platform.paths !== b.platform.paths) return null;
  return a.platform.paths ? samePath(a, b, look) : sameTable(a, b, look);
}

function same(a: Effective, b: Effective, mapping: boolean, look: () => Indications): RuleLink | null {
  if (mapping) return certain('mapping', 'They have one name in namespaces that were mapped to each other.');
  if (a.name.toLowerCase() === b.name.toLowerCase() && a.name !== b.name) {
    const text = `${a.platform.name} takes names in different letter case for one table.`;
    if (!look().sideBySide) return certain('case', text);
    return likely('case', 0.5, [text, 'One source lists both side by side, though.']);
  }
  return certain('name', 'The names differ in the spelling of scheme, host, port or slashes only.');
}

function differsInCase({ platform }: Effective, look: () => Indications): RuleLink | null {
  const { feeds, sideBySide } = look();
  if (feeds || sideBySide) return null;
  const depends =
    platform.id === 'mssql'
      ? 'whether they are one table depends on the collation of the database'
      : 'whether they are one table depends on how they were quoted or on a setting';
  return likely('name', 0.7, [`The names differ in letter case only; ${depends}.`]);
}

function samePath(a: Effective, b: Effective, look: () => Indications): RuleLink | null {
  const path = storageKey(a);
  if (path === null || path !== storageKey(b) || look().feeds) return null;
  const schemes = a.platform.id === b.platform.id ? '' : ` (${a.platform.name} and ${b.platform.name})`;
  return likely('path', 0.75, [`Both name the same path in different ways${schemes}.`]);
}

function sameTable(a: Effective, b: Effective, look: () => Indications): RuleLink | null {
  if (a.parts.length < 2 || b.parts.length < 2 || differs(a.platform.region, b.platform.region)) return null;
  const [stageA, stageB] = [stageOf(a.namespace), stageOf(b.namespace)];
  if (stageA !== stageB && stageA !== null && stageB !== null) return null;
  const found = look();
  if (found.feeds || found.sideBySide) return null;
  const alike = likeness(found);
  return viaCatalog(a, b, alike) ?? sameRelation(a, b, alike) ?? likeColumns(a, b, alike);
}

interface Likeness {
  /** Of the larger side; null where one side has too few columns to compare. */
  readonly share: number | null;
  readonly text: string | null;
}

function likeness({ columns: [a, b, common] }: Indications): Likeness {
  const most = Math.max(a, b);
  if (Math.min(a, b) < FEW) return { share: null, text: null };
  const share = common / most;
  return { share, text: `${common} of ${most} columns have the same names.` };
}

/** Ways to reach a table of the Glue Data Catalog under another name. */
const CATALOG_READERS = new Set(['awsathena', 'hive', 'spark', 'trino', 'databricks', 'dbt', 'redshift']);

function viaCatalog(a: Effective, b: Effective, alike: Likeness): RuleLink | null {
  const glue = a.platform.id === 'glue' ? a : b.platform.id === 'glue' ? b : null;
  const other = glue === a ? b : a;
  if (!glue || !CATALOG_READERS.has(other.platform.id)) return null;
  if (alike.share !== null && alike.share < ALIKE) return null;
  const sameTail = tail(glue) === tail(other);
  if (other.platform.id === 'redshift') {
    if (alike.share === null || alike.share < ALIKE || !alike.text) return null;
    const text = 'A Redshift external schema may show tables of the Glue Data Catalog under its own name.';
    return likely('catalog', sameTail ? 0.8 : 0.6, [text, alike.text]);
  }
  if (!sameTail) return null;
  const default_ = other.parts.length > 2 && other.parts[0]!.toLowerCase() === 'awsdatacatalog';
  const text = default_
    ? 'awsdatacatalog is the Glue Data Catalog, and database and table have the same names.'
    : `${other.platform.name} can read tables of the Glue Data Catalog, and database and table have the same names.`;
  const base = default_ ? 0.85 : 0.6;
  return likely('catalog', alike.text ? Math.min(0.95, base + 0.1) : base, [
    text,
    ...(alike.text ? [alike.text] : []),
  ]);
}

function sameRelation(a: Effective, b: Effective, alike: Likeness): RuleLink | null {
  if (a.parts.length < 3 || a.parts.length !== b.parts.length) return null;
  if (a.parts.join('.').toLowerCase() !== b.parts.join('.').toLowerCase()) return null;
  const open = a.platform.id === 'dbt' || b.platform.id === 'dbt';
  if (!open && a.platform.id !== b.platform.id) return null;
  if (alike.share !== null && alike.share < ALIKE) return null;
  // Two servers of one kind with nothing to compare: the name of a table alone proves nothing.
  if (!open && alike.share === null) return null;
  const text = open
    ? 'Database, schema and table are the same, and one side does not say on which server it lies.'
    : 'Database, schema and table are the same, on servers named differently.';
  return likely('relation', alike.text ? 0.85 : 0.7, [text, ...(alike.text ? [alike.text] : [])]);
}

function likeColumns(a: Effective, b: Effective, alike: Likeness): RuleLink | null {
  if (alike.share === null || alike.share < ALIKE || tail(a) !== tail(b) || !alike.text) return null;
  return likely('columns', 0.5 + 0.2 * alike.share, ['Schema and table have the same names.', alike.text]);
}

function tail({ parts }: Effective): string {
  return parts.slice(-2).join('.').toLowerCase();
}

function differs(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b;
}

function certain(basis: RuleBasis, reason: string): RuleLink {
  return { basis, certainty: 'certain', score: 1, reasons: [reason] };
}

function likely(basis: RuleBasis, score: number, reasons: readonly string[]): RuleLink {
  return { basis, certainty: 'likely', score: Math.round(score * 100) / 100, reasons };
}
