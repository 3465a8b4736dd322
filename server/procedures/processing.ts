import { liveProcessing, type Live } from '../../catalog/privacy/processing/live.ts';
import { linkedDatasets } from '../../catalog/privacy/processing/links.ts';
import {
  ACTIVITY_FIELDS,
  ASSESSMENT_FIELDS,
  LINK_PARTS,
} from '../../catalog/privacy/processing/register/fields.ts';
import type { ActivityLink } from '../../catalog/privacy/processing/register/activity.ts';
import { checkChoice, chosen } from '../../catalog/privacy/processing/ropa/choice.ts';
import { coverageOf, percentOf } from '../../catalog/privacy/processing/ropa/coverage.ts';
import { loadTemplate, TEMPLATE_IDS } from '../../catalog/privacy/processing/ropa/templates.ts';
import type { Known } from '../../catalog/privacy/processing/world.ts';
import { loadTaxonomy } from '../../catalog/privacy/taxonomy/taxonomy.ts';
import { Refused } from '../../catalog/stewardship/refused.ts';
import { registerCsv } from '../../catalog/stewardship/registers/files.ts';
import { entryHistory } from '../../catalog/stewardship/registers/history.ts';
import { entriesOf } from '../../catalog/stewardship/registers/read.ts';
import { readRow, rowText } from '../../catalog/stewardship/registers/rows.ts';
import { REGISTERS } from '../../catalog/stewardship/registers/spec.ts';
import { importRegisterFile, registerXlsx } from '../../catalog/stewardship/registers/workbook.ts';
import { putEntries, removeEntries } from '../../catalog/stewardship/registers/write.ts';
import type { ProcessingValue } from '../../contract/index.ts';
import { actorOf, os } from './context.ts';
import { readHeld } from './held-file.ts';
import {
  activityRow,
  activityView,
  answerView,
  coverageRow,
  datasetView,
  fieldView,
  linkedItems,
  linkResults,
} from './processing-views.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function knownIn({ known }: Live, key: string): Known {
  const one = known.find(({ activity }) => activity.key === key);
  if (!one) throw new Refused('NOT_FOUND', `There is no processing activity "${key}".`);
  return one;
}

export const processing = os.processing.router({
  vocabulary: os.processing.vocabulary.handler(({ context }) => {
    const { resourcesDir } = context.catalog.options;
    const { categories, subjects } = loadTaxonomy(resourcesDir);
    return {
      activity: ACTIVITY_FIELDS.map((field) => fieldView('activity', field)),
      assessment: ASSESSMENT_FIELDS.map((field) => fieldView('assessment', field)),
      categories: categories
        .filter(({ key, replacedBy }) => key.startsWith('user') && replacedBy === null)
        .map(({ key, plainName }) => ({ value: key, label: plainName.en })),
      subjects: subjects.map(({ key, name }) => ({ value: key, label: name })),
      templates: TEMPLATE_IDS.map((id) => {
        const { name, authority, note } = loadTemplate(resourcesDir, id);
        return { id, name, authority, note };
      }),
    };
  }),
  list: os.processing.list.handler(async ({ context }) => {
    const { world, known, uncovered } = await liveProcessing(context.catalog);
    return {
      items: known.map(activityRow),
      uncovered: uncovered.length,
      personalDatasets: world.data.datasets.filter(({ personal, dataset }) => personal && !dataset.retired)
        .length,
    };
  }),
  show: os.processing.show.handler(async ({ context, input }) => {
    const live = await liveProcessing(context.catalog);
    const entry = (register: 'activity' | 'assessment') =>
      entriesOf(context.catalog.store.reader, register).find(({ key }) => key === input.key);
    return activityView(live.world, knownIn(live, input.key), entry('activity'), entry('assessment'));
  }),
  put: os.processing.put.handler(async ({ context, input }) => {
    const { register, entry, add, ...options } = input;
    const fields = Object.entries(entry.fields).map(([name, value]) => [
      name,
      storedValue(register, name, value),
    ]);
    const wish = { ...Object.fromEntries(fields), key: entry.key, name: entry.name };
    const actor = await actorOf(context);
    if (add) {
      const { outcome } = await putEntries(context.catalog, actor, register, [wish], { dryRun: true });
      if (outcome.added.length === 0)
        throw new Refused('CONFLICT', `There is a ${REGISTERS[register].noun} under this key already.`);
    }
    const { outcome, ...result } = await putEntries(context.catalog, actor, register, [wish], options);
    return { ...result, key: outcome.added[0] ?? outcome.changed[0] ?? entry.key ?? '' };
  }),
  append: os.processing.append.handler(async ({ context, input }) => {
    const { key, field, add, reason } = input;
    const entry = entriesOf(context.catalog.store.reader, 'activity').find((one) => one.key === key);
    if (!entry) throw new Refused('NOT_FOUND', `There is no processing activity "${key}".`);
    const list = entry[field];
    if (!Array.isArray(list)) throw new Refused('INVALID', `"${field}" is no list of a processing activity.`);
    const wish = { key, [field]: [...(list as string[]), add] };
    const { outcome: _outcome, ...result } = await putEntries(
      context.catalog,
      await actorOf(context),
      'activity',
      [wish],
      reason === undefined ? {} : { reason },
    );
    return result;
  }),
  remove: os.processing.remove.handler(async ({ context, input }) =>
    removeEntries(context.catalog, await actorOf(context), input.register, input.keys, input),
  ),
  history: os.processing.history.handler(({ context, input }) => {
    const { register, key, ...page } = input;
    const { total, items } = entryHistory(context.catalog.store.reader, register, key, page);
    return { total, items: items.map((item) => ({ ...item, fields: [...item.fields] })) };
  }),
  match: os.processing.match.handler(async ({ context, input }) => {
    const { world } = await liveProcessing(context.catalog);
    const parts = ACTIVITY_FIELDS.find(({ name }) => name === 'links')!.parts!;
    const links = input.links.map((link) => {
      const read = readRow(parts, rowText(LINK_PARTS.map((part) => link[part] ?? '')));
      if ('problem' in read) throw new Refused('INVALID', read.problem);
      const { kind = '', value = '', name = '' } = link;
      return { kind, value, name } as ActivityLink;
    });
    const found = linkedDatasets(world.data, links);
    return {
      total: found.datasets.length,
      personal: found.datasets.filter(({ of }) => of.personal).length,
      items: linkedItems(found.datasets.slice(0, input.limit)),
      links: linkResults(found.links),
    };
  }),
  datasets: os.processing.datasets.handler(async ({ context, input }) => {
    const { derived } = knownIn(await liveProcessing(context.catalog), input.key);
    return {
      total: derived.datasets.length,
      personal: derived.personal,
      items: linkedItems(derived.datasets.slice(input.offset, input.offset + input.limit)),
    };
  }),
  uncovered: os.processing.uncovered.handler(async ({ context, input }) => {
    const { world, uncovered } = await liveProcessing(context.catalog);
    return {
      total: uncovered.length,
      items: uncovered.slice(input.offset, input.offset + input.limit).map((index) => {
        const one = world.data.datasets[index]!;
        return { ...datasetView(one.dataset), categories: [...one.categories], subjects: [...one.subjects] };
      }),
    };
  }),
  coverage: os.processing.coverage.handler(async ({ context, input }) => {
    const { world, known } = await liveProcessing(context.catalog);
    const template = loadTemplate(context.catalog.options.resourcesDir, input.template);
    checkChoice(world.activities, input);
    const { recorded, ended } = chosen(known, input);
    const covered = recorded.map((one) => ({ one, coverage: coverageOf(world, one, template) }));
    const answers = covered.flatMap(({ coverage }) => coverage.answers);
    return {
      percent: percentOf(answers),
      requiredPercent: percentOf(answers.filter(({ field }) => field.provision !== null)),
      fields: template[input.role].length,
      items: covered.map(({ one, coverage }) => coverageRow(one, coverage)),
      ended: ended.length,
    };
  }),
  answers: os.processing.answers.handler(async ({ context, input }) => {
    const live = await liveProcessing(context.catalog);
    const one = knownIn(live, input.key);
    const template = loadTemplate(context.catalog.options.resourcesDir, input.template);
    const coverage = coverageOf(live.world, one, template);
    return { ...coverageRow(one, coverage), answers: coverage.answers.map(answerView) };
  }),
  exportFile: os.processing.exportFile.handler(async ({ context, input }) => {
    const { register, format, revision } = input;
    const db = context.catalog.store.reader;
    const bytes =
      format === 'csv'
        ? Buffer.from(registerCsv(db, register, revision), 'utf8')
        : await registerXlsx(db, register, revision);
    return {
      name: `${REGISTERS[register].plural.replace(' ', '-')}.${format}`,
      mediaType: format === 'csv' ? 'text/csv' : XLSX,
      base64: Buffer.from(bytes).toString('base64'),
      entries: entriesOf(db, register, revision).length,
    };
  }),
  importFile: os.processing.importFile.handler(async ({ context, input, signal }) => {
    const { register, token: _token, ...options } = input;
    const { catalog } = context;
    const actor = await actorOf(context);
    const { outcome, ...result } = await readHeld(context, input, signal, (path) =>
      importRegisterFile(catalog, actor, register, path, options, signal),
    );
    const { lines, added, changed, unchanged, problems, notes } = outcome;
    return {
      ...result,
      ...{ lines, added: [...added], changedKeys: [...changed], unchanged },
      ...{ problems: [...problems], notes: [...notes] },
    };
  }),
});

/** Rows by part become the text that is stored. @throws Refused for a field that there is not */
function storedValue(register: 'activity' | 'assessment', name: string, value: ProcessingValue) {
  const field = REGISTERS[register].fields.find((one) => one.name === name);
  if (!field) throw new Refused('INVALID', `A ${REGISTERS[register].noun} has no field "${name}".`);
  if (!Array.isArray(value)) return value;
  const parts = field.parts ?? [];
  return value.map((one) =>
    typeof one === 'string' ? one : rowText(parts.map((part) => one[part.name] ?? '')),
  );
}
