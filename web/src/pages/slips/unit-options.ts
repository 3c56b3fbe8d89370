interface NamedUnit {
  readonly id: string;
  readonly name: string;
  readonly parent?: string | undefined;
}

/** Units to choose from, by name; one whose name another has too is told by what it belongs to. */
export function unitOptions(units: readonly NamedUnit[], language: string) {
  const names = new Map(units.map(({ id, name }) => [id, name]));
  const times = new Map<string, number>();
  for (const { name } of units) times.set(name, (times.get(name) ?? 0) + 1);
  const labelOf = ({ name, parent }: NamedUnit) => {
    const above = names.get(parent ?? "");
    return (times.get(name) ?? 0) > 1 && above !== undefined ? `${name} – ${above}` : name;
  };
  return units
    .map((unit) => ({ value: unit.id, label: labelOf(unit) }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
}
