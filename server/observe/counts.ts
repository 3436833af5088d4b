import type { Metric, Registry } from 'prom-client';

/**
 * Counters and histograms for the path of a sample: what is counted there goes into a number that was looked up before,
 * without garbage. prom-client, which makes a key of the labels at every count, only reads them when somebody scrapes.
 */

export interface MetricName<L extends string> {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly L[];
}

interface Row {
  readonly value: number;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly metricName?: string;
}

/** One metric of a registry: a cell for each combination of labels. */
abstract class Cells<L extends string, Cell> {
  readonly name: string;
  readonly help: string;
  readonly aggregator = 'sum';
  readonly #labelNames: readonly L[];
  readonly #cells = new Map<string, { readonly labels: Record<string, string>; readonly cell: Cell }>();

  constructor({ name, help, labels }: MetricName<L>, registry: Registry) {
    this.name = name;
    this.help = help;
    this.#labelNames = labels;
    registry.registerMetric(this as unknown as Metric);
  }

  /** The cell of these values of the labels, in their order; to be kept by who counts often. */
  cell(...values: readonly string[]): Cell {
    const [only = ''] = values;
    const key = values.length <= 1 ? only : values.join('\0');
    let found = this.#cells.get(key);
    if (found === undefined) {
      const labels = Object.fromEntries(this.#labelNames.map((label, i) => [label, values[i] ?? '']));
      found = { labels, cell: this.empty() };
      this.#cells.set(key, found);
    }
    return found.cell;
  }

  /** What prom-client asks of a metric. */
  get(): { name: string; help: string; type: string; aggregator: string; values: Row[] } {
    const values = [...this.#cells.values()].flatMap(({ labels, cell }) => this.rows(labels, cell));
    return { name: this.name, help: this.help, type: this.type, aggregator: this.aggregator, values };
  }

  protected of(labels: Readonly<Record<L, string>>): Cell {
    return this.cell(...this.#labelNames.map((label) => labels[label]));
  }

  abstract readonly type: string;
  protected abstract empty(): Cell;
  protected abstract rows(labels: Record<string, string>, cell: Cell): Row[];
}

export interface CounterCell {
  value: number;
}

export class Counter<L extends string> extends Cells<L, CounterCell> {
  readonly type = 'counter';

  constructor(name: MetricName<L>, registry: Registry) {
    super(name, registry);
    if (name.labels.length === 0) this.cell();
  }

  inc(...args: [L] extends [never] ? [n?: number] : [labels: Readonly<Record<L, string>>, n?: number]): void {
    const [first, n = 1] = args;
    if (typeof first === 'object') this.of(first).value += n;
    else this.cell().value += first ?? 1;
  }

  protected override empty(): CounterCell {
    return { value: 0 };
  }

  protected override rows(labels: Record<string, string>, { value }: CounterCell): Row[] {
    return [{ value, labels }];
  }
}

export class HistogramCell {
  /** Upper ends, rising. */
  readonly #ends: Float64Array;
  /** Values in (end before, end]; the last are beyond all ends. */
  readonly counts: Float64Array;
  sum = 0;

  constructor(ends: Float64Array) {
    this.#ends = ends;
    this.counts = new Float64Array(ends.length + 1);
  }

  observe(value: number): void {
    let i = 0;
    while (value > (this.#ends[i] ?? Infinity)) i++;
    this.counts[i] = (this.counts[i] ?? 0) + 1;
    this.sum += value;
  }
}

export class Histogram<L extends string> extends Cells<L, HistogramCell> {
  readonly type = 'histogram';
  readonly #ends: Float64Array;

  constructor(name: MetricName<L>, ends: readonly number[], registry: Registry) {
    super(name, registry);
    this.#ends = Float64Array.from(ends);
    if (name.labels.length === 0) this.cell();
  }

  observe(labels: Readonly<Record<L, string>>, value: number): void {
    this.of(labels).observe(value);
  }

  protected override empty(): HistogramCell {
    return new HistogramCell(this.#ends);
  }

  protected override rows(labels: Record<string, string>, { counts, sum }: HistogramCell): Row[] {
    let total = 0;
    const buckets = Array.from(counts, (count, i) => {
      total += count;
      const le = this.#ends[i] ?? '+Inf';
      return { metricName: `${this.name}_bucket`, value: total, labels: { le, ...labels } };
    });
    return [
      ...buckets,
      { metricName: `${this.name}_sum`, value: sum, labels },
      { metricName: `${this.name}_count`, value: total, labels },
    ];
  }
}
