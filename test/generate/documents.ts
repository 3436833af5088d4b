// `npm run docs` writes what the code generates; with --check it only says what is out of date.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../server/config/package-root.js';
import { generatedDocuments } from './generated-documents.js';

const check = process.argv.includes('--check');
for (const { path, current, wanted } of generatedDocuments()) {
  if (current === wanted) continue;
  if (check) {
    console.error(`${path} is not what the code says: run \`npm run docs\``);
    process.exitCode = 1;
  } else {
    writeFileSync(join(packageRoot(), path), wanted);
    console.log(`wrote ${path}`);
  }
}
