import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'vitest';
import { fileNameOf, sourceText, type SourceChoice } from '../../testing/small-sources.ts';
import { openTemporaryCatalog, temporaryFolder } from '../../testing/temp-catalog.ts';
import { undoImport } from './undo-import.ts';
import { exportLines } from '../../export/ndjson.ts';
it('x', async () => {
  const catalog = await openTemporaryCatalog();
  const signal = new AbortController().signal;
  const ids: number[] = [];
  for (const [i, s] of (JSON.parse(process.env['S']!) as SourceChoice[]).entries()) {
    const path = join(temporaryFolder(), fileNameOf(s));
    writeFileSync(path, sourceText(s, i));
    const o = await catalog.import({ paths: [path], kind: 'auto', namespace: 's3://lake', dryRun: false, actor: 't', signal });
    ids.push(o.importId!);
  }
  const dump = () => { console.log([...exportLines(catalog.store.reader, { canonical: false })].join('\n'));
  for (const t of (process.env['T'] ?? 'statement,import_scope,scope').split(',')) console.log(t, '\n' + catalog.store.reader.prepare('SELECT * FROM ' + t).all().map((r) => JSON.stringify(Object.values(r as object))).join('\n')); };
  dump();
  await undoImport(catalog, { importId: ids[Number(process.env['P'] ?? 0)]!, redo: false, dryRun: false, actor: 't', signal });
  console.log('=========== UNDONE');
  dump();
});
