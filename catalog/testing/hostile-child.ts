/** Imports one hostile source in a process of its own and says what came of it, and the peak memory. */
import { importersOf } from '../importers/index.ts';
import { SourceError, type Importer } from '../importers/importer.ts';
import { sourceFile, unpacked } from '../importers/source-file.ts';
import { runImport } from '../imports/run-import.ts';
import { HOSTILE_SOURCES, type HostileName, type HostileSource } from './hostile-sources.ts';
import { openTemporaryStore } from './temp-catalog.ts';

/** What the process prints, as JSON. */
export interface HostileReport {
  readonly importer: string | null;
  readonly accepted: number;
  readonly issues: readonly string[];
  readonly datasets: readonly string[];
  /** Resident memory at its highest, and before anything was read. */
  readonly peakMegabytes: number;
  readonly idleMegabytes: number;
  readonly integrity: string;
}

const peak = (): number => Math.round(process.resourceUsage().maxRSS / 1024);

process.stdout.write(`${JSON.stringify(await report(HOSTILE_SOURCES[process.argv[2] as HostileName]))}\n`);

async function report(source: HostileSource): Promise<HostileReport> {
  const store = await openTemporaryStore();
  const idleMegabytes = peak();
  const file = sourceFile({
    index: 0,
    path: source.path,
    size: 1,
    open: () => unpacked(content(source), source.gzipped ?? false),
  });
  const issues: string[] = [];
  let accepted = 0;
  for (const importer of importersOf()) {
    const role = await roleOf(importer, file, issues);
    if (role === null) continue;
    const outcome = await runImport(store, importersOf(), {
      paths: [],
      given: { sources: [{ file, sha256: 'made up', importer: importer.kind, role }], label: 'Hostile' },
      kind: 'auto',
      columnLineage: false,
      dryRun: false,
      actor: 'test',
      toolVersion: 'test',
      signal: new AbortController().signal,
    });
    accepted = outcome.accepted;
    issues.push(...outcome.issues.map(({ code }) => code));
    const datasets = store.reader
      .prepare<[], { name: string }>('SELECT name FROM dataset ORDER BY name')
      .all()
      .map(({ name }) => name);
    const integrity = String(store.reader.pragma('integrity_check', { simple: true }));
    await store.close();
    return {
      importer: importer.kind,
      accepted,
      issues,
      datasets,
      peakMegabytes: peak(),
      idleMegabytes,
      integrity,
    };
  }
  await store.close();
  return {
    importer: null,
    accepted,
    issues,
    datasets: [],
    peakMegabytes: peak(),
    idleMegabytes,
    integrity: 'ok',
  };
}

async function* content(source: HostileSource): AsyncGenerator<Uint8Array> {
  for (const chunk of source.chunks()) yield await Promise.resolve(chunk);
}

async function roleOf(
  importer: Importer,
  file: Parameters<Importer['recognise']>[0],
  issues: string[],
): Promise<string | null> {
  try {
    return await importer.recognise(file);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    issues.push(error.code);
    return null;
  }
}
