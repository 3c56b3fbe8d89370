/** As the service takes it. */
const atMostBytes = 25 * 1024 * 1024;

export type FileFault = "empty" | "too-large" | "no-sheet";

/** What can be told of a file before it is sent; whether it is a spreadsheet inside, the service finds out. */
export function faultOf({ name, size }: Pick<File, "name" | "size">): FileFault | undefined {
  if (!/\.(xlsx|csv|txt)$/i.test(name)) return "no-sheet";
  if (size === 0) return "empty";
  return size > atMostBytes ? "too-large" : undefined;
}

/** "8,1": megabytes with one digit, rounded up so that what is too large never reads as 25. */
export function megabytes(bytes: number): number {
  return Math.ceil((bytes / 1024 / 1024) * 10) / 10;
}
