/**
 * Entry of the page. zod builds validators with `new Function` unless told not to, and the page's
 * content security policy refuses that; it must be told before any schema of the contract is made, so
 * the app is loaded after.
 */
import { z } from 'zod';
import { loadWords } from './words/load.ts';

z.config({ jitless: true });
// Texts are made when modules are loaded: those of the language come before.
await loadWords();
void import('./start.tsx');
