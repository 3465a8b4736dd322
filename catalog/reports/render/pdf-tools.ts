/** Poppler and qpdf for the tests, where they are on PATH. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TOOLS = ['pdfinfo', 'pdftotext', 'pdffonts', 'pdfdetach', 'qpdf'] as const;
type Tool = (typeof TOOLS)[number];

/** Tools that are not there. */
export const missingTools: readonly Tool[] = TOOLS.filter((tool) => {
  try {
    execFileSync(tool, [tool === 'qpdf' ? '--version' : '-v'], { stdio: 'ignore' });
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
});

/** Title suffix for suites that need the tools. */
export const toolsNote =
  missingTools.length === 0 ? '' : ` (skipped: ${missingTools.join(', ')} not on PATH)`;

/** Runs a tool on a PDF; `PDF` among the arguments stands for its path. */
export function inspect(pdf: Uint8Array, tool: Tool, args: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  try {
    const path = join(folder, 'report.pdf');
    writeFileSync(path, pdf);
    return execFileSync(
      tool,
      args.map((arg) => (arg === 'PDF' ? path : arg)),
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first file attached to a PDF. */
export function attachment(pdf: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  try {
    const path = join(folder, 'report.pdf');
    const out = join(folder, 'attachment');
    writeFileSync(path, pdf);
    execFileSync('pdfdetach', ['-save', '1', '-o', out, path], { stdio: 'ignore' });
    return readFileSync(out, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
