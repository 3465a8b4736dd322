/**
 * Writes the schemas of report data to `docs/schemas`; a test compares them with the code.
 *
 *   node tools/report-schemas.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publishedSchemas, schemaText } from '../catalog/reports/schemas.ts';

const folder = fileURLToPath(new URL('../docs/schemas/', import.meta.url));
mkdirSync(folder, { recursive: true });
for (const published of publishedSchemas()) {
  writeFileSync(join(folder, published.file), schemaText(published));
  process.stdout.write(`docs/schemas/${published.file}\n`);
}
