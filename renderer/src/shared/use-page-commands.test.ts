import { expect, it } from 'vitest';
import { shapeOf } from './use-page-commands.ts';

it('tells a command that can be used from one that cannot, and nothing else of what it does', () => {
  const command = (chosen: number) => ({
    id: 'list.tag',
    title: 'Edit tags of the selection',
    keys: ['T'],
    when: () => chosen > 0,
    run: () => {},
  });
  expect(shapeOf([command(0)])).not.toBe(shapeOf([command(1)]));
  expect(shapeOf([command(1)])).toBe(shapeOf([command(2)]));
});
