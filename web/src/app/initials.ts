/** "WK" of "Ns. Wulan Kartikasari, S.Kep.": the first letters of the first two names, titles aside. */
export function initialsOf(name: string): string {
  const letters = namesIn(name).map(([letter = ""]) => letter.toLocaleUpperCase("id"));
  return letters.slice(0, 2).join("");
}

/** "Wulan" of "Ns. Wulan Kartikasari, S.Kep.": how somebody is greeted. */
export function firstNameOf(name: string): string {
  const [first = name] = namesIn(name);
  return first;
}

function namesIn(name: string): readonly string[] {
  const [bare = ""] = name.split(",");
  const words = bare.split(/\s+/).filter((word) => word !== "" && !word.endsWith("."));
  return words.length === 0 ? [bare] : words;
}
