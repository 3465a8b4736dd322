/**
 * Which control of a framework which part of an audit report is evidence for. Data, so that people can put their own
 * mapping in place (docs/audit.md): identifiers and titles in words of our own, never the text of a standard.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { Catalog } from '../../catalog.ts';
import { editPrivacyData, editsAt } from '../../privacy/edits.ts';
import { RequestError } from '../../request-error.ts';
import type { MutationResult } from '../../stewardship/change.ts';
import { Refused } from '../../stewardship/refused.ts';
import { SECTION_KEYS } from './sections.ts';

export const SUPPORTS = ['supports', 'partly', 'not-covered'] as const;

const evidenceSchema = z.strictObject({
  section: z.enum(SECTION_KEYS),
  /** What the section shows for this control, in one sentence. */
  shows: z.string().trim().min(1).max(500),
});
const controlSchema = z
  .strictObject({
    /** As the framework numbers it: `CC8.1`, `A.5.12`, `164.312(b)`. */
    id: z.string().trim().min(1).max(60),
    /** Short, in words of one's own. */
    title: z.string().trim().min(1).max(200),
    support: z.enum(SUPPORTS),
    evidence: z.array(evidenceSchema).max(SECTION_KEYS.length),
    /** What the catalog cannot show, and where to look. */
    note: z.string().max(1000).default(''),
  })
  .superRefine(({ support, evidence, note }, context) => {
    if (support === 'not-covered' && evidence.length > 0)
      context.addIssue({
        code: 'custom',
        path: ['evidence'],
        message: 'must be empty where the control is not covered',
      });
    if (support === 'not-covered' && note.trim() === '')
      context.addIssue({ code: 'custom', path: ['note'], message: 'say where to look instead' });
    if (support !== 'not-covered' && evidence.length === 0)
      context.addIssue({ code: 'custom', path: ['evidence'], message: 'name at least one section' });
    if (support === 'partly' && note.trim() === '')
      context.addIssue({ code: 'custom', path: ['note'], message: 'say what is not shown' });
  });
export type Control = z.infer<typeof controlSchema>;

export const frameworkSchema = z
  .strictObject({
    key: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected small letters, digits and dashes: soc2'),
    name: z.string().trim().min(1).max(120),
    /** Edition that the identifiers are from. */
    edition: z.string().trim().min(1).max(200),
    controls: z.array(controlSchema).min(1).max(1000),
  })
  .superRefine(({ controls }, context) => {
    const seen = new Set<string>();
    for (const [index, { id }] of controls.entries()) {
      if (seen.has(id))
        context.addIssue({ code: 'custom', path: ['controls', index, 'id'], message: `${id} stands twice` });
      seen.add(id);
    }
  });
export type Framework = z.infer<typeof frameworkSchema>;

export const controlsFileSchema = z.strictObject({
  $schema: z.string().optional(),
  version: z.string(),
  disclaimer: z.string(),
  frameworks: z.array(frameworkSchema).min(1),
});
export type ControlsFile = z.infer<typeof controlsFileSchema>;

export interface MappedFramework extends Framework {
  /** A person's own version, not the bundled one. */
  readonly own: boolean;
}

const bundled = new Map<string, ControlsFile>();

/** As shipped. Read once a process. @throws when the file is missing or malformed */
export function bundledControls(resourcesDir: string): ControlsFile {
  let kept = bundled.get(resourcesDir);
  if (!kept) {
    const text = readFileSync(join(resourcesDir, 'audit', 'controls.json'), 'utf8');
    kept = controlsFileSchema.parse(JSON.parse(text));
    bundled.set(resourcesDir, kept);
  }
  return kept;
}

/** In force at a revision (null: now). */
export function frameworksAt(db: Database, resourcesDir: string, revision: number | null): MappedFramework[] {
  const all = new Map<string, MappedFramework>(
    bundledControls(resourcesDir).frameworks.map((one) => [one.key, { ...one, own: false }]),
  );
  for (const { key, value } of editsAt(db, revision, 'controls'))
    all.set(key, { ...frameworkSchema.parse(JSON.parse(value)), own: true });
  return [...all.values()];
}

/** Those that were asked for, in the order in which they are kept. */
export function controlsAt(
  db: Database,
  resourcesDir: string,
  revision: number | null,
  keys: readonly string[],
): MappedFramework[] {
  return frameworksAt(db, resourcesDir, revision).filter(({ key }) => keys.includes(key));
}

/** @throws RequestError for one that is not known */
export function checkFrameworks(catalog: Catalog, keys: readonly string[]): void {
  const known = frameworksAt(catalog.store.reader, catalog.options.resourcesDir, null).map(({ key }) => key);
  const odd = keys.find((key) => !known.includes(key));
  if (odd !== undefined)
    throw new RequestError(
      `There is no control mapping "${odd.slice(0, 40)}"; expected ${known.join(', ')}.`,
    );
}

/**
 * Puts a mapping in place of the bundled one of the same key, or adds one; null: back to the bundled one.
 * @throws Refused with every place that is wrong
 */
export async function editControls(
  catalog: Catalog,
  actor: string,
  order: { readonly key: string; readonly text: string | null; readonly reason: string | null },
): Promise<MutationResult> {
  const { key, text, reason } = order;
  if (text === null) return editPrivacyData(catalog, actor, { kind: 'controls', key, value: null, reason });
  const framework = readFramework(text);
  if (framework.key !== key)
    throw new Refused('INVALID', `key: "${framework.key}" was given for ${key}; expected the same in both.`);
  return editPrivacyData(catalog, actor, {
    kind: 'controls',
    key,
    value: JSON.stringify(framework),
    reason,
  });
}

function readFramework(text: string): Framework {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Refused('INVALID', `This is not JSON: ${error instanceof Error ? error.message : ''}`);
  }
  const result = frameworkSchema.safeParse(json);
  if (result.success) return result.data;
  const places = result.error.issues.map((one) => `${one.path.join('.') || 'the whole'}: ${one.message}`);
  throw new Refused('INVALID', places.join('; '));
}
