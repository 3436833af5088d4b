// `npm run codec` writes protocol/generated/ from the .proto; with --check it only says whether that is up to date.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const check = process.argv.includes('--check');
const committed = 'protocol/generated';
const folder = check ? mkdtempSync(join(tmpdir(), 'cortexwire-codec-')) : committed;
const options = ['-t', 'static-module', '-w', 'esm', '--dts', '--force-number', '--no-service'];
const target = join(folder, 'cortexwire.js');
execFileSync('pbjs', [...options, '-o', target, 'protocol/cortexwire.proto'], { stdio: 'inherit' });
if (check) {
  for (const file of ['cortexwire.js', 'cortexwire.d.ts']) {
    if (readFileSync(join(folder, file), 'utf8') === readFileSync(join(committed, file), 'utf8')) continue;
    console.error(`${committed}/${file} is not what protocol/cortexwire.proto makes: run \`npm run codec\`.`);
    process.exitCode = 1;
  }
  rmSync(folder, { recursive: true });
}
