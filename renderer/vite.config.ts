import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { notePackages } from '../tools/bundled-packages.ts';

/**
 * The renderer as static files for both hosts. The host replaces `__CSP_NONCE__` on every load, and
 * nothing is inlined, so that the content security policy needs neither `unsafe-inline` nor `data:` scripts.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [react(), notePackages('renderer')],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'es2024',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
  },
});
