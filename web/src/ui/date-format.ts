const made = new Map<string, Intl.DateTimeFormat>();

/**
 * A formatter of dates, made once for its options: making one takes a slow phone ten milliseconds, using it none, and a list
 * uses it for each row.
 */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(locale, options);
  made.set(key, format);
  return format;
}
