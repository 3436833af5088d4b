// The status page: streams and models by HTTP every two seconds, decodes as a reader of /v1/subscribe gets them.

const POLL_MS = 2000;
const RECONNECT_MS = 1500;
/** How long a notice stays. */
const NOTICE_MS = 10_000;
/** Decodes in the table, and behind each latency. */
const MAX_ROWS = 30;
const MAX_LATENCIES = 120;
const MAX_BARS = 6;
/** Texts that stay below the one that grows. */
const MAX_TEXTS = 3;
/** Of a text in the table. */
const MAX_TAIL = 26;
const BACKSPACE = '\b';

const byId = (id) => document.getElementById(id);
/** Kept for this tab only. */
let token = sessionStorage.getItem('token') ?? '';
/** Cards by stream id; in each, tiles by decoder. */
const cards = new Map();
let socket;
let signedIn = false;
let polling = false;

async function get(path) {
  const response = await fetch(path, token === '' ? {} : { headers: { authorization: `Bearer ${token}` } });
  const body = await response.json();
  if (response.status === 401 || response.status === 403) askForToken(body);
  return { ok: response.ok, body };
}

function askForToken({ code, detail }) {
  signedIn = false;
  socket?.close();
  byId('sign-in').hidden = false;
  byId('refusal').textContent = token === '' && code === 'UNAUTHORIZED' ? '' : `${code}: ${detail}`;
}

byId('sign-in').addEventListener('submit', (event) => {
  event.preventDefault();
  token = byId('token').value.trim();
  sessionStorage.setItem('token', token);
  void poll();
});

// Commands that find this server.
if (!['ws://127.0.0.1:8420', 'ws://localhost:8420'].includes(location.origin.replace('http', 'ws'))) {
  for (const command of byId('empty').querySelectorAll('pre')) {
    command.textContent += ` --url ${location.origin.replace('http', 'ws')}`;
  }
}

function setServer(text, className) {
  const pill = byId('server');
  pill.textContent = text;
  pill.className = `pill ${className}`;
}

async function poll() {
  if (polling) return;
  polling = true;
  try {
    const { body: readiness } = await get('/readyz');
    document.body.classList.remove('stale');
    setServer(readiness.ready ? 'ready' : readiness.reasons.join(', '), readiness.ready ? 'good' : 'bad');
    const { ok, body } = await get('/v1/streams');
    if (!ok) return;
    byId('sign-in').hidden = true;
    signedIn = true;
    showStreams(body.streams);
    if (socket === undefined) subscribe();
    const models = await get('/v1/models');
    if (models.ok) showModels(models.body.models);
  } catch {
    setServer('not reachable', 'bad');
    document.body.classList.add('stale');
  } finally {
    polling = false;
  }
}

function subscribe() {
  const url = new URL('/v1/subscribe', location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  if (token !== '') url.searchParams.set('access_token', token);
  const opened = new WebSocket(url, 'cortexwire.v1.json');
  socket = opened;
  opened.onopen = () =>
    opened.send(JSON.stringify({ subscribe: { from: 'NOW', policy: 'LATEST', client: 'status page' } }));
  opened.onmessage = ({ data }) => {
    const { decode, notice } = JSON.parse(data);
    if (decode !== undefined) showDecode(decode);
    if (notice !== undefined) showNotice(notice);
  };
  opened.onclose = () => {
    setTimeout(() => {
      if (socket === opened) socket = undefined;
      if (signedIn && socket === undefined) subscribe();
    }, RECONNECT_MS);
  };
}

function clone(template) {
  return byId(template).content.firstElementChild.cloneNode(true);
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

// Streams

function card(id) {
  let found = cards.get(id);
  if (found === undefined) {
    // Shown when it is known what it is, and whether it is simulated.
    found = { root: clone('stream-template'), tiles: new Map(), known: false, noticeUntil: 0 };
    found.root.hidden = true;
    cards.set(id, found);
    byId('streams').append(found.root);
  }
  return found;
}

function showStreams(streams) {
  byId('empty').hidden = streams.length > 0;
  for (const stream of streams) {
    const found = card(stream.id);
    const { root, tiles } = Object.assign(found, { ...stream, known: true });
    root.hidden = false;
    root.querySelector('h2').textContent = stream.name;
    root.querySelector('h2').title = stream.id;
    root.querySelector('.simulated').hidden = !stream.simulated;
    const state = root.querySelector('.state');
    state.textContent = { streaming: 'streaming', waiting: 'waiting for its rig', ended: 'ended' }[stream.state];
    state.className = `pill state ${{ streaming: 'good', waiting: 'bad', ended: '' }[stream.state]}`;
    root.querySelector('.facts').textContent = facts(stream).join(' · ');
    if (stream.catchingUp) showWarning(root, 'Catching up: decodes are older than they should be.');
    else if (Date.now() > found.noticeUntil) showWarning(root, '');
    for (const { decoder, nDecodes } of stream.decoders) {
      const made = tiles.get(decoder) ?? tile(stream.id, decoder);
      made.nDecodes = Math.max(made.nDecodes, nDecodes);
      showLatency(made);
    }
    showIdle(found);
  }
  for (const [id, { root }] of cards) {
    if (streams.some((stream) => stream.id === id)) continue;
    root.remove();
    cards.delete(id);
  }
}

/** Decoders that have not answered yet, such as those that wait for a marker of another kind, are named and no more. */
function showIdle({ root, tiles }) {
  const idle = [...tiles].filter(([, { nDecodes }]) => nDecodes === 0);
  for (const { root: article, nDecodes } of tiles.values()) article.hidden = nDecodes === 0;
  root.querySelector('.idle').hidden = idle.length === 0;
  root.querySelector('.idle').textContent = `no decodes yet: ${idle.map(([decoder]) => decoder).join(', ')}`;
}

function facts({ subject, device, simulated, nChannels, sfreq, nSamples, missingSamples, nMarkers }) {
  const share = missingSamples === 0 ? '' : `${((100 * missingSamples) / nSamples).toFixed(2)} % missing`;
  return [
    subject,
    simulated ? '' : device,
    `${nChannels} channels at ${Number(sfreq.toFixed(2))} Hz`,
    clockTime(nSamples / sfreq),
    nMarkers === 0 ? '' : `${nMarkers} markers`,
    share,
  ].filter((fact) => fact !== '');
}

function clockTime(seconds) {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return parts
    .slice(parts[0] === 0 ? 1 : 0)
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

function showWarning(root, text) {
  const notice = root.querySelector('.notice');
  notice.hidden = text === '';
  notice.textContent = text;
}

function showNotice({ kind, stream, start, end, channels, detail }) {
  const found = cards.get(stream);
  if (found === undefined) return void poll();
  if (['CAUGHT_UP', 'JOURNAL_RESUMED', 'RIG_RESUMED', 'CHANNEL_RECOVERED'].includes(kind)) showWarning(found.root, '');
  else if (!['STREAM_OPENED', 'DUPLICATE_SAMPLES'].includes(kind)) {
    const words = kind.toLowerCase().replaceAll('_', ' ');
    const span = found.known && Number(end) > Number(start) ? spanText(start, end, found.sfreq) : '';
    found.noticeUntil = Date.now() + NOTICE_MS;
    showWarning(found.root, [words, span, channels.join(', '), detail].filter((part) => part !== '').join(': '));
  }
  void poll();
}

// Decodes

function tile(stream, decoder) {
  const { root, tiles } = card(stream);
  let found = tiles.get(decoder);
  if (found === undefined) {
    const made = clone('decoder-template');
    made.querySelector('h3').textContent = decoder;
    found = { root: made, age: 0, latencies: [], nDecodes: 0, nRight: 0, nAmong: 0, nKnown: 0, reads: '' };
    Object.assign(found, { nTexts: 0, nErrors: 0, nCharacters: 0 });
    tiles.set(decoder, found);
    root.querySelector('.decoders').append(made);
  }
  return found;
}

function showDecode(decode) {
  const { stream, decoder, sequence, payload, timing } = decode;
  const shown = tile(stream, decoder);
  if (!card(stream).known) void poll();
  if (shown.nDecodes === 0) {
    shown.nDecodes = 1;
    showIdle(card(stream));
  }
  shown.nDecodes = Math.max(shown.nDecodes, Number(sequence) + 1);
  if (payload.kind !== 'failure' && !timing.replayed) {
    shown.age = timing.ageNewest;
    shown.latencies.push(inServer(timing));
    if (shown.latencies.length > MAX_LATENCIES) shown.latencies.shift();
  }
  showResult(shown, payload);
  showTruth(shown, payload);
  showBars(shown.root.querySelector('.bars'), payload);
  showLatency(shown);
  // A text is told again with every window; in the table it is worth a row when it reads otherwise.
  const isNews = payload.text === undefined || payload.final || payload.text.reads !== shown.reads;
  if (payload.text !== undefined) shown.reads = payload.text.reads;
  if (isNews) addRow(decode);
}

function showResult(shown, payload) {
  const result = shown.root.querySelector('.result');
  if (payload.text !== undefined) shown.root.classList.add('text');
  // A text that goes on stays where it is when one of its windows fails.
  if (payload.failure !== undefined && shown.root.classList.contains('text')) return;
  result.className = `result ${payload.kind === 'failure' ? 'failure' : ''}`;
  result.replaceChildren(...resultParts(payload));
  if (payload.text === undefined) return;
  if (!payload.final) result.append(element('span', 'caret', ''));
  else if (payload.truth !== '') keepText(shown, payload);
}

function showTruth(shown, payload) {
  const truth = shown.root.querySelector('.truth');
  if (payload.text !== undefined) {
    const cer = shown.nErrors / shown.nCharacters;
    truth.title = 'character error rate since this page was opened';
    truth.textContent =
      shown.nTexts === 0
        ? ''
        : `${shown.nTexts} text${shown.nTexts === 1 ? '' : 's'} · CER ${(100 * cer).toFixed(1)} %`;
    return;
  }
  const place = placeOfTruth(payload);
  if (payload.failure !== undefined) {
    if (!shown.root.classList.contains('text')) truth.textContent = payload.failure.detail;
    return;
  }
  if (place === undefined) {
    truth.textContent = payload.truth === '' ? '' : `truth: ${payload.truth}`;
    return;
  }
  if (payload.final) shown.nKnown += 1;
  if (payload.final && place === 0) shown.nRight += 1;
  if (payload.final && place >= 0) shown.nAmong += 1;
  const nBest = payload.candidates?.best.length ?? 1;
  const where = place === 0 ? '✓' : place > 0 ? `place ${place + 1}` : nBest > 1 ? `not among ${nBest}` : '✗';
  truth.title = 'counted since this page was opened';
  truth.replaceChildren(
    `truth: ${payload.truth}${place > 0 ? ', ' : ' '}`,
    element('span', place === 0 ? 'right' : place > 0 ? '' : 'wrong', where),
    nBest > 1 ? document.createElement('br') : ' · ',
    nBest > 1
      ? `first: ${shown.nRight} of ${shown.nKnown} · among ${nBest}: ${shown.nAmong} of ${shown.nKnown}`
      : `${shown.nRight} of ${shown.nKnown} right`,
  );
}

/** Where the truth is in what was answered: 0 for the first place, −1 for none, undefined where nothing can be said. */
function placeOfTruth({ truth, classes, candidates }) {
  if (truth === '') return undefined;
  if (classes !== undefined) return classes.label === truth ? 0 : -1;
  if (candidates === undefined) return undefined;
  const place = candidates.best.findIndex(({ label }) => label === truth);
  return place >= 0 ? place : candidates.labels.findIndex(({ label }) => label === truth);
}

function resultParts(payload) {
  const { classes, text, candidates, embedding, signal, failure } = payload;
  if (classes !== undefined) return [classes.label];
  if (text !== undefined) return textParts(text);
  if (candidates !== undefined) return [candidates.labels[0]?.label ?? candidates.best[0]?.label ?? '–'];
  if (failure !== undefined) return [`no decode: ${failure.code.toLowerCase().replaceAll('_', ' ')}`];
  const tensor = embedding ?? signal;
  return [tensor === undefined ? '–' : `${payload.kind} ${tensor.shape.join(' × ')}`];
}

// Texts

/** What a text reads as: characters, and whether each is committed. A backspace takes the one before it away. */
function readable({ committed, provisional }) {
  const shown = [];
  for (const [keys, isCommitted] of [
    [committed, true],
    [provisional, false],
  ]) {
    for (const character of keys) {
      if (character === BACKSPACE) shown.pop();
      else shown.push({ character, isCommitted });
    }
  }
  return shown;
}

function textParts(text) {
  const shown = readable(text);
  const read = (isCommitted) =>
    shown
      .filter((one) => one.isCommitted === isCommitted)
      .map(({ character }) => character)
      .join('');
  return [element('span', 'committed', read(true)), element('span', 'provisional', read(false))];
}

/** A text that is over, with what is wrong in it marked, above what was meant. */
function keepText(shown, { text, truth }) {
  const found = readable(text).map(({ character }) => character);
  const { distance, isRight } = align(Array.from(truth), found);
  shown.nTexts += 1;
  shown.nErrors += distance;
  shown.nCharacters += truth.length;
  const kept = element('div', 'kept', '');
  const read = element('p', '', '');
  read.append(...found.map((character, i) => (isRight[i] ? character : element('span', 'error', character))));
  const figure = distance === 0 ? '✓' : `CER ${((100 * distance) / truth.length).toFixed(0)} %`;
  kept.append(read, element('span', distance === 0 ? 'right' : 'wrong', figure));
  if (distance > 0) kept.append(element('p', 'meant', truth));
  const list = shown.root.querySelector('.texts');
  list.prepend(kept);
  while (list.childElementCount > MAX_TEXTS) list.lastElementChild.remove();
}

/** Fewest changes that make one list of characters the other, and which of the second are right. */
function align(wanted, found) {
  const costs = wanted.map(() => []);
  costs.push([]);
  for (let i = 0; i <= wanted.length; i++) {
    for (let j = 0; j <= found.length; j++) {
      costs[i][j] =
        i === 0 || j === 0
          ? i + j
          : Math.min(
              costs[i - 1][j - 1] + (wanted[i - 1] === found[j - 1] ? 0 : 1),
              costs[i - 1][j] + 1,
              costs[i][j - 1] + 1,
            );
    }
  }
  const isRight = found.map(() => false);
  for (let i = wanted.length, j = found.length; i > 0 && j > 0;) {
    const isSame = wanted[i - 1] === found[j - 1];
    if (costs[i][j] === costs[i - 1][j - 1] + (isSame ? 0 : 1)) {
      i -= 1;
      j -= 1;
      isRight[j] = isSame;
    } else if (costs[i][j] === costs[i - 1][j] + 1) i -= 1;
    else j -= 1;
  }
  return { distance: costs[wanted.length][found.length], isRight };
}

// Scores

function showBars(root, { classes, candidates, text, failure }) {
  if (text !== undefined) return;
  if (failure !== undefined) return root.replaceChildren();
  const isRanked = classes === undefined;
  const labelled = (candidates?.labels ?? []).length > 0 ? candidates.labels : candidates?.best;
  const scored = classes?.scores ?? labelled ?? [];
  const best = [...scored].sort((a, b) => b.score - a.score).slice(0, MAX_BARS);
  if (isRanked) best.splice(0, Infinity, ...scored.slice(0, MAX_BARS));
  const probable = best.some(({ probability }) => probability > 0);
  const value = ({ score, probability }) => (probable ? probability : score);
  const low = probable ? 0 : Math.min(0, ...best.map(value));
  const high = probable ? 1 : Math.max(low + 1e-9, ...best.map(value));
  // Classes in the model's order, so that bars keep their places.
  const inOrder = scored.filter((one) => best.includes(one));
  root.replaceChildren(
    ...inOrder.map((one) => {
      const row = element('div', one === best[0] ? 'bar best' : 'bar', '');
      const meter = document.createElement('meter');
      meter.max = 1;
      meter.value = (value(one) - low) / (high - low);
      const figure = probable ? `${(100 * value(one)).toFixed(0)} %` : value(one).toPrecision(3);
      row.append(element('span', '', one.label), meter, element('span', '', figure));
      return row;
    }),
  );
}

function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

function ms(seconds) {
  const value = 1000 * seconds;
  return value < 10 ? `${value.toFixed(1)} ms` : value < 10_000 ? `${value.toFixed(0)} ms` : `${seconds.toFixed(1)} s`;
}

/** From the last sample of a window received to its decode published, s. */
function inServer({ received, published }) {
  return Math.max(0, published - received);
}

/** Sensor to decode. A recording played faster than it was made has no such age. */
function ageText(age) {
  return age > 0 ? ms(age) : '–';
}

function showLatency({ root, age, latencies, nDecodes }) {
  const count = `${nDecodes} decode${nDecodes === 1 ? '' : 's'}`;
  if (latencies.length === 0) {
    root.querySelector('.latency').textContent = count;
    return;
  }
  const [median, p95] = [0.5, 0.95].map((q) => ms(quantile(latencies, q)));
  root.querySelector('.latency').textContent =
    `${count} · sensor to decode ${ageText(age)} · in the server ${ms(latencies.at(-1))}, median ${median}, p95 ${p95}`;
  const high = Math.max(...latencies, 1e-6);
  root
    .querySelector('polyline')
    .setAttribute(
      'points',
      latencies.map((one, i) => `${(200 * i) / Math.max(1, latencies.length - 1)},${34 - (32 * one) / high}`).join(' '),
    );
}

function addRow({ stream, decoder, payload, timing }) {
  const { known, name, simulated, sfreq } = card(stream);
  if (!known) return;
  byId('log').hidden = false;
  const row = document.createElement('tr');
  const result = element('td', payload.kind === 'failure' ? 'wrong' : '', '');
  result.append(...tail(resultParts(payload)));
  if (result.textContent === '') result.append(element('span', 'provisional', '–'));
  const samples = element('td', 'number', spanText(payload.start, payload.end, sfreq));
  samples.title = `samples [${payload.start}, ${payload.end})`;
  row.append(
    element('td', '', new Date().toTimeString().slice(0, 8)),
    element('td', '', simulated && !name.startsWith('simulated') ? `${name} (simulated)` : name),
    element('td', '', decoder),
    samples,
    result,
    element('td', 'number', payload.kind === 'failure' ? '' : ageText(timing.ageNewest)),
    element('td', 'number', payload.kind === 'failure' ? '' : ms(inServer(timing))),
  );
  byId('decodes').prepend(row);
  while (byId('decodes').childElementCount > MAX_ROWS) byId('decodes').lastElementChild.remove();
}

/** The end of a long text, where it is new. */
function tail(parts) {
  const length = parts.reduce((sum, part) => sum + (part.textContent ?? part).length, 0);
  if (parts.length < 2 || length <= MAX_TAIL) return parts;
  const [committed, provisional] = parts;
  committed.textContent = `…${committed.textContent.slice(length - MAX_TAIL)}`;
  return [committed, provisional];
}

function spanText(start, end, sfreq) {
  const [from, to] = [start, end].map((sample) => (Number(sample) / sfreq).toFixed(2));
  return `${from}–${to} s`;
}

// Models

function showModels(models) {
  byId('models').hidden = models.length === 0;
  byId('model-list').replaceChildren(
    ...models.map(({ id, description, when, kind, problem }) => {
      const row = document.createElement('tr');
      const link = element('a', '', id);
      link.href = `/v1/models/${encodeURIComponent(id)}`;
      const name = document.createElement('td');
      name.append(link);
      const problemText = problem === null ? description : `${problem.code}: ${problem.detail}`;
      row.append(
        name,
        element('td', '', `${when} → ${kind}`),
        element('td', problem === null ? '' : 'wrong', problemText),
      );
      return row;
    }),
  );
}

void poll();
setInterval(() => void poll(), POLL_MS);
