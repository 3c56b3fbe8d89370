/** Those with one predicate. */
export interface PredicateGroup {
  readonly label: string;
  readonly people: number;
  /** Groups from the top begin at the left; those from the bottom end at the right. */
  readonly side: "top" | "bottom";
}

export interface Headroom {
  /** Everybody who is rated or will be. */
  readonly total: number;
  /** From the best to the worst. */
  readonly groups: readonly PredicateGroup[];
  /** How many the pattern leaves for one of the groups from the top; absent: there is no pattern yet. */
  readonly limit?: { readonly group: string; readonly people: number } | undefined;
  /** The group that the person at hand would join; they are not counted in it yet. */
  readonly own?: string | undefined;
}

/** A stretch of the bar, in people from its left end. */
export interface Stretch {
  readonly from: number;
  readonly people: number;
}

export interface HeadroomPlan {
  readonly groups: readonly (PredicateGroup & Stretch & { readonly place: number })[];
  readonly own: Stretch | undefined;
  /** Hatched: what is left before the limit, the person at hand set aside. */
  readonly room: Stretch | undefined;
  /** Where the line stands. */
  readonly limitAt: number | undefined;
  /** How many more the group takes, the person at hand included; negative when it is over. */
  readonly left: number | undefined;
  /** Of the whole bar; it grows when there are more people than were foreseen. */
  readonly total: number;
}

/**
 * Where everything stands on the bar. The limit belongs to one group, so its line stands after the groups above it.
 * Nothing is cut off: a group that is over its limit goes on beyond the line.
 */
export function planHeadroom({ total, groups, limit, own }: Headroom): HeadroomPlan {
  const counted = groups.reduce((sum, { people }) => sum + people, own === undefined ? 0 : 1);
  const whole = Math.max(total, counted, 1);
  const placed: (PredicateGroup & Stretch & { place: number })[] = [];
  let ownStretch: Stretch | undefined;
  let room: Stretch | undefined;
  let limitAt: number | undefined;
  let left: number | undefined;
  let end = 0;
  for (const [place, group] of groups.entries()) {
    if (group.side === "bottom") continue;
    const start = end;
    placed.push({ ...group, from: start, place });
    end += group.people;
    if (group.label === own) {
      ownStretch = { from: end, people: 1 };
      end += 1;
    }
    if (group.label === limit?.group) {
      limitAt = Math.min(start + limit.people, whole);
      left = limit.people - group.people;
      // No more room than there are people who have no predicate yet.
      const people = Math.min(limitAt - end, whole - counted);
      if (people > 0) {
        room = { from: end, people };
        end += people;
      }
    }
  }
  let begin = whole;
  for (const [place, group] of [...groups.entries()].reverse()) {
    if (group.side === "top") continue;
    begin -= group.people;
    placed.push({ ...group, from: begin, place });
    if (group.label === own) {
      begin -= 1;
      ownStretch = { from: begin, people: 1 };
    }
  }
  return { groups: placed, own: ownStretch, room, limitAt, left, total: whole };
}
