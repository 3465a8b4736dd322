import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { labelOf as LabelOf } from './host.ts';

const files = (...paths: string[]) => paths.map((path) => ({ path, file: new File([''], path) }));

describe('the label of a choice', () => {
  let labelOf: typeof LabelOf;
  beforeAll(async () => {
    vi.stubGlobal('window', { localStorage: { getItem: () => null } });
    ({ labelOf } = await import('./host.ts'));
  });
  afterAll(() => void vi.unstubAllGlobals());

  it('names the only file with its folder', () => {
    expect(labelOf(files('target/manifest.json'))).toBe('target/manifest.json');
  });

  it('names the folder that all share', () => {
    expect(labelOf(files('target/a.json', 'target/sub/b.json'))).toBe('target');
  });

  it('takes a common beginning for no folder', () => {
    expect(labelOf(files('target/a.json', 'target2/b.json'))).toBe('target/a.json and 1 more');
    expect(labelOf(files('a.json', 'b.json', 'c.json'))).toBe('a.json and 2 more');
  });
});
