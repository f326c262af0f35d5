/**
 * The median: the value in the middle, of an even number the mean of the two there (type 7 of Hyndman and Fan, what
 * spreadsheets and R give by default). Null of nothing.
 */
export function middle(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
