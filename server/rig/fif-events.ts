import { existsSync } from 'node:fs';
import type { FifBlock } from './fif-tags.js';
import { fifNumbers, fifText, findBlocks, findTag, readFifTree, startsAsFif } from './fif-tags.js';
import { placeMarkers, RecordingError } from './recorded.js';
import type { RecordedMarker } from './recorded.js';
import { RecordingFile } from './recording-file.js';
import { codeMarker, findTriggers } from './trigger-codes.js';
import type { CodeRun } from './trigger-codes.js';

const BLOCK = { info: 101, events: 361, annotations: 3810 } as const;

const TAG = { measurementDate: 204, text: 206, eventList: 3561, annotationStart: 3568, annotationEnd: 3569 } as const;

/** One number for all bits, by vendor and generation; looked for in this order. */
const COMPOSITE_NAMES = ['STI101', 'STI 101', 'STI 014', 'STI014'];

export interface MarkerSources {
  /** The recording's own (first) file. */
  file: RecordingFile;
  root: FifBlock;
  sfreq: number;
  /** Number of the recording's first sample since acquisition began; event files count from there. */
  firstSample: number;
  nSamples: number;
  stimChannels: readonly { name: string; channel: number }[];
  /** Values of one channel, in order. */
  codes: (channel: number) => Iterable<CodeRun>;
  eventsPath: string | undefined;
  notes: string[];
}

/**
 * Where a raw FIF file's markers come from: the event file that was named or stands beside it, else its own
 * annotations, else its trigger channel (the composite one, or all when there is none).
 * @returns what gives the markers; only for a trigger channel is it slow
 * @throws {RecordingError} when there is an event file and it cannot be read
 */
export function findFifMarkers(sources: MarkerSources): () => RecordedMarker[] {
  const { file, notes, nSamples, firstSample } = sources;
  const eventsPath = sources.eventsPath ?? eventPaths(file.path).find((path) => existsSync(path));
  if (eventsPath !== undefined) {
    const markers = placeMarkers(readFifEvents(eventsPath, firstSample), nSamples, notes);
    notes.push(`${markers.length} markers are from ${eventsPath}`);
    return () => markers;
  }
  const annotations = placeMarkers(readAnnotations(sources), nSamples, notes);
  if (annotations.length > 0) {
    notes.push(`${annotations.length} markers are the file's annotations`);
    return () => annotations;
  }
  const { stimChannels } = sources;
  const composite = COMPOSITE_NAMES.flatMap((name) => stimChannels.find((channel) => channel.name === name) ?? [])[0];
  const channels = composite === undefined ? stimChannels : [composite];
  if (channels.length === 0) {
    notes.push('no markers: there is no event file, no annotation and no trigger channel');
    return () => [];
  }
  notes.push(`markers are the rises of ${channels.map(({ name }) => name).join(', ')}`);
  return () => {
    const markers = channels.flatMap(({ channel }) => findTriggers(sources.codes(channel)));
    const distinct = new Map(markers.map((marker) => [`${marker.sample} ${marker.value}`, marker]));
    return [...distinct.values()].sort((a, b) => a.sample - b.sample);
  };
}

/** Names under which a recording's event file stands beside it. */
export function eventPaths(recordingPath: string): string[] {
  const [, stem, suffix] = /^(.*?)(\.fif(?:\.gz)?)$/i.exec(recordingPath) ?? [undefined, undefined, undefined];
  if (stem === undefined || suffix === undefined) return [];
  const bare = stem.replace(/[-_]raw$/i, '');
  const stems = bare === stem ? [stem] : [bare, stem];
  return stems.flatMap((each) => [`${each}-eve${suffix}`, `${each}_eve${suffix}`]);
}

/**
 * The events of a FIF event file: triples of sample, code before, code after.
 * @param firstSample number of the recording's first sample, which becomes index 0
 * @throws {RecordingError}
 */
export function readFifEvents(path: string, firstSample: number): RecordedMarker[] {
  const file = RecordingFile.open(path);
  try {
    if (!startsAsFif(file)) {
      throw new RecordingError('UNREADABLE_FILE', `${path} is not a FIF event file; write it with mne.write_events`);
    }
    const list = findBlocks(readFifTree(file, false, []), BLOCK.events).flatMap((block) => {
      return findTag(block, TAG.eventList) ?? [];
    })[0];
    if (list === undefined) {
      throw new RecordingError('UNREADABLE_FILE', `${path} holds no event list; write it with mne.write_events`);
    }
    const numbers = fifNumbers(file, list);
    if (numbers.length % 3 !== 0) {
      throw new RecordingError(
        'UNREADABLE_FILE',
        `${path}: its event list has ${numbers.length} numbers, which are not triples; write it with mne.write_events`,
      );
    }
    const markers: RecordedMarker[] = [];
    for (let i = 0; i < numbers.length; i += 3) markers.push(codeMarker(numbers[i]! - firstSample, numbers[i + 2]!));
    return markers;
  } finally {
    file.close();
  }
}

/** Annotations that MNE saved with the data; those that mark bad spans or seams are not markers. */
function readAnnotations({ file, root, sfreq, firstSample }: MarkerSources): RecordedMarker[] {
  const block = findBlocks(root, BLOCK.annotations)[0];
  const start = block && findTag(block, TAG.annotationStart);
  const end = block && findTag(block, TAG.annotationEnd);
  const text = block && findTag(block, TAG.text);
  if (block === undefined || start === undefined || end === undefined || text === undefined) return [];
  if (start.sizeBytes === 0) return [];
  const [onsets, ends] = [fifNumbers(file, start), fifNumbers(file, end)];
  // A list of names is one text with ":" between them; a ":" inside a name is written as "{COLON}".
  const descriptions = fifText(file, text)
    .split(':')
    .map((name) => name.replaceAll('{COLON}', ':'));
  const count = (date: number[] | undefined): number => (date?.[0] ?? 0) + (date?.[1] ?? 0) / 1e6;
  const dateOf = (within: FifBlock | undefined): number[] | undefined => {
    const tag = within && findTag(within, TAG.measurementDate);
    return tag && fifNumbers(file, tag);
  };
  const [origin, measured] = [dateOf(block), dateOf(findBlocks(root, BLOCK.info)[0])];
  // Onsets count from the annotations' own date; without one, from the first sample if the measurement has a date.
  let shift = -firstSample / sfreq;
  if (measured !== undefined) shift = origin === undefined ? 0 : count(origin) - count(measured) - firstSample / sfreq;
  return onsets.flatMap((onset, i) => {
    const description = descriptions[i] ?? '';
    if (description === '' || /^(bad|edge)/i.test(description)) return [];
    const sample = Math.round((onset + shift) * sfreq);
    return { sample, description, value: description, duration: Math.max(0, (ends[i] ?? onset) - onset) };
  });
}
