/** Laws, calendars and letters as data: showing them, putting one's own version in place, taking it back. */
import type { ExitCode, GlobalOptions } from '../face.ts';
import { UsageError, withCatalog } from '../face.ts';
import { print, printJson, printTable, printText } from '../print.ts';
import { readText } from './case-face.ts';

export type EditedKind = 'law' | 'calendar' | 'letter';

export async function lawList(options: GlobalOptions): Promise<ExitCode> {
  return withCatalog(options, false, async (face) => {
    const laws = await face.client.desk.laws();
    const letters = (await face.client.desk.templates()).map(({ language, kind, own }) => ({
      key: `${language}/${kind}`,
      own,
    }));
    const rows = [
      ...laws.map(({ key, name, own }) => ({ kind: 'law', key, name, own })),
      ...letters.map(({ key, own }) => ({ kind: 'letter', key, name: '', own })),
    ];
    if (face.json) printJson(rows);
    else
      printTable(
        ['kind', 'key', 'name', 'version'],
        rows.map((one) => [one.kind, one.key, one.name, one.own ? 'own' : 'bundled']),
      );
    return 0;
  });
}

export async function lawShow(kind: EditedKind, key: string, options: GlobalOptions): Promise<ExitCode> {
  return withCatalog(options, false, async (face) => {
    if (kind === 'calendar') printJson(await face.client.desk.calendar({ key }));
    else if (kind === 'law') {
      const law = (await face.client.desk.laws()).find((one) => one.key === key);
      if (!law) throw new UsageError(`There is no law ${key}.`);
      printText(law.json);
    } else {
      const all = await face.client.desk.templates();
      const letter = all.find(({ language, kind: of }) => `${language}/${of}` === key);
      if (!letter) throw new UsageError(`There is no letter ${key}; try headwater law list.`);
      printText(letter.text);
    }
    return 0;
  });
}

export async function lawSet(
  kind: EditedKind,
  key: string,
  file: string | null,
  options: GlobalOptions & { readonly reason?: string },
): Promise<ExitCode> {
  return withCatalog(options, false, async (face) => {
    const order = { key, text: file === null ? null : readText(file), reason: options.reason ?? null };
    const { desk } = face.client;
    const edit = { law: desk.editLaw, calendar: desk.editCalendar, letter: desk.editTemplate }[kind];
    const result = await edit(order);
    if (face.json) printJson(result);
    else print(result.label);
    return 0;
  });
}
