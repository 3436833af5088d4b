import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Payload } from '../../../../protocol/frame.js';
import type { Recording } from '../../../../server/rig/recording.js';
import { RetrievalView } from '../../../../server/cli/demo-retrieval.js';
import { Screen } from '../../../../server/cli/demo-screen.js';

function shown(markers: readonly { sample: number; description: string; value: string }[]) {
  const out = new PassThrough();
  const recording = { info: { sfreq: 1000 }, markers } as unknown as Recording;
  const options = { recording, verb: 'saw', nCandidates: 200, nPlaces: 5, ideal: { among: 0.75 } };
  const view = new RetrievalView(options, new Screen({ out, err: new PassThrough() }, {}));
  const says = (window: number, step: number, end: number, truth: string, best: string[], final = true): void => {
    const scored = best.map((label, i) => ({ label, score: 1 / (i + 1), probability: 0.5 / (i + 1) }));
    const candidates = { best: scored, labels: [], repetitions: 1 };
    const payload = { start: 0, end, window, step, final, kind: 'candidates', truth, candidates } as unknown as Payload;
    view.decode({ decoder: 'd@1', stream: 's', sequence: 0, payload, timing: undefined, received: 0 });
  };
  return { view, says, out: () => String((out.read() as Buffer | null) ?? '') };
}

const image = (sample: number, value: string) => ({ sample, description: 'image', value });

describe('the demo of candidates', () => {
  it('shows early answers beside the last, and scores each', () => {
    const { view, says, out } = shown([image(2000, 'cat'), image(3500, 'dog')]);
    says(0, 0, 2250, 'cat', ['dog', 'cow', 'hen'], false);
    says(0, 1, 3000, 'cat', ['cat', 'dog', 'cow']);
    says(1, 0, 3750, 'dog', ['cow', 'dog', 'cat'], false);
    says(1, 1, 4500, 'dog', ['cow', 'dog', 'cat']);
    expect(out().split('\n')).toEqual([
      '          saw            0.25 s  1.00 s   likeliest (place of the truth by then)',
      '   2.0 s  cat                 –      1.   cat          ███░░░  50 %   dog           25 %   cow           17 %',
      '   3.5 s  dog                2.      2.   cow          ███░░░  50 %   dog           25 %   cat           17 %',
      '',
    ]);
    expect(view.finish()).toEqual([
      '2 trials, 200 candidates',
      '                              first   among 5',
      'decoder, 0.25 s after onset     0 %      50 %',
      'decoder, 1.00 s after onset    50 %     100 %',
      'ideal observer                    –      75 %',
      'chance                        0.5 %     2.5 %',
    ]);
  });

  it('calls a segment by the word that was heard', () => {
    const { says, out } = shown([{ sample: 1000, description: 'segment 0007', value: 'house' }]);
    says(0, 0, 3500, 'segment 0007', ['segment 0001', 'segment 0007']);
    expect(out().split('\n')[1]).toMatch(/^ {3}1\.0 s {2}house +2\. {3}segment 0001 ███░░░ /);
  });
});
