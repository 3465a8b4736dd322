/** `soc2,iso27001`, once or several times. */
export function frameworksOf(given: readonly string[] | undefined): string[] {
  return (given ?? [])
    .flatMap((text) => text.split(','))
    .map((key) => key.trim())
    .filter((key) => key !== '');
}
