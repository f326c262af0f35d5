/** One line of the table: a figure of this project beside what it is held against. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly measured: number;
  /** What stands beside it: an aim of our own, or another tool's figure with the circumstances. */
  readonly beside: { readonly what: string; readonly value: number };
  /** What must be reached, where that is not what stands beside it. */
  readonly aim?: number;
  /** Whether less or more of it is better. */
  readonly better: 'less' | 'more';
}

/** Measures one thing and gives the figures that it found. */
export type Measurement = () => Promise<readonly Figure[]>;

export function isReached({ measured, beside, aim = beside.value, better }: Figure): boolean {
  return better === 'less' ? measured <= aim : measured >= aim;
}

/** The table, as Markdown; the ratio says how many times better than what stands beside it. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.what,
    `${shown(figure.measured)} ${figure.unit}`,
    `${shown(figure.beside.value)} ${figure.unit}: ${figure.beside.what}${figure.aim === undefined ? '' : `; aim ${figure.aim}`}`,
    `${ratio(figure)}${isReached(figure) ? '' : ' (not reached)'}`,
  ]);
  const head = ['what', 'this project', 'beside it', 'ratio'];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function ratio({ measured, beside, better }: Figure): string {
  const times = better === 'less' ? beside.value / measured : measured / beside.value;
  return Number.isFinite(times) ? `${shown(times)}x` : 'none at all';
}

function shown(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new RangeError('there is no median of nothing');
  return middle;
}
