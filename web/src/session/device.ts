/** What of a person lies on the device, and how it is taken away. */
const member = "kinerja.member";
const leaving = "kinerja.leaving";
const databasePrefix = "kinerja-";

/** Whose data lies on the device. Only the id is kept here, so that the app finds their database before it has a network. */
export const owner = {
  get: (): string | undefined => localStorage.getItem(member) ?? undefined,
  set: (memberId: string): void => localStorage.setItem(member, memberId),
  forget: (): void => localStorage.removeItem(member),
  /** Somebody left while the service could not be told. */
  isLeaving: (): boolean => localStorage.getItem(leaving) !== null,
  markLeaving: (): void => localStorage.setItem(leaving, "1"),
  hasLeft: (): void => localStorage.removeItem(leaving),
};

/** The database of one person: another one who signs in on the same phone reads none of it. */
export function databaseOf(memberId: string): string {
  return databasePrefix + memberId;
}

/**
 * Removes databases, the kept app and everything else but that somebody is leaving. Without a network the app itself,
 * which holds nothing of anybody, stays: else the phone would show nothing but the browser's error.
 */
export async function clearDevice({ keepsApp }: { readonly keepsApp: boolean }): Promise<void> {
  const wasLeaving = owner.isLeaving();
  const memberId = owner.get();
  localStorage.clear();
  sessionStorage.clear();
  if (wasLeaving) owner.markLeaving();
  // Firefox before 126 cannot list them; there it is the present person's alone.
  const listed = (await indexedDB.databases?.()) ?? [{ name: memberId && databaseOf(memberId) }];
  await Promise.all(
    listed.flatMap(({ name }) => (name?.startsWith(databasePrefix) ? [removeDatabase(name)] : [])),
  );
  if (keepsApp) return;
  for (const name of await caches.keys()) await caches.delete(name);
  for (const registration of await navigator.serviceWorker.getRegistrations())
    await registration.unregister();
}

function removeDatabase(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => resolve();
    // An old tab still has it open; it closes when it hears of this, and the removal follows.
    request.onblocked = () => resolve();
  });
}
