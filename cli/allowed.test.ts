import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { COMMAND_NEEDS, commandName } from './allowed.ts';
import { program } from './program.ts';

function namesOf(command: Command): string[] {
  const own = command.commands.length === 0 && command.parent ? [commandName(command)] : [];
  return [...own, ...command.commands.flatMap(namesOf)];
}

it('says of every command what it needs once people log in, and of no other', () => {
  const names = namesOf(program(() => {}));
  const missing = names.filter((name) => !Object.hasOwn(COMMAND_NEEDS, name));
  expect(missing, 'Give each of these a line in COMMAND_NEEDS (cli/allowed.ts)').toEqual([]);
  expect(Object.keys(COMMAND_NEEDS).filter((name) => !names.includes(name))).toEqual([]);
});
