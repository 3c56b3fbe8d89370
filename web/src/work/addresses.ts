/** Enough to see that something is missing; whether it arrives only a letter tells. */
export function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
}
