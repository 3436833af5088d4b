import type { Manifest } from './manifest.js';

/**
 * Channels that come out of each preprocessing step, and so what the model's graph sees (the last one): a filter bank
 * of k bands makes k · n of n channels (band after band), a matrix as many as it has rows.
 *
 * @returns one count per step; empty without steps, and the count is then `signal.channels.count`
 */
export function chainWidths(manifest: Manifest): number[] {
  let n = manifest.signal.channels.count;
  return manifest.preprocess.map((step) => {
    if (step.step === 'filterBank') n *= step.bands.length;
    else if (step.step === 'channelMap') n = step.matrix.length;
    else if (step.step === 'whiten' && step.whitening.from === 'stored') n = step.whitening.matrix.length;
    return n;
  });
}

/** Channels the model's graph sees. */
export function graphChannels(manifest: Manifest): number {
  return chainWidths(manifest).at(-1) ?? manifest.signal.channels.count;
}
