import { describe, expect, it } from 'vitest';
import { createMetrics, METRICS, metricTableMarkdown } from '../../../../server/observe/metrics.js';

const definitions = Object.values(METRICS);

describe('createMetrics', () => {
  it('counts what it is told, in the text format', async () => {
    const metrics = createMetrics();
    metrics.frames.inc();
    metrics.frames.inc(2);
    metrics.decodes.inc({ decoder: 'a@1.0.0', kind: 'classes' });
    metrics.inferenceSeconds.observe({ decoder: 'a@1.0.0' }, 0.0003);
    const text = await metrics.text();
    expect(text).toContain('cortexwire_frames_total 3');
    expect(text).toContain('cortexwire_decodes_total{decoder="a@1.0.0",kind="classes"} 1');
    expect(text).toContain('cortexwire_inference_seconds_bucket{le="0.0002",decoder="a@1.0.0"} 0');
    expect(text).toContain('cortexwire_inference_seconds_bucket{le="0.0005",decoder="a@1.0.0"} 1');
  });

  it('keeps the counts of two servers apart', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.gaps.inc(5);
    expect(await other.text()).toContain('cortexwire_gaps_total 0');
  });

  it('looks values up before each scrape', async () => {
    const metrics = createMetrics();
    let waiting = 10;
    metrics.beforeScrape(() => metrics.laneQueueBytes.set({ lane: '0' }, waiting));
    expect(await metrics.text()).toContain('cortexwire_lane_queue_bytes{lane="0"} 10');
    waiting = 20;
    expect(await metrics.text()).toContain('cortexwire_lane_queue_bytes{lane="0"} 20');
  });

  it('names every reason for a drop from the start, so that a rate can be taken', async () => {
    const text = await createMetrics().text();
    for (const reason of ['too_old', 'slow_subscriber']) {
      expect(text).toContain(`cortexwire_drops_total{reason="${reason}"} 0`);
    }
  });
});

describe('METRICS', () => {
  it('has unique names in base units', () => {
    const names = definitions.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, kind } of definitions) {
      expect(name).toMatch(/^cortexwire_[a-z_]+$/);
      expect(name.endsWith('_total')).toBe(kind === 'counter');
      if (kind === 'histogram') expect(name).toMatch(/_seconds$/);
    }
  });

  it('has rising buckets', () => {
    for (const { buckets } of definitions) {
      expect(buckets).toEqual([...buckets].sort((a, b) => a - b));
    }
    expect(METRICS.journalAppendSeconds.buckets[0]).toBe(1e-6);
    expect(METRICS.journalAppendSeconds.buckets.at(-1)).toBe(0.05);
  });

  it('labels nothing by stream, person or socket', () => {
    const labels = new Set(definitions.flatMap((definition) => definition.labels as readonly string[]));
    expect([...labels].sort()).toEqual([
      'code',
      'decoder',
      'device',
      'kind',
      'lane',
      'model',
      'policy',
      'reason',
      'thread',
    ]);
  });
});

describe('metricTableMarkdown', () => {
  it('has a row for every metric, and the process metrics exist', async () => {
    const table = metricTableMarkdown();
    for (const { name } of definitions) expect(table).toContain(`| \`${name}\` |`);
    const text = await createMetrics().text();
    const named = [...table.matchAll(/^\| `(\w+)`/gm)].map((match) => match[1]);
    for (const name of named) expect(text).toContain(`# TYPE ${name} `);
  });
});
