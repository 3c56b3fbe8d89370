import { createHmac, timingSafeEqual } from "node:crypto";
import { deriveKey, type RotatingSecret } from "./secrets.ts";

/** What such a proof may be about; each has a key of its own. */
type Purpose = "window";

/**
 * Proves later that we wrote a text for this login in this agency: a device carries text and proof away and brings them
 * back, perhaps after the key was rotated. For anybody else it proves nothing.
 */
export class Proofs {
  readonly #keys: RotatingSecret;
  readonly #scope: string;

  constructor(keys: RotatingSecret, scope: { agency: string; login: string }) {
    this.#keys = keys;
    this.#scope = `${scope.agency}\n${scope.login}`;
  }

  write(purpose: Purpose, text: string): string {
    return this.#mac(this.#keys.current, purpose, text);
  }

  holds(purpose: Purpose, text: string, proof: string): boolean {
    const given = Buffer.from(proof);
    return [this.#keys.current, this.#keys.previous].some((key) => {
      if (key === "") return false;
      const expected = Buffer.from(this.#mac(key, purpose, text));
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  }

  /** 128 bits of HMAC. */
  #mac(key: string, purpose: Purpose, text: string): string {
    const mac = createHmac("sha256", deriveKey(key, purpose)).update(`${this.#scope}\n${text}`).digest();
    return mac.subarray(0, 16).toString("base64url");
  }
}
