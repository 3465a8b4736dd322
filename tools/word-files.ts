/** Catalogs of messages on disk: a folder with a JSON file for each part of the app or room of the engine. */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';

/** Every file of a folder: name of the part to its content; nothing where there is no folder. */
export function readParts<Content>(folder: string): Map<string, Content> {
  return new Map(
    globSync('*.json', { cwd: folder })
      .toSorted()
      .map((file) => [
        file.replace(/\.json$/, ''),
        JSON.parse(readFileSync(join(folder, file), 'utf8')) as Content,
      ]),
  );
}

/** Puts these parts into a folder in the place of those that are there; folders in it stay. */
export async function writeParts<Content>(
  folder: string,
  parts: ReadonlyMap<string, Content>,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const file of globSync('*.json', { cwd: folder })) rmSync(join(folder, file));
  for (const [part, content] of parts)
    writeFileSync(
      join(folder, `${part}.json`),
      await format(JSON.stringify(content, null, 2), { parser: 'json', printWidth: 110 }),
    );
}
