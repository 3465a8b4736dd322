import { createElement, type ComponentType, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as LanguageOfApp from './language.ts';
import type * as SayModule from './say.ts';
import type * as SayElement from './Say.tsx';

type Parts = typeof LanguageOfApp &
  typeof SayModule & { Say: ComponentType<Parameters<(typeof SayElement)['Say']>[0]> };

/** The functions as a page has them that is loaded with this choice on this system. */
async function page(
  choice: string | null,
  ...system: string[]
): Promise<Parts & { kept: Map<string, string> }> {
  const kept = new Map(choice === null ? [] : [['headwater.language', choice]]);
  vi.resetModules();
  vi.stubGlobal('navigator', { languages: system });
  vi.stubGlobal('window', {
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    },
  });
  const [language, words, element] = await Promise.all([
    import('./language.ts'),
    import('./say.ts'),
    import('./Say.tsx'),
  ]);
  return { ...language, ...words, ...element, kept };
}
afterEach(() => vi.unstubAllGlobals());
// Files of tests share their modules: the next one is to load them in English.
afterAll(() => vi.resetModules());

describe('the language of the page', () => {
  it('is what was chosen, or the first of the system that the app speaks', async () => {
    const { languageFor } = await page(null, 'en');
    expect(languageFor('de', ['en-US'])).toBe('de');
    expect(languageFor('en', ['de'])).toBe('en');
    expect(languageFor('system', ['fr-CH', 'de-CH', 'en'])).toBe('de');
    expect(languageFor('system', ['DE'])).toBe('de');
    expect(languageFor('system', ['fr', 'constructor'])).toBe('en');
    expect(languageFor('system', [])).toBe('en');
  });

  it('has the region of the system, where the system speaks it', async () => {
    const { localeFor } = await page(null, 'en');
    expect(localeFor('de', ['en-US', 'de-AT', 'de'])).toBe('de-AT');
    expect(localeFor('de', ['en-US'])).toBe('de');
    expect(localeFor('en', ['en-GB'])).toBe('en-GB');
  });

  it('is taken from what was remembered, and nonsense is not', async () => {
    expect(await page('de', 'en-US')).toMatchObject({ language: 'de', locale: 'de' });
    expect(await page('toString', 'en-US')).toMatchObject({ language: 'en', locale: 'en-US' });
    expect(await page(null, 'de-CH')).toMatchObject({ language: 'de', locale: 'de-CH' });
  });

  it('is remembered, and a page in another one is to be loaded anew', async () => {
    const { rememberLanguage, kept } = await page(null, 'en-US');
    expect(rememberLanguage('en')).toBe(false);
    expect(kept.get('headwater.language')).toBe('en');
    expect(rememberLanguage('de')).toBe(true);
    expect(kept.get('headwater.language')).toBe('de');
    expect(rememberLanguage('system')).toBe(false);
    expect(kept.size).toBe(0);
  });
});

describe('a text', () => {
  let english: Parts;
  let german: Parts;
  beforeEach(async () => {
    english = await page('en', 'en-US');
    german = await page('de', 'de-DE');
    german.putWords({
      'Not translated: {count, number}': 'Nicht übersetzt: {count, number}',
      '{files, plural, one {# file} other {# files}} in {folder}':
        '{folder}: {files, plural, one {# Datei} other {# Dateien}}',
      Open: 'Öffnen',
      'Open @@ state': 'Offen',
      'Open <link>{name}</link> to see {more, number} more.':
        'Für {more, number} weitere <link>{name}</link> öffnen.',
    });
  });

  it('is itself in English, with its values', () => {
    const { say } = english;
    expect(say('Save')).toBe('Save');
    expect(say('A {name} that’s <not> a tag', { name: '{x}' })).toBe('A {x} that’s <not> a tag');
    expect(say("'{'{value}'}'", { value: 1 })).toBe('{1}');
    const files = (count: number) =>
      say('{files, plural, one {# file} other {# files}} in {folder}', { files: count, folder: 'a' });
    expect([files(1), files(1204)]).toEqual(['1 file in a', '1,204 files in a']);
  });

  it('is that of the catalog in German, with German numbers and another order', () => {
    const { say } = german;
    const files = (count: number) =>
      say('{files, plural, one {# file} other {# files}} in {folder}', { files: count, folder: 'a' });
    expect([files(1), files(1204)]).toEqual(['a: 1 Datei', 'a: 1.204 Dateien']);
  });

  it('stays English, numbers too, where the catalog has none', () => {
    const { say } = german;
    expect(say('Save')).toBe('Save');
    expect(say('{rows, number} rows', { rows: 1204 })).toBe('1,204 rows');
  });

  it('is told from the same text elsewhere', () => {
    expect([english.say('Open'), english.sayIn('state', 'Open')]).toEqual(['Open', 'Open']);
    expect([german.say('Open'), german.sayIn('state', 'Open')]).toEqual(['Öffnen', 'Offen']);
    expect(german.sayIn('verb', 'Open')).toBe('Open');
  });

  it('is said anew when a catalog comes', () => {
    const { putWords, say } = german;
    expect(say('Close')).toBe('Close');
    putWords({ Close: 'Schließen' });
    expect(say('Close')).toBe('Schließen');
  });

  it('may have elements in it', () => {
    const html = ({ Say }: Parts, name: ReactNode): string =>
      renderToStaticMarkup(
        createElement(Say, {
          text: 'Open <link>{name}</link> to see {more, number} more.',
          values: {
            name,
            more: 1204,
            link: (inside: ReactNode) => createElement('a', { href: '#x' }, inside),
          },
        }),
      );
    expect(html(english, 'a < b')).toBe('Open <a href="#x">a &lt; b</a> to see 1,204 more.');
    expect(html(german, createElement('b', null, 'it'))).toBe(
      'Für 1.204 weitere <a href="#x"><b>it</b></a> öffnen.',
    );
  });
});
