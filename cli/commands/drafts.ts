/** people drafts: mails to owners about their datasets, as files to read and send. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../../catalog/whole-file.ts';
import { withCatalog, type ExitCode, type GlobalOptions } from '../face.ts';
import { pages } from '../pages.ts';
import { print, printJson, printTable } from '../print.ts';
import { wholeFile } from '../whole-file.ts';
import { textOf } from './registers.ts';

interface DraftOptions extends GlobalOptions {
  readonly out?: string;
  readonly subject?: string;
  readonly body?: string;
  readonly to?: string[];
  readonly all?: boolean;
}

/** 1 where the template names fields that there are not. */
export async function draftsCommand(options: DraftOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const onlyOpen = options.all !== true;
    if (options.out === undefined) {
      const { items } = await pages(Infinity, (page) => client.drafts.recipients({ onlyOpen, ...page }));
      if (json) printJson({ total: items.length, items });
      else {
        printTable(
          ['name', 'e-mail', 'datasets', 'open', 'key'],
          items.map(({ name, email, datasets, open, key }) => [
            name,
            email ?? 'no address',
            String(datasets),
            String(open),
            key,
          ]),
        );
        print('', `${items.length} owners; --out writes a draft to each.`);
      }
      return 0;
    }
    const { template: shipped } = await client.drafts.template();
    const template = {
      subject: options.subject ?? shipped.subject,
      body: options.body === undefined ? shipped.body : textOf(options.body),
    };
    const zip = /\.zip$/i.test(options.out);
    const { files, ...told } = await client.drafts.write({
      template,
      onlyOpen,
      as: zip ? 'zip' : 'files',
      ...(options.to === undefined ? {} : { recipients: options.to }),
    });
    await writeAll(options.out, zip, files);
    if (json) printJson({ ...told, files: zip ? [] : files.map(({ name }) => name) });
    else {
      const left = told.withoutAddress > 0 ? ` (${told.withoutAddress} without an address)` : '';
      print(
        told.drafts === 0 ? 'Nobody is to be written to.' : `${told.drafts} drafts${left} in ${options.out}.`,
      );
      for (const name of told.unknown) print(`note: {{${name}}} stands for nothing and was left as it is`);
    }
    return told.unknown.length > 0 ? 1 : 0;
  });
}

async function writeAll(
  out: string,
  zip: boolean,
  files: readonly { readonly name: string; readonly base64: string }[],
): Promise<void> {
  const bytes = (base64: string) => Buffer.from(base64, 'base64');
  if (files.length === 0) return;
  if (zip) {
    const [file] = files;
    if (file) await wholeFile(out, async (stream) => void stream.write(bytes(file.base64)));
    return;
  }
  mkdirSync(out, { recursive: true });
  for (const { name, base64 } of files) writeWhole(join(out, name), bytes(base64));
}
