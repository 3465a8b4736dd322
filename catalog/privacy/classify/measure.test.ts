/**
 * How right the classifier is, by names and table context alone. The numbers are floors: a change of
 * words or rules that loses more than a hundredth fails here. What was measured, and how, stands in
 * docs/privacy.md.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { samplesNote, samplesRoot } from '../../testing/samples.ts';
import { loadClassifier } from './classify.ts';
import { Tally, fits, measure, type LabelledTable } from './testing/measure.ts';

const classifier = loadClassifier(fileURLToPath(new URL('../../../resources', import.meta.url)));

function fixture(name: string): LabelledTable[] {
  return JSON.parse(
    readFileSync(fileURLToPath(new URL(`fixtures/${name}.json`, import.meta.url)), 'utf8'),
  ) as LabelledTable[];
}

describe('names of typical schemas', () => {
  it.each([
    ['names', 600, 0.985],
    ['names-2', 490, 0.955],
    ['names-3', 250, 0.945],
  ])('%s: %i names or more, F1 %f or better', (name, names, f1) => {
    const measured = measure(classifier, fixture(name));
    expect(measured.names).toBeGreaterThanOrEqual(names);
    expect(measured.negatives / measured.names).toBeGreaterThan(0.3);
    expect(measured.f1, measured.wrong.join('\n')).toBeGreaterThanOrEqual(f1);
    expect(measured.precision, measured.wrong.join('\n')).toBeGreaterThanOrEqual(0.96);
  });

  const all = measure(classifier, ['names', 'names-2', 'names-3'].flatMap(fixture));

  it('in every language with twenty names or more', () => {
    for (const language of ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl'])
      expect(all.byLanguage.get(language)!.f1, language).toBeGreaterThanOrEqual(0.9);
  });

  it('in every family of categories', () => {
    for (const family of [
      'name',
      'contact',
      'demographic',
      'government_id',
      'financial',
      'health_and_medical',
      'authorization',
      'unique_id',
      'device',
    ])
      expect(all.byCategory.get(`user.${family}`)!.f1, family).toBeGreaterThanOrEqual(0.85);
  });

  it('a confidence is not higher than the share that is right', () => {
    for (const { from, count, right } of all.calibration)
      if (count >= 10) expect(right / count).toBeGreaterThanOrEqual(from);
  });
});

/** Types of the hand labels that are personal data by themselves, and our categories for them. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  AGE: ['user.demographic.age_range'],
  DATE_OF_BIRTH: ['user.demographic.date_of_birth'],
  EMAIL_ADDRESS: ['user.contact.email'],
  ETHNIC_GROUP: ['user.demographic.race_ethnicity'],
  GENDER: ['user.demographic.gender'],
  GEO_COORDINATES: ['user.location'],
  IMEI_HARDWARE_ID: ['user.device.device_id'],
  IP_ADDRESS: ['user.device.ip_address'],
  MARITAL_STATUS: ['user.demographic.marital_status'],
  PERSON_NAME: ['user.name', 'user.account.username'],
  PHONE_NUMBER: ['user.contact.phone_number'],
  STREET_ADDRESS: ['user.contact.address', 'user.contact.address.street'],
  ZIPCODE: ['user.contact.address.postal_code'],
};
const MEASURED = new Set(Object.values(TYPES).flat());

interface Row {
  readonly table: string;
  readonly column: string;
  readonly label: string;
}

describe.skipIf(!samplesRoot)(`names with hand labels${samplesNote}`, () => {
  it('F1 0.80 or better over the personal types, empty columns counted as wrong', () => {
    const rows = JSON.parse(
      readFileSync(join(samplesRoot ?? '', 'privacy', 'column-names.json'), 'utf8'),
    ) as Row[];
    const tally = new Tally();
    for (const [table, group] of Map.groupBy(rows, (row) => row.table)) {
      const { columns } = classifier.classifyTable({
        name: table,
        columns: group.map(({ column }) => ({ path: [column] })),
      });
      for (const [at, { label }] of group.entries()) {
        const best = columns[at]!.suggestions[0]?.category ?? null;
        // Categories for which there is no label cannot be right or wrong here.
        const got =
          best !== null && MEASURED.has(best.replace(/^user\.(name|location)\..*$/, 'user.$1')) ? best : null;
        const wanted = TYPES[label] ?? [];
        if (got !== null && wanted.some((one) => fits(got, one))) tally.right++;
        else {
          if (got !== null) tally.extra++;
          if (wanted.length > 0) tally.missed++;
        }
      }
    }
    const { f1, precision, recall } = tally.score();
    expect(f1, `precision ${precision}, recall ${recall}`).toBeGreaterThanOrEqual(0.8);
    expect(recall).toBeGreaterThanOrEqual(0.9);
  });
});
