/** Milliseconds that one in two and one in twenty measurements exceed. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly count: number;
}

export function toLatency(milliseconds: readonly number[]): Latency {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), count: sorted.length };
}
