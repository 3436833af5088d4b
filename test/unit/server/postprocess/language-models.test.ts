import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { NgramModel } from '../../../../server/language/ngram-model.js';
import {
  openLanguageModel,
  readLanguageModels,
  takeLanguageModels,
  type LanguageModelRequest,
} from '../../../../server/postprocess/language-models.js';

const folder = mkdtempSync(join(tmpdir(), 'cortexwire-language-'));
afterAll(() => rmSync(folder, { recursive: true }));

const request = (file: string, letters: string, sha256?: string): LanguageModelRequest => ({
  settings: { file, weight: 1 } as LanguageModelRequest['settings'],
  dir: folder,
  sha256,
  letters: [...letters],
});

const LETTERS = 'abcdefghijklmnopqrstuvwxyz 9';
const TEXT = 'the quick brown fox';
copyFileSync('models/language/english-9gram.arpa.gz', join(folder, 'english.arpa.gz'));
writeFileSync(join(folder, 'broken.arpa'), 'hello\n');

describe('readLanguageModels', () => {
  it('reads each once, into memory that threads share, and leaves out what cannot be read', async () => {
    const english = request('english.arpa.gz', LETTERS, 'a');
    const models = await readLanguageModels([
      english,
      request('broken.arpa', LETTERS),
      { ...english, dir: 'elsewhere' },
      request('nowhere.arpa', LETTERS),
    ]);
    expect(models).toHaveLength(1);
    const [{ tables } = models[0]!] = models;
    for (const table of Object.values(tables)) {
      if (ArrayBuffer.isView(table)) expect(table.buffer).toBeInstanceOf(SharedArrayBuffer);
    }
    const own = openLanguageModel(english).tables;
    expect(new NgramModel(tables).scoreText(TEXT, true)).toBe(new NgramModel(own).scoreText(TEXT, true));
    for (const name of ['symbols', 'logProbabilities', 'nextStates', 'backOffs', 'suffixes', 'firstChildren'] as const)
      expect(Buffer.compare(new Uint8Array(tables[name].buffer), new Uint8Array(own[name].buffer))).toBe(0);
  });

  it('gives a thread that takes them over the very tables, and the reason of one that was left out', async () => {
    const other = request('english.arpa.gz', [...LETTERS].reverse().join(''), 'b');
    const broken = request('broken.arpa', LETTERS);
    const models = await readLanguageModels([other, broken]);
    takeLanguageModels(models);
    expect(openLanguageModel(other).tables).toBe(models[0]!.tables);
    expect(() => openLanguageModel(broken)).toThrow('MODEL_UNLOADABLE: broken.arpa');
  });
});
