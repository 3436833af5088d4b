import type { ModelEntry } from '../../models/repository.js';
import { missingLibraries } from './cuda-provider.js';
import { verifyModel } from './device-check.js';
import type { DeviceAnswer } from './device-probe.js';
import { verifyTiny } from './tiny-graph.js';

/** Entry of the process that tries models on CUDA: they come in one message, what became of them goes in many. */
process.once('message', (models: readonly ModelEntry[]) => {
  void answer(models).finally(() => {
    if (process.connected) process.disconnect();
  });
});

async function answer(models: readonly ModelEntry[]): Promise<void> {
  await tell({ type: 'begins', model: null });
  const tiny = verifyTiny('cuda');
  await tell({ type: 'tiny', verdict: tiny, missing: tiny.problem === null ? [] : missingLibraries() });
  if (tiny.problem !== null) return;
  for (const model of models) {
    // Nobody waits for the rest.
    if (!process.connected) return;
    await tell({ type: 'begins', model: model.id });
    await tell({ type: 'model', model: model.id, verdict: verifyModel(model) });
  }
}

/** Settles when it is on its way: what comes next may end the process. */
function tell(what: DeviceAnswer): Promise<void> {
  return new Promise((resolve) => process.send?.(what, () => resolve()));
}
