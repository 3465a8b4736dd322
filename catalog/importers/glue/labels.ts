/** How items of an export are told: by the names of their files, and their own. */
import { nameOfFile } from './file-names.ts';
import { member, rec, str, type Rec } from './json.ts';

/** `out/get-tables.sales.page1.json` → `['sales', 'page1']`. */
export function namePartsOf(path: string): string[] {
  const base = path.slice(path.lastIndexOf('/') + 1).replace(/(?:\.(?:json|ya?ml|txt|gz))+$/i, '');
  return base.split('.').slice(1).map(nameOfFile);
}

/** The name by which people know an object: `db.table`, a job's name, an id. */
export function labelOf(value: Rec): string {
  const name =
    str(value, 'Name') ??
    str(value, 'Id') ??
    str(value, 'ResultId') ??
    str(rec(value, 'jobConfig'), 'name') ??
    '';
  const database = str(value, 'DatabaseName');
  return (database && !member(value, 'Targets') ? `${database}.${name}` : name).slice(0, 300);
}
