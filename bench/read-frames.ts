// What a server makes of a CTC network's frames, for those who train one: how a text is read is fitted to what reads it.
//
//     node dist/bench/read-frames.js models/NAME/VERSION < request > answer
//
// The request is a line of JSON, {"postprocess": settings in place of the manifest's, "framesPerWindow", "nFrames": of each
// sentence, whole windows}, and behind it the logits, float32 little-endian [sum of nFrames, nLabels]. The answer is JSON, per
// sentence the text after every window and at the end, as [numbers of the labels without the blank, how many are committed].
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { readManifest } from '../models/manifest-reader.js';
import { openCharacters } from '../server/postprocess/characters.js';
import { keysOf } from '../server/postprocess/language-request.js';
import type { Result } from '../server/postprocess/result.js';

interface Changes {
  readonly languageModel?: object;
}

interface Request {
  readonly postprocess: Changes;
  readonly framesPerWindow: number;
  readonly nFrames: readonly number[];
}

type Reading = [keys: number[], nCommitted: number];

const folder = resolve(process.argv[2] ?? '.');
const given = await buffer(process.stdin);
const nHeader = given.indexOf('\n') + 1;
const { postprocess: changed, framesPerWindow, nFrames } = JSON.parse(given.toString('utf8', 0, nHeader)) as Request;
const frames = new Float32Array(new Uint8Array(given.subarray(nHeader)).buffer);

const stored = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as { postprocess: Changes };
const languageModel = { ...stored.postprocess.languageModel, ...changed.languageModel };
const read = readManifest({ ...stored, postprocess: { ...stored.postprocess, ...changed, languageModel } });
if (!read.ok) throw new Error(`${folder}: ${read.problems.join('; ')}`);
const { postprocess: settings, signal, when } = read.manifest;
if (settings.kind !== 'characters' || settings.mode !== 'ctc' || when.kind !== 'sliding')
  throw new Error(`${folder}: expected a model that tells characters by CTC from sliding windows`);

const { stride } = when;
const postprocessor = openCharacters(read.manifest, settings, folder);
const { length: nLabels } = settings.labels;
const labelOf = new Map(keysOf(settings).map((key, label) => [key, label]));

let at = 0;
process.stdout.write(JSON.stringify(nFrames.map(sentenceOf)));

function sentenceOf(n: number): Reading[] {
  const state = postprocessor.start();
  postprocessor.begin?.(state);
  const readings: Reading[] = [];
  for (let window = 1; window * framesPerWindow <= n; window++) {
    const size = framesPerWindow * nLabels;
    const output = frames.subarray(at, (at += size));
    const end = signal.nSamples + (window - 1) * stride;
    readings.push(readingOf(postprocessor.answer(state, output, [framesPerWindow, nLabels], { step: 0, end })));
  }
  const over = { from: 0, until: 0, endMarker: { description: 'end', value: '' } };
  const last = postprocessor.finish?.(state, over);
  return last === undefined ? readings : [...readings, readingOf(last)];
}

function readingOf(result: Result): Reading {
  if (result.kind !== 'text') throw new Error(result.kind === 'failure' ? result.failure.detail : result.kind);
  const { committed, provisional } = result.text;
  return [[...committed, ...provisional].map((key) => labelOf.get(key)!), [...committed].length];
}
