/** Without the keys that were left out: partial input must not overwrite with defaults. */
export function defined<Shape extends object>(
  input: Shape,
): { [Key in keyof Shape]?: Exclude<Shape[Key], undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as never;
}
