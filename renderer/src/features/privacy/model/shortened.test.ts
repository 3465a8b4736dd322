import { afterAll, describe, expect, it, vi } from 'vitest';
import { recogniser } from '../../../shared/language/recogniser.ts';

vi.mock('../../../shared/language/told.ts', () => {
  const forms = {
    '{text} … ({length} characters)': '{text} … ({length} Zeichen)',
    'nested deeper than {n} levels': 'tiefer als {n} Ebenen',
    'no owner': 'ohne Eigentümer',
  };
  return { told: recogniser(forms, 'de-DE') };
});

// Files of tests share their modules: the next one is to load them in English.
afterAll(() => vi.resetModules());

const { jsonValue, shortened } = await import('./shortened.ts');

describe('content that is shown in part', () => {
  it('says its length and stays as it is otherwise', () => {
    expect(shortened('no owner … (1234 characters)')).toBe('no owner … (1234 Zeichen)');
    expect(shortened('no owner')).toBe('no owner');
  });

  it('says that it lies too deep, unless that is its own text', () => {
    expect(jsonValue('nested deeper than 64 levels')).toBe('tiefer als 64 Ebenen');
    expect(jsonValue('"nested deeper than 64 levels"')).toBe('"nested deeper than 64 levels"');
  });
});
