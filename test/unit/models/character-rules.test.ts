import { describe, expect, it } from 'vitest';
import { formatDifference } from '../../../models/difference.js';
import type { CharactersSettings, Manifest } from '../../../models/manifest.js';
import { readManifest } from '../../../models/manifest-reader.js';
import { refineManifest } from '../../../models/manifest-rules.js';
import { streamingManifest, typingManifest } from '../../helpers/manifests.js';

function linesOf(manifest: Manifest, change: (settings: CharactersSettings, manifest: Manifest) => void): string[] {
  if (manifest.postprocess.kind !== 'characters') throw new Error('not a text decoder');
  change(manifest.postprocess, manifest);
  return refineManifest(manifest).map(formatDifference);
}

const typing = (change: (settings: CharactersSettings, manifest: Manifest) => void): string[] =>
  linesOf(typingManifest(), change);
const streaming = (change: (settings: CharactersSettings, manifest: Manifest) => void): string[] =>
  linesOf(streamingManifest(), change);

describe('the rules of text decoders', () => {
  it('find nothing in manifests that hold together', () => {
    expect(readManifest(typingManifest())).toMatchObject({ ok: true });
    expect(readManifest(streamingManifest())).toMatchObject({ ok: true });
  });

  it('want windows of the mode, in sequences', () => {
    expect(typing((_, m) => (m.when = { kind: 'sliding', stride: 32 }))).toContain(
      'when.kind: expected epoch, as postprocess.mode is epoch, found "sliding"',
    );
    expect(streaming((_, m) => (m.when = { kind: 'sliding', stride: 32 }))).toContain(
      'when.sequence: expected when a text begins and ends; its timeout at least, found nothing',
    );
  });

  it('want each label once, and each character typed by one', () => {
    expect(typing((s) => (s.labels[1] = 'a'))).toEqual(['postprocess.labels[1]: expected each label once, found "a"']);
    expect(typing((s) => (s.labels[1] = ' '))).toContain(
      'postprocess.labels[2]: expected each character typed by one label, found " ", typed by " " and "space"',
    );
  });

  it('want to know what every label types', () => {
    expect(typing((s) => delete s.types)).toEqual([
      'postprocess.types.digit: expected what label "digit" types: a character, backspace or nothing, found nothing',
    ]);
    expect(typing((s) => (s.types = { digit: '12', other: 'x' }))).toEqual([
      'postprocess.types.digit: expected one character, backspace or nothing, found "12"',
      'postprocess.types.other: expected a label (a, b, space, backspace, digit), found another',
    ]);
  });

  it('want a blank for CTC, and none for keys', () => {
    expect(streaming((s) => delete s.blank)).toContain(
      'postprocess.blank: expected the label that stands for no key (-, a, b, space, backspace), found nothing',
    );
    expect(streaming((s) => (s.blank = 'nothing'))).toContain(
      'postprocess.blank: expected the label that stands for no key (-, a, b, space, backspace), found "nothing"',
    );
    expect(typing((s) => (s.blank = 'a'))).toEqual([
      'postprocess.blank: expected nothing, as each window is a key, found "a"',
    ]);
  });

  it('want a language model that is signed for', () => {
    expect(typing((s) => (s.languageModel!.file = 'other.arpa'))[0]).toMatch(
      /^postprocess.languageModel.file: expected a file listed in files .*found "other.arpa"$/,
    );
    expect(streaming((s) => delete s.languageModel!.sha256)).toEqual([
      'postprocess.languageModel.sha256: expected the SHA-256 of ../../language/english.arpa.gz, which is not in files, found nothing',
    ]);
  });

  it('take no file from anywhere else', () => {
    const manifest = typingManifest();
    linesOf(manifest, (s) => (s.languageModel!.file = '../../../secret.arpa'));
    expect(readManifest(manifest)).toEqual({
      ok: false,
      problems: [
        'postprocess.languageModel.file: expected a file of the model folder or ../../language/NAME, found "../../../secret.arpa"',
      ],
    });
  });

  it('want a lag that the mode counts in', () => {
    expect(streaming((s) => (s.commit = { lagKeys: 3 }))).toEqual([
      'postprocess.commit.lagKeys: expected lagSeconds, as mode is ctc, found 3',
    ]);
    expect(typing((s) => (s.commit = { lagKeys: 3, lagSeconds: 1 }))).toEqual([
      'postprocess.commit: expected one of lagKeys and lagSeconds, found both',
    ]);
  });
});

describe('the rules of sequences', () => {
  it('want a tail behind an end, and a start that is not the end', () => {
    expect(
      typing((_, { when }) => {
        if (when.kind === 'epoch') when.sequence = { tail: 1, timeout: 3 };
      }),
    ).toEqual(['when.sequence.tail: expected nothing, as there is no endMarker, found 1']);
    expect(
      typing((_, { when }) => {
        if (when.kind === 'epoch') when.sequence = { startMarker: 'go', endMarker: 'go', timeout: 3 };
      })[0],
    ).toMatch(/^when.sequence.endMarker: expected another pattern than startMarker/);
  });

  it('want room for one window, and no early answers', () => {
    expect(
      streaming((_, { when }) => {
        if (when.kind === 'sliding') when.sequence = { timeout: 0.5 };
      }),
    ).toEqual(['when.sequence.timeout: expected at least as long as a window, 1 s, found 0.5']);
    expect(
      typing((_, { when }) => {
        if (when.kind === 'epoch') when.progressive = [20];
      }),
    ).toEqual(['when.progressive: expected no early answers in a sequence, found [20]']);
  });

  it('are wanted by states that start anew with them', () => {
    expect(
      typing((_, { when }) => {
        if (when.kind === 'epoch') delete when.sequence;
      }),
    ).toContain('inputs[1].reset: expected gap or never, as there is no when.sequence, found "sequence"');
  });
});
