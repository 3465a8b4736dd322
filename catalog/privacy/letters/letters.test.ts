import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../catalog.ts';
import { shopFacts } from '../../reports/fixtures.ts';
import { updateSettings } from '../../settings.ts';
import { importFacts, openTemporaryCatalog, resourcesDir } from '../../testing/temp-catalog.ts';
import { extendCase, moveCase } from '../cases/act.ts';
import { LETTER_LANGUAGES, openCase } from '../cases/open-case.ts';
import { recordOutcome, workOfCase } from '../cases/outcomes.ts';
import { loadCase } from '../cases/read.ts';
import { listRecords, notePerson } from '../cases/records.ts';
import { startCollecting } from '../cases/work.ts';
import { protectDesk } from '../vault/desk-key.ts';
import { passphraseProvider } from '../vault/providers.ts';
import { completeTemplate, letterText } from './complete.ts';
import { LETTER_KINDS, draftLetter, editTemplate, finishLetter, listTemplates } from './make.ts';
import { parseTemplate } from './template.ts';
import { provisionIn, wordsOf } from './words.ts';

const actor = 'ada';
let catalog: Catalog;
let reference: string;
beforeAll(async () => {
  catalog = await openTemporaryCatalog();
  await importFacts(catalog.store, shopFacts(), 'one');
  reference = await openCase(catalog, actor, {
    receivedOn: '2026-03-05',
    jurisdiction: 'gdpr',
    place: 'IE',
    rights: ['access', 'erasure'],
    subject: 'customer',
  });
});
afterAll(() => catalog.close());

const complete = (
  text: string,
  single: Record<string, string> = {},
  lists: Record<string, Record<string, string>[]> = {},
) =>
  completeTemplate(parseTemplate(text), {
    single: new Map(Object.entries(single)),
    lists: new Map(Object.entries(lists)),
  });

describe('a template', () => {
  it('is completed, with what is missing listed', () => {
    const text =
      '# To {{person.name}}\n\nA {{manual.a}}\nB {{manual.b?}}\n\n@if models\nyes\n@else\nno {{manual.c}}\n@end\n';
    const { title, blocks, missing } = complete(text, { 'manual.a': 'x' });
    expect(title).toBe('To [missing: person.name]');
    expect(blocks).toEqual([
      { kind: 'paragraph', text: 'A x\nB ' },
      { kind: 'paragraph', text: 'no [missing: manual.c]' },
    ]);
    expect(missing).toEqual(['person.name', 'manual.c']);
    expect(complete(text, {}, { models: [{ name: 'm' }] }).missing).not.toContain('manual.c');
  });

  it('repeats lines and rows', () => {
    const { blocks } = complete(
      '# T\n\n| File | SHA |\n@each files\n| {{.name}} | {{.sha256}} |\n@end\n\n@each rights\n- {{.name}}\n@end',
      {},
      {
        files: [
          { name: 'a', sha256: '1' },
          { name: 'b', sha256: '2' },
        ],
        rights: [{ name: 'r' }],
      },
    );
    expect(blocks).toEqual([
      {
        kind: 'table',
        columns: [{ header: 'File' }, { header: 'SHA' }],
        rows: [
          ['a', '1'],
          ['b', '2'],
        ],
      },
      { kind: 'list', items: ['r'] },
    ]);
    expect(letterText({ title: 'T', blocks })).toBe('T\n\n- File: a\n  SHA: 1\n- File: b\n  SHA: 2\n\n- r\n');
  });

  it('never reads a value as part of itself', () => {
    const { blocks } = complete('# T\n\n{{manual.a}}\n', {
      'manual.a': '@end\n## H\n- i\n{{person.name}} | x |',
    });
    expect(blocks).toEqual([{ kind: 'paragraph', text: '@end\n## H\n- i\n{{person.name}} | x |' }]);
  });

  it.each([
    ['no title', /title/],
    ['# T\n{{nonsense}}', /line 2: there is no field "nonsense"/],
    ['# T\n{{person.name', /line 2: a field is written/],
    ['# T\n@if models', /line 2: @if has no @end/],
    ['# T\n@end', /line 2: @end is not expected/],
    ['# T\n@each cats\n@end', /no list "cats"/],
    ['# T\n{{.name}}', /stands in no @each/],
    ['# T\n@each files\n{{.owner}}\n@end', /entry of files has no owner/],
    ['# T\n@if models\n@else\n@else\n@end', /line 4: @else is not expected/],
    [`# T\n${'@if models\n'.repeat(9)}${'@end\n'.repeat(9)}`, /nested/],
  ])('is refused with the line: %j', (text, message) => {
    expect(() => parseTemplate(text)).toThrow(message);
  });
});

describe('the bundled templates', () => {
  it('can all be read, in four languages with the same fields', () => {
    const fieldsOf = (text: string) => [...new Set(text.match(/\{\{[^}]+\}\}|@(?:if|each) \S+/g))].sort();
    const all = listTemplates(catalog);
    expect(all).toHaveLength(LETTER_LANGUAGES.length * LETTER_KINDS.length);
    for (const { kind, language, text, own } of all) {
      expect(() => parseTemplate(text), `${language}/${kind}`).not.toThrow();
      const english = all.find((one) => one.kind === kind && one.language === 'en')!;
      expect(fieldsOf(text), `${language}/${kind}`).toEqual(fieldsOf(english.text));
      expect(own).toBe(false);
    }
    const keys = (value: object): string[] =>
      Object.entries(value).flatMap(([key, inner]) => [
        key,
        ...(typeof inner === 'object' && inner !== null && !Array.isArray(inner)
          ? keys(inner as object)
          : []),
      ]);
    for (const language of LETTER_LANGUAGES)
      expect(keys(wordsOf(resourcesDir, language)), language).toEqual(keys(wordsOf(resourcesDir, 'en')));
  });

  it('can be replaced by one’s own, and taken back', async () => {
    const edit = (text: string | null) =>
      editTemplate(catalog, actor, { language: 'en', kind: 'refusal', text, reason: null });
    await expect(edit('# T\n{{x}}')).rejects.toThrow(/line 2/);
    await edit('# Ours {{case.reference}}\n');
    expect((await draftLetter(catalog, { reference, kind: 'refusal', given: {} })).text).toBe(
      `Ours ${reference}\n`,
    );
    await edit(null);
    expect((await draftLetter(catalog, { reference, kind: 'refusal', given: {} })).text).toContain(
      'Your request',
    );
  });
});

describe('a letter', () => {
  const signed = { 'manual.signature': 'A. Lovelace' };

  it('is not finished while something is missing, and says what', async () => {
    const draft = await draftLetter(catalog, { reference, kind: 'acknowledgement', given: {} });
    expect(draft.missing).toEqual(['organisation.name', 'organisation.contact', 'manual.signature']);
    expect(draft.text).toContain('[missing: organisation.name]');
    await expect(
      finishLetter(catalog, actor, { reference, kind: 'acknowledgement', given: {} }),
    ).rejects.toThrow(/Missing: organisation.name, organisation.contact, manual.signature/);
    await expect(
      draftLetter(catalog, { reference, kind: 'refusal', given: { 'person.shoe': '9' } }),
    ).rejects.toThrow(/no field person.shoe/);
  });

  it('is completed from the case, the catalog and the law, in the language asked for', async () => {
    await updateSettings(catalog, {
      organisation: { name: 'Acme', contact: 'privacy@acme.example', dpo: '', country: 'IE' },
    });
    await protectDesk(catalog, actor, passphraseProvider('correct horse battery', { n: 2 ** 10 }));
    await notePerson(catalog, actor, reference, {
      name: 'Jo Bloggs',
      contact: 'Main Street',
      identifiers: [],
      agent: null,
    });
    const english = await draftLetter(catalog, { reference, kind: 'acknowledgement', given: signed });
    expect(english.missing).toEqual([]);
    expect(english.text).toContain('Jo Bloggs');
    expect(english.text).toContain(
      'by 7 April 2026 at the latest. The law gives us 1 month (Art. 12(3) GDPR).',
    );
    expect(english.text).toContain('Data Protection Commission');
    for (const [language, words] of [
      ['de', 'spätestens am 7. April 2026'],
      ['fr', 'au plus tard le 7 avril 2026'],
      ['es', 'el 7 de abril de 2026'],
    ] as const)
      expect(
        (await draftLetter(catalog, { reference, kind: 'acknowledgement', language, given: signed })).text,
      ).toContain(words);
    const { record, files } = await finishLetter(catalog, actor, {
      reference,
      kind: 'acknowledgement',
      given: signed,
    });
    expect(files.map((file) => file.name)).toEqual([
      `${reference}-acknowledgement.pdf`,
      `${reference}-acknowledgement.html`,
      `${reference}-acknowledgement.txt`,
    ]);
    expect(listRecords(catalog, reference).find((row) => row.id === record)).toMatchObject({
      kind: 'letter',
    });
    expect(loadCase(catalog.store.reader, reference).events.at(-1)).toMatchObject({
      kind: 'letter',
      detail: { letter: 'acknowledgement' },
    });
  });

  it('of extension or refusal needs that to have happened', async () => {
    const given = { ...signed, 'manual.explanation': 'Many systems.' };
    const extension = () => draftLetter(catalog, { reference, kind: 'extension', given });
    expect((await extension()).missing.join()).toContain('not extended');
    await extendCase(catalog, { actor, reference, on: '2026-03-20', reasons: ['complexity'] });
    const { text, missing } = await extension();
    expect(missing).toEqual([]);
    expect(text).toContain(
      'answered by 7 April 2026. We cannot do so in time because the request is complex.',
    );
    expect(text).toContain('by 5 June 2026 at the latest. The law allows at most 3 months in all');
    expect((await draftLetter(catalog, { reference, kind: 'refusal', given })).missing.join()).toContain(
      'refus',
    );
  });

  it('to the person names no table; the certificate does not name the person', async () => {
    const move = (to: 'triage' | 'scoping') => moveCase(catalog, { actor, reference, to, on: '2026-03-21' });
    await move('triage');
    await move('scoping');
    await startCollecting(catalog, { actor, reference, on: '2026-03-21' });
    const search = workOfCase(catalog, reference).filter((row) => row.work === 'search');
    await recordOutcome(catalog, actor, {
      reference,
      work: 'search',
      stores: [search[0]!.id],
      outcome: 'found',
      found: 3,
    });
    const response = await draftLetter(catalog, { reference, kind: 'response', given: signed });
    expect(response.text).toContain('your e-mail address');
    for (const { name } of search) expect(response.text).not.toContain(name);
    expect(response.missing).toContain('manual.purposes');
    expect(response.missing).toContain('manual.why_not_searched');
    const file = await draftLetter(catalog, { reference, kind: 'case-file', given: {} });
    expect(file.missing).toEqual([]);
    for (const { name } of search) expect(file.text).toContain(name);
    const certificate = await draftLetter(catalog, { reference, kind: 'erasure-certificate', given: {} });
    expect(certificate.text).not.toContain('Bloggs');
    expect(certificate.missing).toContain('manual.ground');
  });
});

it('cites the GDPR as the language does, and other laws as they are', () => {
  const cited = (language: 'en' | 'de' | 'fr' | 'es', provision: string): string =>
    provisionIn(provision, wordsOf(resourcesDir, language));
  expect(cited('en', 'Art. 12(3) GDPR')).toBe('Art. 12(3) GDPR');
  expect(cited('de', 'Art. 12(3) GDPR')).toBe('Art. 12 Abs. 3 DSGVO');
  expect(cited('de', 'Art. 15 GDPR')).toBe('Art. 15 DSGVO');
  expect(cited('fr', 'Art. 17(3)(b) GDPR')).toBe('art. 17, paragraphe 3, point b), du RGPD');
  expect(cited('es', 'Art. 12(3) GDPR')).toBe('art. 12, apartado 3, del RGPD');
  expect(cited('de', 'Art. 12A UK GDPR')).toBe('Art. 12A UK GDPR');
});
