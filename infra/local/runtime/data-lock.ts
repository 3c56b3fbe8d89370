import { mkdirSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Takes a data folder for this process alone; the answer gives it back. A file lock of SQLite's: the system releases it
 * however the process ends, so a killed run never locks out the next one. Throws when another process has the folder.
 */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const lock = new DatabaseSync(path.join(dataDir, "lock"));
  try {
    lock.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch {
    lock.close();
    throw new Error(`Another local cloud is running on ${dataDir}. Stop it first, or use another folder.`);
  }
  return () => lock.close();
}
