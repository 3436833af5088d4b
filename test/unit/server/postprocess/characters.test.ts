import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CharactersSettings, Manifest } from '../../../../models/manifest.js';
import type { Payload } from '../../../../protocol/frame.js';
import { NgramBuilder } from '../../../../server/language/ngram-builder.js';
import { openCharacters, type CharactersState } from '../../../../server/postprocess/characters.js';
import type { Postprocessor } from '../../../../server/postprocess/postprocessor.js';
import type { Result } from '../../../../server/postprocess/result.js';
import { streamingManifest, typingManifest } from '../../../helpers/manifests.js';
import { temporaryDir } from '../../../helpers/temporary-dir.js';

type Text = NonNullable<Payload['text']>;

function textOf(result: Result | undefined): Text {
  if (result?.kind !== 'text') throw new Error(result === undefined ? 'nothing' : JSON.stringify(result));
  return result.text;
}

/** One text decoder and one stream. */
class Run {
  readonly postprocessor: Postprocessor<CharactersState>;
  readonly labels: readonly string[];
  state: CharactersState;
  #n = 0;

  constructor(manifest: Manifest, change: Partial<CharactersSettings> = {}, dir = '') {
    const settings = { ...manifest.postprocess, ...change } as CharactersSettings;
    for (const [key, value] of Object.entries(change)) if (value === undefined) delete settings[key as 'nBest'];
    this.labels = settings.labels;
    this.postprocessor = openCharacters({ ...manifest, postprocess: settings }, settings, dir);
    this.state = this.postprocessor.start();
  }

  row(label: string, logit = 5): number[] {
    return this.labels.map((other) => (other === label ? logit : 0));
  }

  /** @param rows of logits: one for a key, several for the keys before it too, or frames */
  answer(rows: readonly number[][], isKey = rows.length === 1): Result {
    const shape = isKey ? [this.labels.length] : [rows.length, this.labels.length];
    const window = { step: 0, end: 64 * ++this.#n };
    return this.postprocessor.answer(this.state, Float32Array.from(rows.flat()), shape, window);
  }

  key(label: string, logit?: number): Text {
    return textOf(this.answer([this.row(label, logit)]));
  }

  finish(value?: string): Result | undefined {
    const end = value === undefined ? {} : { endMarker: { description: 'sentence end', value } };
    return this.postprocessor.finish?.(this.state, { from: 0, until: Infinity, ...end });
  }
}

const noModel = { languageModel: undefined, commit: {}, nBest: undefined } as unknown as Partial<CharactersSettings>;

describe('text from keys', () => {
  it('grows key by key, and is all final in the end', () => {
    const run = new Run(typingManifest(), noModel);
    run.postprocessor.begin?.(run.state);
    expect(run.key('a')).toEqual({
      committed: '',
      provisional: 'a',
      revision: 1,
      nBest: [],
      reads: 'a',
      typed: [],
    });
    expect(run.key('space').provisional).toBe('a ');
    expect(run.key('b')).toMatchObject({ provisional: 'a b', revision: 3 });
    const over = run.finish('a b');
    expect(over).toMatchObject({ kind: 'text', final: true, truth: 'a b' });
    expect(textOf(over)).toMatchObject({ committed: 'a b', provisional: '', revision: 4, reads: 'a b' });
  });

  it('keeps backspaces as keys, and says how it reads', () => {
    const run = new Run(typingManifest(), noModel);
    for (const label of ['a', 'b', 'backspace']) run.key(label);
    expect(run.key('a')).toMatchObject({ provisional: 'ab\ba', reads: 'aa' });
  });

  it('never decodes what types nothing', () => {
    const run = new Run(typingManifest(), noModel);
    expect(run.key('digit').reads).toHaveLength(1);
  });

  it('is committed by its posterior and by its age', () => {
    const sure = new Run(typingManifest(), { ...noModel, commit: { posterior: 0.9 } });
    expect(sure.key('a', 9)).toMatchObject({ committed: 'a', provisional: '' });
    expect(sure.key('b', 1)).toMatchObject({ committed: 'a', provisional: 'b' });
    const old = new Run(typingManifest(), { ...noModel, commit: { lagKeys: 2 } });
    expect(['a', 'b', 'a', 'a'].map((label) => old.key(label).committed)).toEqual(['', '', 'a', 'ab']);
  });

  it('is revised by a network that speaks of earlier keys again, but for what is committed', () => {
    const run = new Run(typingManifest(), { ...noModel, commit: { lagKeys: 2 } });
    const [a, b, space] = ['a', 'b', 'space'].map((label) => run.row(label));
    const nothing = run.row('');
    const answer = (...rows: (number[] | undefined)[]): string => {
      const { committed, provisional } = textOf(
        run.answer(
          rows.map((row) => row ?? nothing),
          false,
        ),
      );
      return `${committed}|${provisional}`;
    };
    expect(answer(undefined, undefined, a)).toBe('|a');
    expect(answer(undefined, b, a)).toBe('|ba');
    expect(answer(space, b, b)).toBe(' |bb');
    // The first key is committed: what the network says of it comes too late.
    expect(answer(a, a, a, a)).toBe(' a|aa');
  });

  it('is revised only as far back as the network knows', () => {
    const run = new Run(typingManifest(), noModel);
    const [a, b] = ['a', 'b'].map((label) => run.row(label));
    run.answer([a!, a!], false);
    run.answer([a!, a!], false);
    run.postprocessor.forget?.(run.state);
    expect(textOf(run.answer([b!, b!], false)).provisional).toBe('aab');
    expect(textOf(run.answer([b!, a!], false)).provisional).toBe('aaba');
  });

  it('says what was typed, for the sequence that is over', () => {
    const run = new Run(typingManifest(), noModel);
    const note = (index: number, description: string, value: string): void =>
      run.postprocessor.note?.(run.state, { index, sample: 4 * index, description, value });
    note(3, 'key', 'a');
    note(9, 'other', 'x');
    note(7, 'key', 'b');
    note(5, 'key', 'backspace');
    note(12, 'key', 'later');
    const { finish } = run.postprocessor;
    expect(textOf(finish?.(run.state, { from: 4, until: 12 })).typed).toEqual([
      { sample: 20, key: 'backspace' },
      { sample: 28, key: 'b' },
    ]);
    expect(textOf(finish?.(run.state, { from: 12, until: 20 })).typed).toEqual([{ sample: 48, key: 'later' }]);
    expect(run.postprocessor.truthOf({ description: 'key', value: 'a' })).toBe('a');
    expect(run.postprocessor.truthOf({ description: 'other', value: 'a' })).toBe('');
  });

  it('is not made of an output that is not finite or of another width', () => {
    const run = new Run(typingManifest(), noModel);
    expect(run.answer([run.row('a', NaN)])).toMatchObject({ kind: 'failure' });
    expect(run.postprocessor.answer(run.state, new Float32Array(4), [4], { step: 0 })).toMatchObject({
      failure: { detail: 'output y: [n, 5] expected, [4] found' },
    });
  });

  it('is the same when its state was kept as bytes in between, and never takes back what is committed', () => {
    const keys = fc.array(fc.array(fc.float({ min: -3, max: 3, noNaN: true }), { minLength: 5, maxLength: 5 }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(keys, fc.nat(11), (rows, at) => {
        const plain = new Run(typingManifest(), { ...noModel, commit: { posterior: 0.8, lagKeys: 4 } });
        const kept = new Run(typingManifest(), { ...noModel, commit: { posterior: 0.8, lagKeys: 4 } });
        let committed = '';
        rows.forEach((row, i) => {
          if (i === at) kept.state = deserialize(serialize(kept.state)) as CharactersState;
          const text = textOf(plain.answer([row]));
          expect(kept.answer([row])).toMatchObject({ text });
          expect(text.committed.startsWith(committed)).toBe(true);
          committed = text.committed;
        });
        expect(kept.finish('x')).toEqual(plain.finish('x'));
      }),
    );
  });
});

describe('text from frames', () => {
  const ctc = { ...noModel, insertion: 0 };

  it('is what is between blanks', () => {
    const run = new Run(streamingManifest(), { ...ctc, commit: { lagSeconds: 100 } });
    const frames = (...labels: string[]): string =>
      textOf(
        run.answer(
          labels.map((label) => run.row(label, 9)),
          false,
        ),
      ).provisional;
    expect(frames('-', 'a', 'a')).toBe('a');
    expect(frames('a', '-', 'a')).toBe('aa');
    expect(frames('b', '-', '-')).toBe('aab');
    expect(textOf(run.finish()).committed).toBe('aab');
  });

  it('is committed by its age in seconds', () => {
    const run = new Run(streamingManifest(), { ...ctc, commit: { lagSeconds: 0.5 } });
    // Windows of this run end every quarter of a second.
    const committed = ['a', '-', '-', 'b', '-'].map(
      (label) => textOf(run.answer([run.row(label, 9)], false)).committed,
    );
    expect(committed).toEqual(['', '', 'a', 'a', 'a']);
  });
});

describe('the language model of a text', () => {
  function write(dir: string, name: string, letters: readonly string[], sentences: readonly string[]): void {
    const builder = new NgramBuilder({ order: 3, letters });
    for (const sentence of sentences) builder.add(sentence);
    writeFileSync(join(dir, name), `${[...builder.arpa()].join('\n')}\n`);
  }

  it('decides what the signal leaves open', () => {
    const dir = temporaryDir();
    write(dir, 'ab.arpa', ['a', 'b', ' '], ['ab ab ab', 'ab ab', 'ab']);
    const languageModel = { file: 'ab.arpa', weight: 1, rule: 'natural' as const };
    const run = new Run(typingManifest(), { languageModel, commit: {}, nBest: 2 }, dir);
    run.key('a');
    const open = textOf(run.answer([run.row('')]));
    expect(open.provisional).toBe('ab');
    expect(open.nBest).toHaveLength(2);
    expect(open.nBest[0]).toMatchObject({ label: 'ab' });
    expect(open.nBest[0]!.score).toBeGreaterThan(open.nBest[1]!.score);
    const without = new Run(typingManifest(), { languageModel: { ...languageModel, weight: 0 }, commit: {} }, dir);
    without.key('a');
    expect(textOf(without.answer([without.row('')])).provisional).toBe('aa');
  });

  it('is refused with other letters', () => {
    const dir = temporaryDir();
    write(dir, 'abc.arpa', ['a', 'b', 'c', ' '], ['abc abc', 'cab']);
    const languageModel = { file: 'abc.arpa', weight: 1, rule: 'natural' as const };
    expect(() => new Run(typingManifest(), { languageModel }, dir)).toThrow(/abc\.arpa.*"?c"?/);
    expect(
      () => new Run(typingManifest(), { languageModel: { ...languageModel, otherLetters: 'ignore' } }, dir),
    ).not.toThrow();
    write(dir, 'a.arpa', ['a', ' '], ['a a', 'aa']);
    expect(() => new Run(typingManifest(), { languageModel: { ...languageModel, file: 'a.arpa' } }, dir)).toThrow(/b/);
  });

  it('is refused when it is none', () => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'none.arpa'), 'a b c');
    const languageModel = { file: 'none.arpa', weight: 1, rule: 'natural' as const };
    expect(() => new Run(typingManifest(), { languageModel }, dir)).toThrow(/MODEL_UNLOADABLE: none\.arpa/);
    expect(() => new Run(typingManifest(), { languageModel: { ...languageModel, file: 'no.arpa' } }, dir)).toThrow(
      /MODEL_UNLOADABLE: no\.arpa/,
    );
  });
});
