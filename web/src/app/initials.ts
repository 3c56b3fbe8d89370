/** "WK" of "Ns. Wulan Kartikasari, S.Kep.": the first letters of the first two names, titles aside. */
export function initialsOf(name: string): string {
  const [bare = ""] = name.split(",");
  const words = bare.split(/\s+/).filter((word) => word !== "" && !word.endsWith("."));
  const letters = (words.length === 0 ? [bare] : words).map(([letter = ""]) =>
    letter.toLocaleUpperCase("id"),
  );
  return letters.slice(0, 2).join("");
}
