/**
 * Texts of the host itself, menus and dialogs, in the language of the page: English in the code, the other languages
 * here. A text that is missing in one of them is an error of types.
 */

const GERMAN = {
  // Menus
  '&File': '&Datei',
  '&Edit': '&Bearbeiten',
  '&View': '&Ansicht',
  '&Go': '&Gehe zu',
  '&Page': '&Seite',
  '&Help': '&Hilfe',
  'New Catalog…': 'Neuer Katalog …',
  'Open Catalog…': 'Katalog öffnen …',
  'Open Recent': 'Zuletzt geöffnet',
  'Clear Recent Catalogs': 'Liste leeren',
  'Show Catalog in Folder': 'Katalog im Ordner anzeigen',
  Theme: 'Design',
  Questions: 'Fragen',
  'Show Log': 'Log anzeigen',
  // Dialogs
  'Headwater catalog': 'Headwater-Katalog',
  'Import a folder': 'Ordner importieren',
  'Import files': 'Dateien importieren',
  'Open a catalog': 'Katalog öffnen',
  'New catalog': 'Neuer Katalog',
  'Use the Last Safe Copy': 'Letzte Sicherungskopie verwenden',
  'Open Another Catalog…': 'Anderen Katalog öffnen …',
  'Try Again': 'Erneut versuchen',
  Close: 'Schließen',
  'The last safe copy is of {time}. The damaged file is kept under another name; what was changed later is not in the copy.':
    'Die letzte Sicherungskopie ist vom {time}. Die beschädigte Datei bleibt unter einem anderen Namen erhalten; was später geändert wurde, ist in der Kopie nicht enthalten.',
  '{file} could not be opened': '{file} ließ sich nicht öffnen',
  'There is no such file.': 'Diese Datei gibt es nicht.',
  'The file is not a Headwater catalog.': 'Die Datei ist kein Headwater-Katalog.',
  'The content of the file is not whole.': 'Der Inhalt der Datei ist nicht vollständig.',
  'A later version of Headwater wrote the file.':
    'Eine neuere Version von Headwater hat die Datei geschrieben.',
  'The file is encrypted.': 'Die Datei ist verschlüsselt.',
  'The passphrase does not fit.': 'Die Passphrase passt nicht.',
  'Another process is using the file.': 'Ein anderer Prozess verwendet die Datei.',
  'Another process is writing to the file.': 'Ein anderer Prozess schreibt in die Datei.',
  'The file or its folder cannot be written.':
    'In die Datei oder ihren Ordner kann nicht geschrieben werden.',
  'The disk is full or does not answer.': 'Der Datenträger ist voll oder antwortet nicht.',
  'The window stopped several times within a minute':
    'Das Fenster wurde innerhalb einer Minute mehrmals beendet',
  'The catalog is not affected: everything that was saved is in it. Help → Show Log has the details.':
    'Der Katalog ist nicht betroffen: Alles, was gespeichert war, ist darin. Näheres unter Hilfe → Log anzeigen.',
  'Load Again': 'Neu laden',
  'Leave It': 'So lassen',
  'The window does not respond': 'Das Fenster antwortet nicht',
  'Loading it again loses what is typed and not saved. Work of the catalog engine goes on.':
    'Beim Neuladen geht verloren, was eingegeben und nicht gespeichert ist. Die Katalog-Engine arbeitet weiter.',
  Wait: 'Warten',
  'Headwater has to close': 'Headwater muss beendet werden',
  'Everything that was saved is in the catalog. The log has the details.':
    'Alles, was gespeichert war, ist im Katalog. Näheres steht im Log.',
  'The catalog engine stopped several times within a minute (last exit code {code}).':
    'Die Katalog-Engine wurde innerhalb einer Minute mehrmals beendet (letzter Exit-Code {code}).',
} as const;

export type HostText = keyof typeof GERMAN;

/** What Electron itself names in English only, by its roles. */
const GERMAN_ROLES = {
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  cut: 'Ausschneiden',
  copy: 'Kopieren',
  paste: 'Einfügen',
  selectAll: 'Alles auswählen',
  resetZoom: 'Originalgröße',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  togglefullscreen: 'Vollbild',
  reload: 'Neu laden',
  toggleDevTools: 'Entwicklerwerkzeuge',
  about: 'Über Headwater',
  quit: 'Beenden',
  close: 'Fenster schließen',
  services: 'Dienste',
  hide: 'Headwater ausblenden',
  hideOthers: 'Andere ausblenden',
  unhide: 'Alle einblenden',
  windowMenu: 'Fenster',
  minimize: 'Im Dock ablegen',
  zoom: 'Zoomen',
  front: 'Alle nach vorne bringen',
} as const;

type NamedRole = keyof typeof GERMAN_ROLES;

interface Catalog {
  readonly texts: Readonly<Record<HostText, string>>;
  readonly roles: Readonly<Record<NamedRole, string>>;
}

/** Every language besides English. */
const CATALOGS: ReadonlyMap<string, Catalog> = new Map([['de', { texts: GERMAN, roles: GERMAN_ROLES }]]);

const languageOf = (locale: string): string => locale.split('-')[0]?.toLowerCase() ?? '';

/** The first of the system's languages that the host speaks; English where it speaks none. */
export function spokenOf(system: readonly string[]): string {
  const speaks = (locale: string) => languageOf(locale) === 'en' || CATALOGS.has(languageOf(locale));
  return system.find(speaks) ?? 'en';
}

let locale = 'en';
let catalog: Catalog | undefined;

/** From now on menus and dialogs are in this language, such as `de-AT`; English where it is none of ours. */
export function speak(wanted: string): void {
  locale = wanted;
  catalog = CATALOGS.get(languageOf(wanted));
}

/** A text of the host; `{name}` stands for a value. */
export function say(text: HostText, values: Readonly<Record<string, string | number>> = {}): string {
  return (catalog?.texts[text] ?? text).replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    String(values[name] ?? whole),
  );
}

/** A point in time, as people of the language write it. */
export const sayTime = (time: Date): string => time.toLocaleString(locale);

/** An item of the system's own kind, named in the language; Electron names it in English by itself. */
export function roleItem<Role extends NamedRole>(
  role: Role,
): { readonly role: Role; readonly label?: string } {
  return catalog ? { role, label: catalog.roles[role] } : { role };
}
