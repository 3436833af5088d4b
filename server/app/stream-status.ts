import type { StreamStatus } from '../http/schemas.js';
import type { LiveStream } from './live-stream.js';

/** A stream as HTTP shows it. @param ages age of each decoder's newest decode when it was published, by index, s */
export function streamStatus(stream: LiveStream, ages: readonly (number | undefined)[]): StreamStatus {
  const { info, identity, clock, store, counts } = stream;
  return {
    id: stream.id,
    name: info.name,
    subject: info.subject,
    device: info.device,
    simulated: info.simulated,
    pacing: identity.live ? 'LIVE' : 'REPLAY',
    state: stream.ended ? 'ended' : stream.rig === undefined ? 'waiting' : 'streaming',
    sfreq: info.sfreq,
    nChannels: info.channels.length,
    nSamples: stream.nextSample,
    missingSamples: counts.missing,
    duplicateSamples: counts.duplicate,
    nMarkers: counts.markers,
    opened: store.meta.created,
    catchingUp: stream.catchingUp,
    clock: clock.known ? { offset: clock.offset, drift: clock.drift, uncertainty: clock.uncertainty } : null,
    decoders: identity.decoders.map((decoder, index) => ({
      decoder,
      nDecodes: store.decodes.nextSequence(index),
      ageNewest: ages[index] ?? null,
    })),
  };
}
