import { readFileSync, writeSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { openModel } from '../../models/repository.js';
import type { ProbeCall } from './model-probe.js';
import { ModelRunner } from './model-runner.js';

/** Entry of the process that tries one suspect window: the call comes by stdin, the result goes by stdout. */
const { dir, window, extras } = deserialize(readFileSync(0)) as ProbeCall;
const model = openModel(dir, basename(dirname(dir)), basename(dir));
if (!model.ok) throw new Error(model.problems.join('; '));
const answer = serialize(ModelRunner.load(model).run(window, extras));
for (let at = 0; at < answer.length;) at += writeSync(1, answer, at);
