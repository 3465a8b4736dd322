/** Settings of one catalog file: plain values, no personal data beyond the actor's own name. */
import type { Catalog } from './catalog.ts';
import { REASON_POLICIES, type ReasonPolicy } from './stewardship/refused.ts';

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  readonly density: 'comfortable' | 'compact';
  readonly language: 'system' | 'en' | 'de';
  readonly actor: string;
  /** Which literals in SQL text imports hide. */
  readonly sqlLiterals: 'suspicious' | 'all';
  readonly organisation: {
    readonly name: string;
    readonly contact: string;
    readonly dpo: string;
    readonly country: string;
  };
  /** Changes that need a reason. */
  readonly reasonsFor: ReasonPolicy[];
  /** Of what the system tells the person while they look elsewhere. */
  readonly notices: Notice[];
  /** Whether a copy of the file is kept beside it, once a day. */
  readonly safeCopies: boolean;
}

type Notice = 'imports' | 'deadlines';

export async function readSettings(catalog: Catalog): Promise<Settings> {
  const rows = await catalog.store.prisma.setting.findMany();
  const stored = new Map(rows.map((row) => [row.key, JSON.parse(row.value) as unknown]));
  const value = <T>(key: string, fallback: T): T => (stored.has(key) ? (stored.get(key) as T) : fallback);
  return {
    theme: value('theme', 'system'),
    density: value('density', 'compact'),
    language: value('language', 'system'),
    actor: catalog.actor ?? value('actor', catalog.options.defaultActor),
    sqlLiterals: value('sqlLiterals', 'suspicious'),
    organisation: value('organisation', { name: '', contact: '', dpo: '', country: '' }),
    reasonsFor: value('reasonsFor', [...REASON_POLICIES]),
    notices: value('notices', ['imports', 'deadlines']),
    safeCopies: value('safeCopies', true),
  };
}

export async function updateSettings(catalog: Catalog, changes: Partial<Settings>): Promise<Settings> {
  const entries = Object.entries(changes).filter(([, value]) => value !== undefined);
  await catalog.store.prisma.$transaction(
    entries.map(([key, value]) => {
      const json = JSON.stringify(value);
      return catalog.store.prisma.setting.upsert({
        where: { key },
        create: { key, value: json },
        update: { value: json },
      });
    }),
  );
  catalog.announce(['settings']);
  return readSettings(catalog);
}
