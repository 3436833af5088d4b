import { From, NoticeKind, Policy, type Notice } from '../../protocol/frame.js';
import { ReaderClient } from '../../protocol/client/reader.js';
import { decodeLine } from './decode-line.js';
import { formatLine } from './decode.js';
import { LiveText } from './live-text.js';
import { Scoreboard } from './scoreboard.js';
import type { Terminal } from './terminal.js';

export interface SubscribeOptions {
  readonly url: string;
  readonly token?: string;
  readonly stream?: string;
  readonly subject?: string;
  readonly decoder?: string;
  readonly kind?: string;
  readonly from: 'now' | 'start';
  readonly cursor?: string;
  readonly policy: 'lossless' | 'latest';
  readonly format: 'text' | 'jsonl';
  /** Ends when the first stream that it saw has closed. */
  readonly untilClosed: boolean;
}

/** Prints decodes as they come until `signal` aborts. Notices and reconnections go to the error stream. */
export async function subscribe(options: SubscribeOptions, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const { url, token, stream, subject, decoder, kind, cursor } = options;
  const reader = new ReaderClient(url, {
    ...(token === undefined ? {} : { token }),
    ...(stream === undefined ? {} : { stream }),
    ...(subject === undefined ? {} : { subject }),
    ...(decoder === undefined ? {} : { decoder }),
    ...(kind === undefined ? {} : { kind }),
    ...(cursor === undefined ? {} : { cursor }),
    from: cursor !== undefined ? From.CURSOR : options.from === 'start' ? From.START : From.NOW,
    policy: options.policy === 'latest' ? Policy.LATEST : Policy.LOSSLESS,
    client: 'cortexwire subscribe',
  });
  const live = new LiveText(terminal.out);
  const say = (text: string): void => {
    live.clear();
    terminal.err.write(`${text}\n`);
  };
  const sfreqs = new Map<string, number>();
  const scoreboard = new Scoreboard();
  let unixOffset = NaN;
  reader.on('subscribed', (subscribed) => {
    const { streams } = subscribed;
    unixOffset = subscribed.unixOffset;
    if (lost) say('connected again');
    else if (streams.length === 0) say('connected; no stream is open yet');
    lost = false;
    for (const summary of streams) {
      sfreqs.set(summary.stream, summary.sfreq);
      const simulated = summary.simulated ? ', simulated' : '';
      say(
        `${summary.stream}: ${summary.nChannels} channels at ${summary.sfreq} Hz${simulated}; decoders: ${summary.decoders.join(', ') || 'none'}`,
      );
    }
  });
  reader.on('notice', (notice) => {
    if (notice.kind === NoticeKind.STREAM_OPENED) sfreqs.set(notice.stream, notice.value);
    say(noticeText(notice, sfreqs.get(notice.stream) ?? 0));
    if (options.untilClosed && notice.kind === NoticeKind.STREAM_CLOSED) reader.close();
  });
  reader.on('dropped', ({ stream: from, decoder: of, count }) =>
    say(`${from}: ${count} decodes of ${of} dropped: newer ones came first`),
  );
  reader.on('missing', ({ stream: from, decoder: of, start, end }) =>
    say(`${from}: decodes ${start} to ${end - 1} of ${of} are missing`),
  );
  let lost = false;
  reader.on('reconnecting', (reason) => {
    if (!lost) say(`connection lost (${reason}); coming back`);
    lost = true;
  });
  const onAbort = (): void => reader.close();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    for await (const decode of reader) {
      if (decode.payload === undefined) continue;
      const line = decodeLine(decode.stream, decode.decoder, decode.sequence, decode.payload, decode.timing ?? null);
      const sfreq = sfreqs.get(decode.stream) ?? 0;
      const unixTime = (performance.timeOrigin + performance.now()) / 1e3;
      scoreboard.add(line, Number.isNaN(unixOffset) ? undefined : unixTime - unixOffset, sfreq);
      if (options.format === 'jsonl') live.print(formatLine(line, 'jsonl', sfreq));
      else if (line.text !== null && !line.final) live.show(line);
      else {
        if (line.text !== null) live.clear();
        live.print(formatLine(line, 'text', sfreq));
        const score = line.text === null ? undefined : scoreboard.lineOf(line);
        if (score !== undefined) live.print(`  ${score}`);
      }
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    live.clear();
  }
  for (const line of scoreboard.lines()) say(line);
}

/** A notice in one line for a person. @param sfreq Hz; 0 when unknown */
export function noticeText(notice: Notice, sfreq: number): string {
  const at = (sample: number): string => (sfreq > 0 ? `${(sample / sfreq).toFixed(2)} s` : `sample ${sample}`);
  const { stream, start, end, value, detail, channels } = notice;
  const more = detail === '' ? '' : `: ${detail}`;
  switch (notice.kind) {
    case NoticeKind.STREAM_OPENED:
      return `${stream}: opened, ${value} Hz`;
    case NoticeKind.GAP:
      return `${stream}: gap from ${at(start)} to ${at(end)}${more}`;
    case NoticeKind.CLOCK_STEP:
      return `${stream}: the rig's clock stepped by ${value.toFixed(3)} s at ${at(start)}${more}`;
    case NoticeKind.FLAT_CHANNEL:
      return `${stream}: flat since ${at(start)}: ${channels.join(', ')}`;
    case NoticeKind.SATURATED_CHANNEL:
      return `${stream}: saturated since ${at(start)}: ${channels.join(', ')}`;
    case NoticeKind.CHANNEL_RECOVERED:
      return `${stream}: moving again at ${at(start)}: ${channels.join(', ')}`;
    case NoticeKind.CATCHING_UP:
      return `${stream}: catching up, decodes are older than they should be${value > 0 ? ` (${value.toFixed(1)} s)` : ''}`;
    case NoticeKind.CAUGHT_UP:
      return `${stream}: caught up`;
    case NoticeKind.DUPLICATE_SAMPLES:
      return `${stream}: samples ${start} to ${end} came again and were left out`;
    default:
      return `${stream}: ${noticeName(notice.kind)}${more}`;
  }
}

function noticeName(kind: NoticeKind): string {
  const name = Object.entries(NoticeKind).find(([, value]) => value === kind)?.[0] ?? `notice ${kind}`;
  return name.toLowerCase().replaceAll('_', ' ');
}
