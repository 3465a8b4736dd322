/**
 * Names of AWS objects as names of files, and back. Exports name their files
 * `<operation>[.<database>[.<table>]|.<job>…].json`; what a file system forbids is written as in URLs.
 */

/** The name with what file systems forbid percent-encoded; no two names give the same. */
export function fileNameOf(name: string): string {
  return name
    .replaceAll(/[%/\\:*?"<>|\u0000-\u001f]/g, encoded)
    .replace(/^\.+|[. ]+$/g, (dots) => dots.replaceAll(/./g, encoded));
}

const encoded = (char: string): string =>
  `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** The name that was encoded; a percent sign that encodes nothing stays. */
export function nameOfFile(part: string): string {
  return part.replaceAll(/%([0-7][0-9A-F])/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
