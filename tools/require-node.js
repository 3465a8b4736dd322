// Plain JavaScript for any Node: the other scripts are TypeScript, which older ones cannot read.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `Headwater needs Node.js 24 or newer; this is ${major}.${minor}. On Linux and Windows (x64), npm ci brings it along.\n`,
  );
  process.exit(1);
}
