/** A catalog of very many columns with names such as people give, the same at every run. */
import type { Database } from 'better-sqlite3';
import { canonicalKey } from '../catalog/model/identity.ts';
import { seeded } from './synthetic.ts';

const COLUMNS_EACH = 40;

const WORDS =
  'customer order line item product price amount gross net tax country region city zip email phone first last name created updated deleted flag status type code id key hash date time at qty unit currency rate balance account branch loan policy claim invoice payment shipment store channel campaign segment score employee vendor supplier warehouse stock ledger journal entry cost center profit margin discount coupon session visit page click event device browser version build release owner domain term rule check metric dimension fact stage raw curated mart view total address 顧客 住所'.split(
    ' ',
  );

/** Writes tables of 40 columns, every tenth column described, every twentieth tagged. Returns the names of columns. */
export function fillNames(db: Database, count: number): string[] {
  const random = seeded(7);
  const word = () => WORDS[Math.floor(random() * WORDS.length)]!;
  const dataset = db.prepare(
    `INSERT INTO dataset (id, namespace, name, kind, kind_scope_id, canonical_id, canonical_key, referenced_only, since_revision)
     VALUES (?, ?, ?, ?, 0, ?, ?, 0, 1)`,
  );
  const column = db.prepare(
    `INSERT INTO "column" (id, dataset_id, path, name, depth, ordinal, data_type, referenced_only, since_revision)
     VALUES (?, ?, ?, ?, 0, ?, ?, 0, 1)`,
  );
  const described = db.prepare(
    `INSERT INTO description (target_type, target_id, text, origin, since_revision) VALUES ('column', ?, ?, 'dbt', 1)`,
  );
  const tagged = db.prepare(
    `INSERT INTO tag (target_type, target_id, kind, key, value, origin, status, since_revision)
     VALUES ('column', ?, ?, '', ?, 'dbt', 'imported', 1)`,
  );
  const owned = db.prepare(
    `INSERT INTO owner (target_type, target_id, name, role, origin, status, since_revision)
     VALUES ('dataset', ?, ?, 'business owner', 'dbt', 'imported', 1)`,
  );
  const names: string[] = [];
  for (let id = 1; id <= count; id++) {
    const table = Math.ceil(id / COLUMNS_EACH);
    if (id % COLUMNS_EACH === 1) {
      const key = {
        namespace: `postgres://db${table % 60}:5432`,
        name: `shop.${word()}.${word()}_${word()}_${table}`,
      };
      dataset.run(
        table,
        key.namespace,
        key.name,
        table % 5 === 0 ? 'view' : 'table',
        table,
        canonicalKey(key),
      );
      if (table % 3 === 0)
        owned.run(table, ['Ana Ruiz', 'Ben Ode', 'Chi Wu'][table % 9 === 0 ? 0 : table % 2]!);
    }
    const pick = random();
    const name =
      pick < 0.1
        ? ['id', 'created_at', 'email', 'updated_at'][Math.floor(pick * 40)]!
        : pick < 0.2
          ? `${word()}${capital(word())}`
          : `${word()}_${word()}_${word()}${pick < 0.5 ? `_${id % 9973}` : ''}`;
    column.run(
      id,
      table,
      `${name}${id % 40}`,
      name,
      id % COLUMNS_EACH,
      ['bigint', 'text', 'timestamp'][id % 3]!,
    );
    if (id % 10 === 0) described.run(id, `The ${word()} of the ${word()} in ${word()} and ${word()}`);
    if (id % 20 === 0)
      tagged.run(id, id % 40 === 0 ? 'sensitivity' : 'label', id % 40 === 0 ? 'restricted' : word());
    names.push(`${name}${id % 40}`.toLowerCase());
  }
  return names;
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
