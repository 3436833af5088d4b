/**
 * How long a keypress and a CTC frame take in the beam search, by beam and order of the language model.
 *
 *     npm run build && node dist/bench/micro/beam.js [order [beam]]
 *
 * Sentences of `models/text/sentences-test.txt`, 29 labels (letters, space, backspace, digit), all labels tried at every
 * step, outputs of a network that is right about three times in four. Commit rule: posterior 0.95 or 12 keys (25 frames)
 * later. A keypress is the step, the commit rule and the best text; `revised` also replaces the outputs of all keys that
 * are not committed, as a network does that looks back over the sentence. CTC: 25 frames a second, five keys a second.
 * Models of order 3 and 6 are the 9-gram cut short, so that only the order differs.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { ArpaParser } from '../../server/language/arpa-reader.js';
import { commitDue } from '../../server/language/commit.js';
import { CtcBeam } from '../../server/language/ctc-beam.js';
import { KeyBeam } from '../../server/language/key-beam.js';
import type { NgramModel } from '../../server/language/ngram-model.js';
import { BACKSPACE } from '../../server/language/typed-text.js';
import { MadeUpOutputs } from '../harness/made-up-outputs.js';

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz 9'];
const LABELS = [...LETTERS, BACKSPACE];
const ORDERS = [3, 6, 9];
const BEAMS = [10, 30, 100];
const FRAMES_PER_KEY = 5;

const [onlyOrder, onlyBeam] = process.argv.slice(2).map(Number);
const arpa = gunzipSync(readFileSync('models/language/english-9gram.arpa.gz')).toString();
const sentences = readFileSync('models/text/sentences-test.txt', 'utf8').trim().split('\n');

/** The model without its n-grams above an order. */
function cut(order: number): NgramModel {
  const text =
    order === 9
      ? arpa
      : arpa
          .replace(/ngram (\d+)=\d+\n/g, (line, k) => (Number(k) > order ? '' : line))
          .replace(new RegExp(`\\\\${order + 1}-grams:[^]*\\\\end\\\\`), '\\end\\')
          .replace(
            new RegExp(`(\\\\${order}-grams:\n)([^]*?)(\n\\\\end)`),
            (_, head: string, lines: string, end: string) => {
              return head + lines.replace(/\t[^\t\n]*$/gm, (field) => (/^\t-?[\d.]+$/.test(field) ? '' : field)) + end;
            },
          );
  const parser = new ArpaParser('english-9gram', { letters: LETTERS });
  parser.push(Buffer.from(text));
  return parser.end();
}

interface Times {
  /** µs of the clock, one by one, and of all processors together. */
  readonly all: number[];
  busy: number;
  nErrors: number;
  nKeys: number;
}

function timed(times: Times, act: () => void): void {
  const start = process.hrtime.bigint();
  const busy = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(busy);
  times.all.push(Number(process.hrtime.bigint() - start) / 1e3);
  times.busy += user + system;
}

function keys(model: NgramModel, beam: number, isRevised: boolean): Times {
  const network = new MadeUpOutputs(1);
  const search = new KeyBeam({ labels: LABELS, beam, language: { weight: 1, logBase: 'e' } }, model);
  const times: Times = { all: [], busy: 0, nErrors: 0, nKeys: 0 };
  for (const sentence of sentences) {
    const state = search.start(0);
    const outputs = [...sentence].map((letter) => network.posteriors(LABELS.length, LABELS.indexOf(letter)));
    const flat = Float64Array.from(outputs.flatMap((row) => [...row]));
    for (const [key, row] of outputs.entries()) {
      timed(times, () => {
        search.addKey(state, row, key);
        if (isRevised)
          search.reviseKeys(
            state,
            state.committed.length,
            flat.subarray(state.committed.length * LABELS.length, (key + 1) * LABELS.length),
          );
        commitDue(search.lattice, state, { threshold: 0.95, lagSteps: 12 }, key);
        search.hypotheses(state, 5);
      });
    }
    const [best] = search.hypotheses(state, 1);
    times.nKeys += sentence.length;
    times.nErrors += [...sentence].filter((letter, i) => LABELS[best!.labels[i]!] !== letter).length;
  }
  return times;
}

function frames(model: NgramModel, beam: number): Times {
  const network = new MadeUpOutputs(2);
  const search = new CtcBeam({ labels: LABELS, blank: 0, beam, language: { weight: 1, logBase: 'e' } }, model);
  const times: Times = { all: [], busy: 0, nErrors: 0, nKeys: 0 };
  for (const sentence of sentences.slice(0, 60)) {
    const state = search.start(0);
    for (let frame = 0; frame < sentence.length * FRAMES_PER_KEY; frame++) {
      const isKey = frame % FRAMES_PER_KEY === 2;
      const letter = sentence[Math.floor(frame / FRAMES_PER_KEY)]!;
      const row = network.posteriors(LABELS.length + 1, isKey ? 1 + LABELS.indexOf(letter) : 0);
      timed(times, () => {
        search.addFrame(state, row, frame / 25);
        commitDue(search.lattice, state, { threshold: 0.95, lagSteps: 25 }, frame / 25);
        search.hypotheses(state, 5);
      });
    }
  }
  return times;
}

function report(name: string, order: number, beam: number, { all, busy, nErrors, nKeys }: Times): void {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (share: number): string =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(0);
  const errors = nKeys === 0 ? '' : `  wrong ${((100 * nErrors) / nKeys).toFixed(1)} %`;
  console.log(
    `${name.padEnd(10)} order ${order}  beam ${String(beam).padStart(3)}  ` +
      `median ${at(0.5).padStart(5)} µs  p95 ${at(0.95).padStart(5)} µs  p99 ${at(0.99).padStart(5)} µs  processor ${(busy / all.length).toFixed(0).padStart(5)} µs on average${errors}`,
  );
}

for (const order of ORDERS.filter((each) => onlyOrder === undefined || each === onlyOrder)) {
  const model = cut(order);
  for (const beam of BEAMS.filter((each) => onlyBeam === undefined || each === onlyBeam)) {
    report('keypress', order, beam, keys(model, beam, false));
    report('revised', order, beam, keys(model, beam, true));
    report('CTC frame', order, beam, frames(model, beam));
  }
}
