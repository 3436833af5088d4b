import { describe, expect, it } from 'vitest';
import { formatPath } from '../../../models/difference.js';
import { readManifest } from '../../../models/manifest-reader.js';
import type { Manifest } from '../../../models/manifest.js';
import { fullManifest, plainManifest, sequenceManifest } from '../../helpers/manifests.js';

const problemsOf = (json: unknown): string[] => {
  const reading = readManifest(json);
  return reading.ok ? [] : reading.problems;
};

type Json = Record<PropertyKey, unknown>;

/** Every path into a value, objects and lists included. */
function pathsOf(value: unknown, path: PropertyKey[] = []): PropertyKey[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys: PropertyKey[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const inner = keys.flatMap((key) => pathsOf((value as Json)[key], [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function at(value: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Json)[key], value);
}

/** A copy with one value replaced, or taken out where it is `undefined`. */
function changed(value: unknown, path: PropertyKey[], replacement: unknown): unknown {
  const copy = structuredClone(value);
  const parent = at(copy, path.slice(0, -1)) as Json;
  const key = path.at(-1)!;
  if (replacement === undefined) delete parent[key];
  else parent[key] = replacement;
  return copy;
}

/** A value of another type, so that no rule can take it. */
function wrongTypeFor(value: unknown): unknown {
  if (typeof value === 'string') return 7;
  if (typeof value === 'object') return 'no object';
  return 'no number';
}

const OPTIONAL = [
  ...['replaces', 'maxRunMs', 'names', 'kinds', 'aliases', 'maxMissing', 'streamSfreq', 'mean', 'low', 'high'],
  ...['triggerDelay', 'progressive', 'truth', 'half'],
];
const RECORDS = ['files', 'aliases', 'truth', 'rows'];

function isNeeded(path: PropertyKey[]): boolean {
  const key = path.at(-1)!;
  return typeof key === 'string' && !OPTIONAL.includes(key) && !RECORDS.includes(String(path.at(-2)));
}

const manifests: [string, () => Manifest][] = [
  ['plain', plainManifest],
  ['full', fullManifest],
  ['sequence', sequenceManifest],
];

describe.each(manifests)('readManifest of the %s manifest', (_name, make) => {
  it('accepts it', () => {
    expect(problemsOf(make())).toEqual([]);
  });

  it('names the path of each field that has a value of another type', () => {
    for (const path of pathsOf(make())) {
      const problems = problemsOf(changed(make(), path, wrongTypeFor(at(make(), path))));
      const name = formatPath(path);
      expect(
        problems.some((line) => line.startsWith(`${name}: expected `)),
        `${name}\n${problems.join('\n')}`,
      ).toBe(true);
    }
  });

  it('names the path of each field that is null', () => {
    for (const path of pathsOf(make())) {
      const problems = problemsOf(changed(make(), path, null));
      expect(problems.some((line) => line.startsWith(`${formatPath(path)}: `) && line.endsWith('found null'))).toBe(
        true,
      );
    }
  });

  it('names the path of each field that is left out and needed', () => {
    for (const path of pathsOf(make()).filter((candidate) => isNeeded(candidate))) {
      const problems = problemsOf(changed(make(), path, undefined));
      const isNamed = problems.some(
        (line) => line.startsWith(`${formatPath(path)}: `) && line.endsWith(', found nothing'),
      );
      expect(isNamed, `${formatPath(path)}\n${problems.join('\n')}`).toBe(true);
    }
  });

  it('names the path of a field that there is not', () => {
    const objects = pathsOf(make()).filter((path) => {
      const value = at(make(), path);
      return typeof value === 'object' && !Array.isArray(value);
    });
    for (const path of objects.filter((candidate) => !RECORDS.includes(String(candidate.at(-1))))) {
      const problems = problemsOf(changed(make(), [...path, 'surplus'], 1));
      expect(problems).toContain(`${formatPath([...path, 'surplus'])}: expected no such field, found 1`);
    }
  });
});

describe('readManifest', () => {
  it.each([
    [null, 'expected an object, found null'],
    [[], 'expected an object, found []'],
    ['{}', 'expected an object, found "{}"'],
    [undefined, 'expected an object, found nothing'],
  ])('refuses %j in place of a manifest', (json, line) => {
    expect(problemsOf(json)).toEqual([line]);
  });

  const wrong: [PropertyKey[], unknown, string][] = [
    [['schema'], 2, 'schema: expected 1, found 2'],
    [['name'], 'Full', 'name: expected lower-case letters, digits, "-" and ".", found "Full"'],
    [['version'], '1.2', 'version: expected major.minor.patch, found "1.2"'],
    [['description'], '', 'description: expected at least 1 characters, found ""'],
    [['model'], '../model.onnx', 'model: expected a plain file name inside the model folder, found "../model.onnx"'],
    [['model'], 'a/model.onnx', 'model: expected a plain file name inside the model folder, found "a/model.onnx"'],
    [
      ['files', '../x'],
      '0'.repeat(64),
      'files["../x"]: expected a plain file name inside the model folder, found "../x"',
    ],
    [['files', 'model.onnx'], 'abc', 'files["model.onnx"]: expected 64 hex digits, found "abc"'],
    [['golden', 'tolerance'], 0, 'golden.tolerance: expected more than 0, found 0'],
    [['signal', 'sfreq'], -256, 'signal.sfreq: expected more than 0, found -256'],
    [['signal', 'unit'], 'V', 'signal.unit: expected one of "uV", "fT", "fT/cm", "any", found "V"'],
    [['signal', 'nSamples'], 1.5, 'signal.nSamples: expected a whole number, found 1.5'],
    [['signal', 'nSamples'], 0, 'signal.nSamples: expected at least 1, found 0'],
    [['signal', 'channels', 'count'], 5000, 'signal.channels.count: expected at most 4096, found 5000'],
    [['signal', 'channels', 'names'], [], 'signal.channels.names: expected at least 1 items, found []'],
    [['preprocess', 0, 'step'], 'rereference', 'preprocess[0].step: expected one of "reference", "notch", "bandpass"'],
    [['preprocess', 0, 'channels'], 'Cz', 'preprocess[0].channels: expected "average" or a list, found "Cz"'],
    [['preprocess', 1, 'q'], 0, 'preprocess[1].q: expected more than 0, found 0'],
    [['preprocess', 1, 'harmonics'], 21, 'preprocess[1].harmonics: expected at most 20, found 21'],
    [['preprocess', 2, 'order'], 13, 'preprocess[2].order: expected at most 12, found 13'],
    [['preprocess', 3, 'halfLength'], 0, 'preprocess[3].halfLength: expected at least 1, found 0'],
    [
      ['preprocess', 4, 'statistics', 'from'],
      'file',
      'preprocess[4].statistics.from: expected one of "stored", "calibration", found "file"',
    ],
    [
      ['preprocess', 4, 'statistics', 'scale', 1],
      0,
      'preprocess[4].statistics.scale[1]: expected more than 0, found 0',
    ],
    [
      ['preprocess', 9, 'whitening', 'shrinkage'],
      1.1,
      'preprocess[9].whitening.shrinkage: expected at most 1, found 1.1',
    ],
    [['preprocess', 11, 'limit'], -1, 'preprocess[11].limit: expected more than 0, found -1'],
    [['when', 'kind'], 'always', 'when.kind: expected one of "sliding", "epoch", "sequence", found "always"'],
    [['when', 'marker'], '', 'when.marker: expected at least 1 characters, found ""'],
    [['gap'], 'interpolate', 'gap: expected one of "skip", "hold", "zero", "mask", found "interpolate"'],
    [['inputs'], [], 'inputs: expected at least 1 items, found []'],
    [['inputs', 2, 'unknown'], 'guess', 'inputs[2].unknown: expected "refuse" or a number, found "guess"'],
    [['inputs', 3, 'axes'], 4, 'inputs[3].axes: expected 2 or 3, found 4'],
    [['inputs', 4, 'shape', 0], 0, 'inputs[4].shape[0]: expected at least 1, found 0'],
    [
      ['postprocess', 'kind'],
      'text',
      'postprocess.kind: expected one of "classes", "characters", "embedding", "signal", "retrieval", found "text"',
    ],
    [['postprocess', 'labels'], ['left'], 'postprocess.labels: expected at least 2 items, found ["left"]'],
    [['maxRunMs'], 0, 'maxRunMs: expected more than 0, found 0'],
  ];

  it.each(wrong)('tells what is wrong with %j', (path, value, line) => {
    const problems = problemsOf(changed(fullManifest(), path, value));
    expect(
      problems.some((problem) => problem.startsWith(line)),
      problems.join('\n'),
    ).toBe(true);
  });

  it('refuses numbers that JSON cannot hold', () => {
    expect(problemsOf(changed(plainManifest(), ['signal', 'sfreq'], Infinity))).toEqual([
      'signal.sfreq: expected a number, found Infinity',
    ]);
  });
});
