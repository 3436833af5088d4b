// `npm run test:nodes`: the tests on every Node that the package supports. A Node other than the running one comes from
// the package registry (npm packages that carry the binary) into a folder outside the checkout; further arguments go to
// vitest: `npm run test:nodes -- test/unit/protocol`.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const majors = [20, 22, 24];
const carrier = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

function nodeBinary(major) {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const prefix = join(tmpdir(), `cortexwire-node-${major}`);
  const binary = join(prefix, 'node_modules', carrier, 'bin', 'node');
  if (!existsSync(binary)) {
    console.log(`fetching ${carrier}@${major}`);
    const install = ['install', '--prefix', prefix, '--no-save', '--ignore-scripts', `${carrier}@${major}`];
    execFileSync('npm', install, { stdio: 'inherit' });
  }
  return binary;
}

const summary = [];
for (const major of majors) {
  const node = nodeBinary(major);
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  console.log(`\n== Node ${version}`);
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)];
  // Tests start programs with `node`: it has to be the same one.
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
  const { status } = spawnSync(node, vitest, { stdio: 'inherit', env });
  summary.push(`${status === 0 ? 'ok    ' : 'FAILED'}  Node ${version}`);
  if (status !== 0) process.exitCode = 1;
}
console.log(`\n${summary.join('\n')}`);
