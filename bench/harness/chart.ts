/** Line charts as inline SVG, and nothing that has to be loaded. */

export interface Series {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Drawn over the others, and thicker. */
  readonly isMain?: boolean;
}

export interface Axis {
  readonly label: string;
  readonly scale: 'linear' | 'log' | 'tail';
  /** Values with a line and a number; absent: chosen from the data. */
  readonly ticks?: readonly number[];
  readonly format?: (value: number) => string;
}

export interface Chart {
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  readonly width?: number;
  readonly height?: number;
}

const MARGIN = { top: 14, right: 34, bottom: 46, left: 58 };
/** Shares beyond this are drawn at it: behind it are single values. */
const LAST_SHARE = 0.9999;

/** @returns an `<svg>` element with a legend under it */
export function lineChart({ x, y, series, width = 720, height = 330 }: Chart): string {
  const drawn = series
    .map((one) => ({
      ...one,
      points: one.points.filter(([, value]) => Number.isFinite(value) && (y.scale !== 'log' || value > 0)),
    }))
    .filter(({ points }) => points.length > 0);
  if (drawn.length === 0) return '<p class="none">Nothing was measured.</p>';
  const xs = drawn.flatMap(({ points }) => points.map(([value]) => value));
  const ys = drawn.flatMap(({ points }) => points.map(([, value]) => value));
  const xTicks = x.ticks ?? ticksOf(xs, x.scale);
  const yTicks = y.ticks ?? ticksOf(ys, y.scale);
  const plot = { width: width - MARGIN.left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom };
  const xAt = placer(x.scale, [...xs, ...xTicks], MARGIN.left, MARGIN.left + plot.width);
  const yAt = placer(y.scale, [...ys, ...yTicks], MARGIN.top + plot.height, MARGIN.top);
  const bottom = MARGIN.top + plot.height;
  const parts = [
    ...yTicks.map(
      (tick) =>
        `<line class="grid" x1="${MARGIN.left}" x2="${MARGIN.left + plot.width}" y1="${at(yAt(tick))}" y2="${at(yAt(tick))}"/>` +
        `<text class="tick" x="${MARGIN.left - 8}" y="${at(yAt(tick) + 4)}" text-anchor="end">${escaped((y.format ?? short)(tick))}</text>`,
    ),
    ...xTicks.map(
      (tick) =>
        `<line class="grid" x1="${at(xAt(tick))}" x2="${at(xAt(tick))}" y1="${MARGIN.top}" y2="${bottom}"/>` +
        `<text class="tick" x="${at(xAt(tick))}" y="${bottom + 18}" text-anchor="middle">${escaped((x.format ?? short)(tick))}</text>`,
    ),
    `<text class="label" x="${MARGIN.left + plot.width / 2}" y="${height - 8}" text-anchor="middle">${escaped(x.label)}</text>`,
    `<text class="label" transform="translate(14 ${MARGIN.top + plot.height / 2}) rotate(-90)" text-anchor="middle">${escaped(y.label)}</text>`,
    ...drawn
      .toSorted((a, b) => Number(a.isMain ?? false) - Number(b.isMain ?? false))
      .map(({ name, colour, points, isMain }) => {
        const path = points.map(([px, py], i) => `${i === 0 ? 'M' : 'L'}${at(xAt(px))} ${at(yAt(py))}`).join('');
        const dots =
          points.length > 12
            ? ''
            : points
                .map(([px, py]) => `<circle cx="${at(xAt(px))}" cy="${at(yAt(py))}" r="3" fill="${colour}"/>`)
                .join('');
        return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${isMain === true ? 2.6 : 1.4}"><title>${escaped(name)}</title></path>${dots}`;
      }),
  ];
  const legend = drawn
    .map(({ name, colour }) => `<span><i style="background:${colour}"></i>${escaped(name)}</span>`)
    .join('');
  const keys = drawn.length > 1 ? `<p class="legend">${legend}</p>` : '';
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" role="img">${parts.join('')}</svg>${keys}`;
}

/** Bars beside one another in rows, each with a number. */
export function barRows(
  rows: readonly {
    readonly name: string;
    readonly bars: readonly { readonly value: number; readonly colour: string }[];
  }[],
  format: (value: number) => string,
): string {
  const most = Math.max(...rows.flatMap(({ bars }) => bars.map(({ value }) => value)).filter(Number.isFinite));
  const [labelWidth, barWidth, barHeight, gap] = [130, 430, 11, 8];
  let y = 4;
  const parts: string[] = [];
  for (const { name, bars } of rows) {
    const height = bars.length * barHeight;
    parts.push(
      `<text class="tick" x="${labelWidth - 8}" y="${y + height / 2 + 4}" text-anchor="end">${escaped(name)}</text>`,
    );
    for (const { value, colour } of bars) {
      const width = Number.isFinite(value) ? Math.max(1, (value / most) * barWidth) : 0;
      parts.push(
        `<rect x="${labelWidth}" y="${y}" width="${at(width)}" height="${barHeight - 2}" fill="${colour}"/>` +
          `<text class="number" x="${at(labelWidth + width + 6)}" y="${y + barHeight - 2.5}">${escaped(format(value))}</text>`,
      );
      y += barHeight;
    }
    y += gap;
  }
  return `<svg viewBox="0 0 720 ${y}" width="720" role="img">${parts.join('')}</svg>`;
}

export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function placer(scale: Axis['scale'], values: readonly number[], from: number, to: number): (value: number) => number {
  const along = scale === 'log' ? Math.log10 : scale === 'tail' ? tail : (value: number) => value;
  const placed = values.map(along);
  const [least, most] = [Math.min(...placed), Math.max(...placed)];
  const span = most - least || 1;
  return (value) => from + ((along(value) - least) / span) * (to - from);
}

/** Each nine of a share takes as much room as the one before. */
function tail(share: number): number {
  return -Math.log10(1 - Math.min(share, LAST_SHARE));
}

function ticksOf(values: readonly number[], scale: Axis['scale']): number[] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (scale === 'tail') return [0, 0.5, 0.9, 0.99, 0.999, LAST_SHARE];
  if (scale === 'log') {
    const decades = Math.log10(most / least);
    const digits = decades > 3 ? [1] : decades > 1.2 ? [1, 3] : [1, 2, 5];
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(least)); power <= Math.ceil(Math.log10(most)); power++) {
      for (const digit of digits) ticks.push(Number(`${digit}e${power}`));
    }
    const below = ticks.filter((tick) => tick <= least).at(-1) ?? least;
    const above = ticks.find((tick) => tick >= most) ?? most;
    return ticks.filter((tick) => tick >= below && tick <= above);
  }
  const step = niceStep(most / 5);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, i) => Number((i * step).toPrecision(6)));
}

function niceStep(rough: number): number {
  if (!(rough > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5].find((digit) => digit * power >= rough) ?? 10);
}

function short(value: number): string {
  return Number(value.toPrecision(4)).toLocaleString('en', { maximumSignificantDigits: 4 });
}

function at(value: number): string {
  return value.toFixed(1);
}
