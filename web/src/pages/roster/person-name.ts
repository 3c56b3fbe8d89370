interface Named {
  readonly name: string;
  readonly titleBefore?: string | undefined;
  readonly titleAfter?: string | undefined;
}

/** The name with the titles before and after it. */
export function nameInFull({ name, titleBefore, titleAfter }: Named): string {
  const before = titleBefore === undefined ? "" : `${titleBefore} `;
  return `${before}${name}${titleAfter === undefined ? "" : `, ${titleAfter}`}`;
}
