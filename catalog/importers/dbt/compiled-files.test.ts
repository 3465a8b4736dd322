/** Compiled SQL in files beside a manifest that holds none. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../model/facts.ts';
import { importing, manifest, memoryFile, model, property } from './testing.ts';
import { recognise } from './recognise.ts';

const parsed = (more: Readonly<Record<string, Json>> = {}): Json =>
  manifest(12, {
    nodes: {
      'model.shop.a': model('a', [], {
        original_file_path: 'models/deep/a.sql',
        path: 'deep/a.sql',
        ...more,
      }),
      'model.shop.b': model('b', ['model.shop.a']),
    },
  });

const A = 'select id, upper(name) as name from raw.users';
const B = 'select id from "db"."public"."a"';

describe('compiled SQL beside the manifest', () => {
  it.each([
    ['a target folder', 'target/manifest.json', 'target/compiled/shop/models/'],
    ['a project', 'work/target/manifest.json', 'work/target/compiled/shop/models/'],
    [
      'a project in a folder called compiled',
      'compiled/x/target/manifest.json',
      'compiled/x/target/compiled/shop/models/',
    ],
    ['another target path', 'build/manifest.json', 'build/compiled/shop/models/'],
    ['manifest and folder chosen apart', 'manifest.json', 'compiled/shop/models/'],
  ])('is read from %s', async (_what, manifestPath, folder) => {
    const imported = await importing({
      [manifestPath]: parsed(),
      [`${folder}deep/a.sql`]: A,
      [`${folder}b.sql`]: B,
      [`${folder}schema.yml/not_null_a_id.sql`]: 'select 1',
    });
    expect(imported.of('column-edge').map(({ to, evidence }) => [to.path.join('.'), evidence.file])).toEqual([
      ['id', 1],
      ['name', 1],
      ['id', 2],
    ]);
    expect(imported.codes()).toContain('compiled-files');
    expect(imported.codes()).not.toContain('no-compiled-code');
  });

  it('takes what ran where nothing compiled is there, whatever wraps the query', async () => {
    const imported = await importing({
      'target/manifest.json': parsed(),
      'target/run/shop/models/deep/a.sql': `create table "db"."public"."a__dbt_tmp" as (\n${A}\n);`,
      'target/run/shop/models/b.sql': 'this is no SQL (',
      'target/compiled/shop/models/b.sql': B,
    });
    expect(imported.of('column-edge')).toHaveLength(3);
  });

  it('goes after what the manifest holds', async () => {
    const imported = await importing({
      'target/manifest.json': parsed({ compiled_code: 'select other from raw.users' }),
      'target/compiled/shop/models/deep/a.sql': A,
    });
    expect(imported.of('column-edge').map(({ from }) => from.path)).toEqual([['other']]);
    expect(property(imported, 'columnLineage')).toMatchObject([
      { status: 'complete' },
      { reason: 'no-compiled-code' },
    ]);
  });

  it('tells several nodes of one file apart, and separators of Windows', async () => {
    const nodes = Object.fromEntries(
      ['s1', 's2'].map((name) => [
        `snapshot.shop.${name}`,
        model(name, [], {
          resource_type: 'snapshot',
          original_file_path: 'snapshots\\all.sql',
          path: `all\\${name}.sql`,
        }),
      ]),
    );
    const imported = await importing({
      'target/manifest.json': manifest(12, { nodes }),
      'target/compiled/shop/snapshots/all.sql/all/s1.sql': 'select one from raw.t',
      'target/compiled/shop/snapshots/all.sql/s2.sql': 'select two from raw.t',
    });
    expect(imported.of('column-edge').map(({ to }) => to.path)).toEqual([['one'], ['two']]);
  });

  it('is not given to the wrong of two projects', async () => {
    const imported = await importing({
      'p/target/manifest.json': parsed(),
      'q/target/manifest.json': manifest(12, { nodes: {} }, { project_name: 'other' }),
      'q/target/compiled/shop/models/b.sql': B,
    });
    expect(imported.of('column-edge')).toEqual([]);
  });

  it('needs the manifest, and says so once', async () => {
    const imported = await importing({ 'compiled/shop/a.sql': A, 'compiled/shop/b.sql': B });
    expect(imported.facts).toEqual([]);
    expect(imported.issues).toMatchObject([{ severity: 'rejected', code: 'no-manifest' }]);
    expect(imported.issues[0]?.message).toContain('2 files');
  });

  it('is told by its place, and other SQL is left alone', async () => {
    const roleOf = (path: string) => recognise(memoryFile(path, 'select 1'));
    expect(await roleOf('target/compiled/shop/a.sql')).toBe('compiled_sql');
    expect(await roleOf('target/run/shop/a.sql')).toBe('run_sql');
    expect(await roleOf('models/a.sql')).toBeNull();
    expect(await roleOf('target/compiled/shop/a.py')).toBeNull();
  });
});
