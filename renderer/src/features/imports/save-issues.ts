import { client } from '../../shared/api.ts';
import { explain } from '../../shared/errors.ts';
import { host } from '../../shared/host.ts';
import { sayChange } from '../../shared/say-change.ts';

/** Gives every issue of an import to the person as a CSV file. */
export async function saveIssues(id: number): Promise<void> {
  try {
    const { name, text } = await client.imports.issuesCsv({ id });
    await host.save(name, 'text/csv', new TextEncoder().encode(text));
  } catch (error) {
    sayChange(explain(error).cause, 12_000);
  }
}
