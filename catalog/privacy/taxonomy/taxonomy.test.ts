import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplesNote, samplesRoot } from '../../testing/samples.ts';
import { type OverlayFile, type TaxonomyFile, overlayFile, taxonomyFile } from './files.ts';
import { buildTaxonomy, loadTaxonomy } from './taxonomy.ts';

const resourcesDir = fileURLToPath(new URL('../../../resources/', import.meta.url));
const taxonomy = loadTaxonomy(resourcesDir);

const term = (key: string, parent: string | null = null) => ({
  key,
  name: key,
  description: '',
  parent,
  version_deprecated: null,
  replaced_by: null,
});

function small(categories: readonly ReturnType<typeof term>[], overlay: Partial<OverlayFile> = {}) {
  const file: TaxonomyFile = {
    source: '',
    release: '',
    licence: '',
    attribution: 'credit',
    data_categories: [...categories],
    data_uses: [],
    data_subjects: [],
  };
  const sources = { gdprArt9: '', gdprArt10: '', cpraSpi: '' };
  return buildTaxonomy(file, { version: '1', sources, extensions: [], categories: [], ...overlay });
}

describe('the bundled taxonomy', () => {
  it('has all terms and the credit line', () => {
    expect(taxonomy.categories).toHaveLength(87);
    expect(taxonomy.uses).toHaveLength(56);
    expect(taxonomy.subjects).toHaveLength(15);
    expect(taxonomy.attribution).toBe('Fideslang by Ethyca, Inc., licensed under CC BY 4.0');
    expect(taxonomy.uses.find(({ key }) => key === 'personalize.profiling')?.replacedBy).toBe(
      'personalize.content.profiling',
    );
  });

  it('flags the special categories of Art. 9 and nothing close to them', () => {
    const flagged = taxonomy.categories.filter(({ gdprArt9 }) => gdprArt9).map(({ key }) => key);
    for (const key of [
      'user.health_and_medical',
      'user.health_and_medical.genetic',
      'user.biometric.fingerprint',
      'user.demographic.political_opinion',
      'user.demographic.race_ethnicity',
      'user.demographic.religious_belief',
      'user.demographic.philosophical_belief',
      'user.demographic.sexual_orientation',
      'user.demographic.trade_union_membership',
    ]) {
      expect(flagged).toContain(key);
    }
    for (const key of [
      'user.demographic',
      'user.demographic.gender',
      'user.contact.email',
      'user.criminal_history',
      'user.financial',
    ]) {
      expect(flagged).not.toContain(key);
    }
    expect(taxonomy.categories.filter(({ gdprArt10 }) => gdprArt10).map(({ key }) => key)).toEqual([
      'user.criminal_history',
    ]);
    expect(taxonomy.category('user.government_id.passport_number')?.cpraSpi).toBe(true);
    expect(taxonomy.category('user.government_id.birth_certificate')?.cpraSpi).toBe(false);
  });

  it('never sets a special category below restricted', () => {
    const open = taxonomy.categories.filter(
      (own) => (own.gdprArt9 || own.gdprArt10) && own.defaultSensitivity !== 'restricted',
    );
    expect(open).toEqual([]);
  });

  it('has plain words for every category about a person', () => {
    const bare = taxonomy.categories.filter(
      ({ key, name, plainName }) => key.startsWith('user') && plainName.en === name,
    );
    expect(bare).toEqual([]);
    expect(taxonomy.category('user.contact.email')).toMatchObject({
      plainName: { en: 'your e-mail address', de: 'Ihre E-Mail-Adresse' },
      originDefault: 'subject',
      extension: false,
    });
  });

  it('walks from narrow to wide', () => {
    expect(taxonomy.ancestors('user.contact.address.city')).toEqual([
      'user.contact.address',
      'user.contact',
      'user',
    ]);
    expect(taxonomy.isA('user.contact.email', 'user.contact')).toBe(true);
    expect(taxonomy.isA('user.contact', 'user.contact.email')).toBe(false);
    expect(taxonomy.isA('user.contacts', 'user.contact')).toBe(false);
    expect(taxonomy.isA('essential.service.security', 'essential')).toBe(true);
    for (const odd of ['__proto__', 'constructor', '', 'nothing']) {
      expect(taxonomy.category(odd)).toBeNull();
      expect(taxonomy.isA(odd, odd)).toBe(false);
      expect(taxonomy.ancestors(odd)).toEqual([]);
    }
  });

  it('isA is an order', () => {
    const any = fc.constantFrom(...taxonomy.categories.map(({ key }) => key));
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        expect(taxonomy.isA(a, a)).toBe(true);
        if (taxonomy.isA(a, b) && taxonomy.isA(b, a)) expect(a).toBe(b);
        if (taxonomy.isA(a, b) && taxonomy.isA(b, c)) expect(taxonomy.isA(a, c)).toBe(true);
      }),
    );
  });

  it.skipIf(!samplesRoot)(`is fideslang word for word${samplesNote}`, () => {
    const read = (path: string) => taxonomyFile.parse(JSON.parse(readFileSync(path, 'utf8')));
    expect(read(join(resourcesDir, 'privacy', 'taxonomy.json'))).toEqual(
      read(join(samplesRoot ?? '', 'taxonomy', 'fideslang.json')),
    );
  });
});

describe('building', () => {
  it('inherits flags from the nearest wider category that states them', () => {
    const built = small([term('a'), term('a.b', 'a'), term('a.b.c', 'a.b')], {
      categories: [
        { key: 'a', gdprArt9: true, defaultSensitivity: 'restricted' },
        { key: 'a.b', gdprArt9: false },
      ],
    });
    expect(built.category('a.b.c')).toMatchObject({
      gdprArt9: false,
      defaultSensitivity: 'restricted',
      plainName: { en: 'a.b.c' },
    });
  });

  it('refuses contradictions', () => {
    expect(() => small([term('a'), term('a')])).toThrow(/twice/);
    expect(() => small([term('a.b', 'a')])).toThrow(/not listed/);
    expect(() => small([term('a', 'b'), term('b', 'a')])).toThrow(/not named after/);
    expect(() => small([term('a')], { categories: [{ key: 'b' }] })).toThrow(/not a category/);
    const misspelt = {
      version: '1',
      sources: { gdprArt9: '', gdprArt10: '', cpraSpi: '' },
      extensions: [],
      categories: [{ key: 'a', gdprArt9s: true }],
    };
    expect(() => overlayFile.parse(misspelt)).toThrow(/gdprArt9s/);
  });
});
