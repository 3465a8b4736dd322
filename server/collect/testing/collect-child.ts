/** Collects until it is killed; says where. Nothing is imported: the parent test looks at what is kept. */
import { collectIn } from './sending.ts';

const { port } = await collectIn(process.argv[2]!);
process.stdout.write(`${port}\n`);
