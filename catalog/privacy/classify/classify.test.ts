import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadLabelRules } from '../dsar/labels.ts';
import { loadTaxonomy } from '../taxonomy/taxonomy.ts';
import { Classifier, ClassifierError, loadClassifier } from './classify.ts';
import { loadClassifierFiles } from './files.ts';
import type { ColumnInput } from './input.ts';

const resources = fileURLToPath(new URL('../../../resources', import.meta.url));
const classifier = loadClassifier(resources);

/** The best category of each column, `-` for none. */
function categories(table: string, ...names: string[]): string[] {
  const result = classifier.classifyTable({ name: table, columns: names.map((name) => ({ path: [name] })) });
  return result.columns.map(({ suggestions }) => suggestions[0]?.category ?? '-');
}

function one(table: string, column: Partial<ColumnInput> & { name: string }) {
  const result = classifier.classifyTable({ name: table, columns: [{ path: [column.name], ...column }] });
  return result.columns[0]!;
}

describe('must be found', () => {
  it.each([
    ['t', 'cust_email', 'user.contact.email'],
    ['t', 'dt_naiss', 'user.demographic.date_of_birth'],
    ['t', 'Telefonnummer', 'user.contact.phone_number'],
    ['t', 'codice_fiscale', 'user.government_id.national_identification_number'],
    ['t', 'numero_tarjeta', 'user.financial.credit_card'],
    ['t', 'client_ip', 'user.device.ip_address'],
    ['t', 'trade_union_member', 'user.demographic.trade_union_membership'],
    ['t', 'sexual_orientation', 'user.demographic.sexual_orientation'],
    ['t', 'api_key', 'user.authorization.credentials'],
    ['t', 'customer_id', 'user.unique_id'],
    ['t', 'created_by', 'user.unique_id'],
    ['t', 'child_name', 'user.childrens'],
    ['patients', 'mrn', 'user.health_and_medical.record_id'],
    ['clientes', 'nombre', 'user.name'],
    ['orders', 'shipping_city', 'user.contact.address.city'],
  ])('%s.%s', (table, name, category) => {
    expect(categories(table, name)).toEqual([category]);
  });
});

describe('must not be found', () => {
  it.each([
    ['files', 'file_name'],
    ['servers', 'host_name'],
    ['products', 'product_name'],
    ['products', 'name'],
    ['t', 'name'],
    ['customers', 'is_email_valid'],
    ['customers', 'email_count'],
    ['customers', 'email_sent_at'],
    ['customers', 'number_of_phones'],
    ['customers', 'password_changed_at'],
    ['customers', 'passenger_count'],
    ['network_interfaces', 'address_id'],
    ['network_interfaces', 'mac_address_type'],
    ['company_profiles', 'company_phone'],
    ['students', 'academic_year_code'],
    ['t', 'acid_level'],
    ['t', 'race_condition'],
    ['t', 'health_check_url'],
    ['t', 'memory_address'],
    ['t', 'third_party_code'],
    ['orders', 'order_id'],
    ['airports', 'city'],
  ])('%s.%s', (table, name) => {
    expect(categories(table, name)).toEqual(['-']);
  });
});

describe('context', () => {
  it('columns beside it make a name that of a person', () => {
    expect(categories('t', 'name')).toEqual(['-']);
    expect(categories('t', 'name', 'email', 'birth_date')[0]).toBe('user.name');
  });

  it('the same column is an address of persons or of things', () => {
    expect(categories('customers', 'address')).toEqual(['user.contact.address']);
    expect(categories('weather_stations', 'address')).toEqual(['-']);
  });

  it('an id identifies a person where the table is about persons', () => {
    expect(categories('dim_customers', 'id')).toEqual(['user.unique_id']);
    expect(categories('products', 'id')).toEqual(['-']);
  });

  it('a prefix without a meaning that columns share is left out', () => {
    expect(categories('t', 'zq_name', 'zq_email', 'zq_birth_date')[0]).toBe('user.name');
    expect(categories('t', 'zq_name', 'email', 'birth_date')[0]).toBe('-');
  });

  it('nested fields read with their parent', () => {
    const result = classifier.classifyTable({
      name: 'orders',
      columns: [{ path: ['customer', 'name'] }, { path: ['product', 'name'] }],
    });
    expect(result.columns.map(({ suggestions }) => suggestions[0]?.category)).toEqual([
      'user.name',
      undefined,
    ]);
  });

  it('a word is explained by what it means, not by another word of the same meaning', () => {
    const names = ['poids', 'groupe_sanguin', 'allergies'];
    const { columns } = classifier.classifyTable({
      name: 'patients',
      columns: names.map((name) => ({ path: [name] })),
    });
    expect(columns[0]!.suggestions[0]?.evidence[0]).toContain('“poids” (measure of the body, French)');
  });

  it('a description of the table stands in for a name that tells nothing', () => {
    const columns = [{ path: ['name'] }];
    const [told] = classifier.classifyTable({
      name: 'x17',
      description: 'One row per patient.',
      columns,
    }).columns;
    expect(told!.suggestions[0]?.category).toBe('user.name');
  });
});

describe('types, descriptions, tags', () => {
  it('a type that cannot hold it rules out', () => {
    expect(one('customers', { name: 'email', dataType: 'varchar(80)' }).suggestions).toHaveLength(1);
    const flag = one('customers', { name: 'email', dataType: 'boolean' });
    expect(flag.suggestions).toEqual([]);
    expect(flag.considered?.evidence.join()).toContain('the type “boolean” does not fit');
    expect(one('users', { name: 'is_smoker', dataType: 'boolean' }).suggestions[0]?.category).toBe(
      'user.health_and_medical',
    );
  });

  it('a description tells what a name does not', () => {
    const told = one('t', { name: 'f17', description: 'E-mail address of the customer' }).suggestions[0];
    expect(told).toMatchObject({ category: 'user.contact.email', rule: 'description:email' });
    for (const description of [
      'Whether the e-mail address was confirmed',
      'Number of e-mails sent',
      'Date when the e-mail was sent',
    ])
      expect(one('t', { name: 'f17', description }).suggestions).toEqual([]);
  });
  it('takes what a description says of the origin of a value for no description of the value', () => {
    const description = 'From the IP address, city level';
    const told = one('t', { name: 'geo_lat', dataType: 'double', description }).suggestions[0];
    expect(told).toMatchObject({ category: 'user.location.precise', rule: 'geo' });
    expect(one('t', { name: 'f17', description: 'Derived from the e-mail address' }).suggestions).toEqual([]);
  });

  it('a description that agrees makes it surer', () => {
    const alone = one('t', { name: 'mobile_no', dataType: 'varchar' }).suggestions[0]!;
    const both = one('t', { name: 'mobile_no', dataType: 'varchar', description: 'Phone number' })
      .suggestions[0]!;
    expect(both.confidence).toBeGreaterThan(alone.confidence);
  });

  it('a tag says personal data, with or without saying which', () => {
    expect(one('t', { name: 'f17', labels: [{ key: 'pii', value: 'true' }] }).suggestions[0]).toMatchObject({
      category: 'user',
      rule: 'label:personal',
    });
    expect(one('t', { name: 'f17', labels: [{ key: 'pii', value: 'email' }] }).suggestions[0]).toMatchObject({
      category: 'user.contact.email',
      rule: 'label:email',
    });
  });

  it('a tag that denies it weighs more than a likely name', () => {
    const denied = one('t', { name: 'display_name', labels: [{ key: 'pii', value: 'false' }] });
    expect(denied.suggestions).toEqual([]);
    expect(denied.considered?.evidence.join()).toContain('not personal data');
  });
});

describe('suggestions', () => {
  it('tell the special categories and what became of the value', () => {
    const [religion] = one('t', { name: 'religion' }).suggestions;
    expect(religion).toMatchObject({
      sensitivity: 'restricted',
      gdprArt9: true,
      cpraSpi: true,
      gdprArt10: false,
    });
    expect(one('t', { name: 'email_sha256' }).suggestions[0]).toMatchObject({
      category: 'user.unique_id.pseudonymous',
      form: 'hashed',
      sensitivity: 'confidential',
    });
    expect(one('t', { name: 'password_hash' }).suggestions[0]).toMatchObject({
      category: 'user.authorization.password',
      form: 'hashed',
    });
    expect(one('t', { name: 'masked_ssn' }).suggestions[0]).toMatchObject({
      form: 'masked',
      sensitivity: 'confidential',
    });
  });

  it('say why in words, language and all', () => {
    const { suggestions } = one('salaries', { name: 'dt_naiss', dataType: 'date' });
    expect(suggestions[0]!.evidence).toEqual([
      'the name reads “naiss” (birth, French) and “dt” (date, abbreviation): a date of birth',
      'the type “date” fits',
    ]);
    const { considered } = one('customers', { name: 'email_count' });
    expect(considered?.evidence[1]).toBe('“count” rules it out: it makes it an aggregate');
  });

  it('add up to what the table holds, and about whom', () => {
    const result = classifier.classifyTable({
      name: 'hr.employees',
      columns: ['employee_id', 'email', 'religion', 'customer_id', 'colour'].map((name) => ({
        path: [name],
      })),
    });
    expect(result).toMatchObject({ sensitivity: 'restricted', gdprArt9: true, gdprArt10: false });
    expect(result.subjects.map(({ subject, basis }) => [subject, basis])).toEqual([
      ['employee', 'table'],
      ['customer', 'columns'],
    ]);
    expect(classifier.classifyTable({ name: 'colours', columns: [{ path: ['code'] }] })).toMatchObject({
      subjects: [],
      categories: [],
      sensitivity: null,
    });
  });

  it('are probabilities, the same on every run, for any input', () => {
    const column = fc.record({
      path: fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 }),
      dataType: fc.option(fc.string()),
      description: fc.option(fc.string()),
      labels: fc.array(fc.record({ key: fc.string(), value: fc.string() }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.string(), fc.array(column, { maxLength: 8 }), (name, columns) => {
        const result = classifier.classifyTable({ name, columns });
        expect(result.columns).toHaveLength(columns.length);
        for (const { confidence } of result.columns.flatMap(({ suggestions }) => suggestions)) {
          expect(confidence).toBeGreaterThanOrEqual(0.5);
          expect(confidence).toBeLessThanOrEqual(0.99);
        }
        expect(classifier.classifyTable({ name, columns })).toEqual(result);
      }),
    );
  });
});

describe('its tables', () => {
  it('are refused where they contradict themselves or the taxonomy', () => {
    const files = loadClassifierFiles(resources);
    const [first, ...others] = files.rules.rules;
    const build = (rules: typeof files.rules.rules) => () =>
      new Classifier(
        { ...files, rules: { ...files.rules, rules } },
        loadTaxonomy(resources),
        loadLabelRules(resources),
      );
    expect(build([first!, first!])).toThrow(ClassifierError);
    expect(build([{ ...first!, category: 'user.nothing' }, ...others])).toThrow(/not a category/);
    expect(build([{ ...first!, all: ['nothing'] }, ...others])).toThrow(/not a meaning/);
  });
});
