import { importFacts, openTemporaryCatalog } from './catalog/testing/temp-catalog.ts';
import { nextSteps } from './catalog/browse/next-steps.ts';
import { homeInBreaths } from './catalog/browse/home.ts';
import { coverageTrend } from './catalog/browse/coverage-trend.ts';
import { review } from './catalog/stewardship/review/review.ts';
import { tag } from './catalog/stewardship/tag.ts';
import { ruleStates } from './catalog/stewardship/rules/follow.ts';
import { saveRule } from './catalog/stewardship/rules/save.ts';
const catalog = await openTemporaryCatalog();
const N = 10000, C = 15;
const evidence = { scope: 'p', file: 0, at: 'x' };
const W = ['email', 'id', 'name', 'phone', 'city', 'amount', 'created_at', 'status', 'zip', 'iban', 'note', 'code', 'qty', 'price', 'birthdate'];
const facts: any[] = [{ type: 'scope', scope: 'p', mode: 'replace' }];
for (let i = 0; i < N; i++) {
  const dataset = { namespace: 'pg://db', name: `schema${i % 50}.table_${i}` };
  facts.push({ type: 'dataset', dataset, sourceId: dataset.name, evidence });
  for (let c = 0; c < C; c++) facts.push({ type: 'column', dataset, path: [W[c]], evidence });
  if (i % 2) facts.push({ type: 'description', target: { on: 'dataset', dataset }, text: 'x', evidence });
  if (i % 3 === 0) facts.push({ type: 'tag', target: { on: 'column', dataset, path: ['email'] }, kind: 'sensitivity', key: '', value: 'confidential', evidence });
  if (i > 0) for (let c = 0; c < C; c++) facts.push({ type: 'column-edge', from: { dataset: { namespace: 'pg://db', name: `schema${(i >> 1) % 50}.table_${i >> 1}` }, path: [W[c]] }, to: { dataset, path: [W[c]] }, transformations: [{ type: 'DIRECT', subtype: 'IDENTITY' }], evidence });
}
await importFacts(catalog.store, facts, 'one');
const ids = catalog.store.reader.prepare('SELECT id FROM dataset ORDER BY id').pluck().all() as number[];
for (let k = 0; k < 10; k++) {
  await review(catalog, 'a', { targets: ids.slice(k * 500, k * 500 + 500).map((id) => ({ on: 'dataset' as const, id })), reviewed: true });
}
await saveRule(catalog, 'a', { name: 'x', kind: 'tag', selection: 'name:schema1.*', enabled: true, effect: { on: 'dataset', statements: [{ kind: 'label', key: '', value: 'x' }], owners: [] } });
await saveRule(catalog, 'a', { name: 'y', kind: 'classify', selection: 'column:email', enabled: true, effect: { on: 'column', statements: [{ kind: 'category', key: '', value: 'user.contact.email' }], owners: [] } });
async function watched(name: string, work: () => Promise<unknown>) {
  let longest = 0, last = performance.now();
  const timer = setInterval(() => { const now = performance.now(); longest = Math.max(longest, now - last); last = now; }, 1);
  const cpu = process.cpuUsage(); const from = performance.now();
  last = performance.now();
  await work();
  const now = performance.now(); longest = Math.max(longest, now - last);
  clearInterval(timer);
  const used = process.cpuUsage(cpu);
  console.log(name, `cpu ${((used.user + used.system) / 1000).toFixed(0)} ms, clock ${(now - from).toFixed(0)} ms, longest stand ${longest.toFixed(0)} ms`);
}
for (let round = 0; round < 2; round++) {
  await tag(catalog, 'a', { targets: [{ on: 'dataset', id: ids[round]! }], add: [{ kind: 'label', key: '', value: 'z' }], remove: [] });
  await watched('home', () => homeInBreaths(catalog));
  await watched('next', () => nextSteps(catalog));
  await watched('trend', () => coverageTrend(catalog, 100));
  await watched('rule states', () => ruleStates(catalog));
  await watched('home again', () => homeInBreaths(catalog));
  await watched('next again', () => nextSteps(catalog));
}
console.log((await nextSteps(catalog)).steps.map((s) => `${s.code} ${s.count}`).join(', '));
await catalog.close();
process.exit(0);
