/**
 * Entry of the page. zod builds validators with `new Function` unless told not to, and the page's
 * content security policy refuses that; it must be told before any schema of the contract is made, so
 * the app is loaded after.
 */
import { z } from 'zod';

z.config({ jitless: true });
void import('./start.tsx');
