/** Options that several commands take, and how their values are read. */
import { InvalidArgumentError, type Command } from 'commander';

/** Every command takes these. */
export function shared(command: Command): Command {
  return command
    .option('--catalog <file>', 'catalog file; the one in your data folder otherwise')
    .option('--json', 'machine-readable output');
}

export function count(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('a whole number is expected');
  return value;
}

export function positive(text: string): number {
  const value = count(text);
  if (value < 1) throw new InvalidArgumentError('a number from 1 on is expected');
  return value;
}

export function port(text: string): number {
  const value = count(text);
  if (value > 65_535) throw new InvalidArgumentError('a port number is at most 65535');
  return value;
}
