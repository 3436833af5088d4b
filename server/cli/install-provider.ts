// `npm run cuda:install [-- --wheel FILE] [-- --python PROGRAM]`: the CUDA provider for the ONNX Runtime that is installed.
import { parseArgs } from 'node:util';
import { missingLibraries } from '../infer/cuda-provider.js';
import { InstallError, installProvider } from '../infer/install-provider.js';

const { values } = parseArgs({ options: { wheel: { type: 'string' }, python: { type: 'string' } } });
try {
  installProvider({ ...values, say: (line) => console.log(line) });
  const missing = missingLibraries();
  if (missing.length > 0) console.log(`needed too, and not found:\n  ${missing.join('\n  ')}`);
  console.log('`cortexwire doctor` says whether models run on the GPU');
} catch (error) {
  if (!(error instanceof InstallError)) throw error;
  console.error(`cuda:install: ${error.message}`);
  process.exitCode = 1;
}
