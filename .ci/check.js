// `npm run check`: everything but the tests that a change has to pass. Independent steps run side by side, as many as
// there are cores; each prints its name, how long it took and, when it fails, what it said.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** The `check:*` scripts of package.json, slowest first. */
const steps = ['lint', 'types', 'generated', 'format', 'unused', 'imports'];

/** @returns {Promise<boolean>} whether the step passed */
function run(name) {
  const command = `npm run --silent check:${name}`;
  return new Promise((resolve) => {
    const started = performance.now();
    const said = [];
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (data) => said.push(data));
    child.stderr.on('data', (data) => said.push(data));
    child.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name}  (${seconds} s)`);
      if (code !== 0) console.log(`\n${Buffer.concat(said).toString().trim()}\n\n        ${command}\n`);
      resolve(code === 0);
    });
  });
}

const queue = [...steps];
const results = [];
async function lane() {
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) results.push(await run(step));
}
await Promise.all(Array.from({ length: Math.max(2, Math.min(4, availableParallelism())) }, lane));
if (results.includes(false)) process.exitCode = 1;
