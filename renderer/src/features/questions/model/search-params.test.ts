import { describe, expect, it } from 'vitest';
import {
  handleOf,
  readEnd,
  readHandle,
  subjectOf,
  validateCriticalSearch,
  validateImpactSearch,
  validateOriginSearch,
  validatePathsSearch,
} from './search-params.ts';

describe('addresses of questions', () => {
  it('name what they are about, and come back as they were', () => {
    for (const on of ['dataset', 'column', 'job', 'run'] as const)
      expect(readHandle(handleOf(on, 12))).toEqual({ on, id: 12 });
    for (const wrong of ['x12', 'd0', 'd-1', 'd1.5', '12', 'd', '', 'd9999999999999999', undefined])
      expect(readHandle(wrong)).toBeNull();
    expect(readEnd('j1')).toBeNull();
  });

  it('leave out what cannot be read', () => {
    expect(validateImpactSearch({ of: 'd1', tab: 'nothing', kind: 3, from: 'soon', arrival: 'x' })).toEqual({
      of: 'd1',
      kind: '3',
    });
    expect(validateOriginSearch({ of: 'r1' })).toEqual({});
    expect(validatePathsSearch({ from: 'd1', to: 7 })).toEqual({ from: 'd1' });
    expect(validateCriticalSearch({ map: 'x' })).toEqual({});
    expect(validateCriticalSearch({ map: '4' })).toEqual({ map: 4 });
  });

  it('ask about code by repository, path, commits and times', () => {
    const search = validateImpactSearch({ repo: ' r ', commits: 'a1, b2\nc3 a1', from: '2026-03-01T10:00Z' });
    expect(subjectOf(search)).toEqual({
      on: 'code',
      code: { repo: 'r', path: '', commits: ['a1', 'b2', 'c3'], from: '2026-03-01T10:00:00.000Z', to: null },
    });
    expect(subjectOf(validateImpactSearch({ from: '2026-03-01' }))).toBeNull();
    expect(subjectOf({ of: 'd3', repo: 'r' })).toEqual({ on: 'dataset', id: 3 });
  });
});
