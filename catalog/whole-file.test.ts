import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './testing/temp-catalog.ts';
import { writeUnlessThere } from './whole-file.ts';

describe('a file that is put in place unless there is one', () => {
  it('is there as a whole, with its rights', () => {
    const folder = temporaryFolder();
    expect(writeUnlessThere(join(folder, 'key'), 'first', 0o600)).toBe(true);
    expect(readFileSync(join(folder, 'key'), 'utf8')).toBe('first');
    if (process.platform !== 'win32') expect(statSync(join(folder, 'key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['key']);
  });

  it('leaves what is there, and nothing beside it', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'key'), 'first');
    expect(writeUnlessThere(join(folder, 'key'), 'second')).toBe(false);
    expect(readFileSync(join(folder, 'key'), 'utf8')).toBe('first');
    expect(readdirSync(folder)).toEqual(['key']);
  });

  it('says why it cannot be', () => {
    expect(() => writeUnlessThere(join(temporaryFolder(), 'nowhere', 'key'), 'first')).toThrow(/ENOENT/);
  });
});
