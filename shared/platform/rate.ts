/**
 * A bucket of tokens per caller, in the memory of one function environment. It costs no request; with n environments
 * a caller may reach n times the rate, which still stops a runaway script. Floods by address are the web ACL's.
 */
export class RateLimit {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(limit: { perSecond: number; burst: number }) {
    this.#perSecond = limit.perSecond;
    this.#burst = limit.burst;
  }

  /** Seconds until the caller may go on, or 0 if now. */
  take(caller: string, nowMilliseconds: number): number {
    const bucket = this.#buckets.get(caller) ?? { tokens: this.#burst, at: nowMilliseconds };
    const elapsed = Math.max(0, nowMilliseconds - bucket.at) / 1000;
    const tokens = Math.min(this.#burst, bucket.tokens + elapsed * this.#perSecond);
    if (tokens < 1) return Math.ceil((1 - tokens) / this.#perSecond);
    this.#buckets.delete(caller);
    this.#buckets.set(caller, { tokens: tokens - 1, at: nowMilliseconds });
    this.#forgetOldest();
    return 0;
  }

  /** A map keeps insertion order, so the first is the one that called longest ago. */
  #forgetOldest(): void {
    if (this.#buckets.size <= 10_000) return;
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
