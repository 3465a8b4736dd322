import { client } from '../../shared/api.ts';
import { host } from '../../shared/host.ts';

/** Gives every issue of an import to the person as a CSV file. */
export async function saveIssues(id: number): Promise<void> {
  const { name, text } = await client.imports.issuesCsv({ id });
  await host.save(name, 'text/csv', text);
}
