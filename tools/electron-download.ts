/** Fetches Electron's archive into Electron's cache and tells the parent process how far it is. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { DownloadMessage } from './electron-binary.ts';

interface Downloader {
  downloadArtifact(request: {
    version: string;
    artifactName: string;
    platform: string;
    arch: string;
    checksums: unknown;
    downloadOptions: {
      quiet: boolean;
      getProgressCallback: (progress: { percent: number }) => Promise<void>;
    };
  }): Promise<string>;
}

const tell = (message: DownloadMessage): void => void process.send?.(message);

/** The innermost cause says most: "getaddrinfo ENOTFOUND github.com". */
function reasonOf(error: unknown): string {
  for (let at = error; ;) {
    const cause = at instanceof Error ? at.cause : undefined;
    if (cause === undefined) return (at instanceof Error ? at.message : String(at)).split('\n')[0]!;
    at = cause;
  }
}

try {
  // Electron's own downloader, found from Electron: which version of it fits is Electron's to say.
  const fromElectron = createRequire(createRequire(import.meta.url).resolve('electron/package.json'));
  const { version } = fromElectron('./package.json') as { version: string };
  const downloader = (await import(pathToFileURL(fromElectron.resolve('@electron/get')).href)) as Downloader;
  await downloader.downloadArtifact({
    version,
    artifactName: 'electron',
    platform: process.platform,
    arch: process.arch,
    checksums: fromElectron('./checksums.json'),
    downloadOptions: { quiet: true, getProgressCallback: async ({ percent }) => tell({ share: percent }) },
  });
  tell({ finished: true });
} catch (error) {
  tell({ failed: reasonOf(error) });
}
