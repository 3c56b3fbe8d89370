import type { Id } from "#shared/platform/ids.ts";
import type { PartRow } from "./cast.ts";
import { type Api, forEach } from "./cloud-client.ts";
import type { Agency } from "./roster-chapters.ts";

type PersonView = Awaited<ReturnType<Api["people"]["readPerson"]>>;

/** Those on a long leave are not written to; whoever acts for them is their people's appraiser then. */
const longLeaves = [
  "unpaid-leave",
  "temporary-dismissal",
  "pre-retirement-leave",
  "state-office",
  "study-leave",
];

/** Any other standing, such as a leave whose dates nobody has entered yet, is only a hint. */
const leftStandings = ["retired", "deceased", "dismissed", "transferred-out"];

/** Who can be written to where on a day, as the roster says. */
export class AddressBook {
  readonly #admin: Api;
  readonly #administrator: string;
  #day = "";
  readonly #people = new Map<string, PersonView>();
  readonly #officials = new Map<string, string | undefined>();

  private constructor(admin: Api, administrator: string) {
    this.#admin = admin;
    this.#administrator = administrator;
  }

  static async open(admin: Api, agency: Agency): Promise<AddressBook> {
    const book = new AddressBook(admin, agency.administrator);
    for (const { id, email } of (await admin.people.listOfficials()).items) book.#officials.set(id, email);
    return book;
  }

  /**
   * To a day, with everyone whom these parts are about and who appraises them. Each is read once: a chapter changes nobody,
   * and thousands of reads a day would wait for the limit on calls.
   */
  async turnTo(day: string, parts: readonly PartRow[]): Promise<void> {
    this.#day = day;
    const ids = parts.flatMap(({ employeeId, appraiser }) => [
      employeeId,
      ...(appraiser?.kind === "employee" ? [appraiser.id] : []),
    ]);
    await forEach([...new Set(ids)], 8, async (id) => void (await this.#person(id)));
  }

  /** The own address of somebody in service. */
  own(id: string): string | undefined {
    const person = this.#people.get(id);
    return person !== undefined && this.#serves(person) ? person.email : undefined;
  }

  /** Who hears of an appraiser's work: for an official without an address the administrator acts. */
  appraiser(id: string): string | undefined {
    return this.#officials.has(id) ? (this.#officials.get(id) ?? this.#administrator) : this.own(id);
  }

  /** Who gets the letter about a late appraiser. */
  async above(id: string): Promise<string> {
    if (this.#officials.has(id)) return this.#administrator;
    const superior = this.#assignment(await this.#person(id))?.appraiser;
    if (superior?.kind !== "employee" || superior.id === id) return this.#administrator;
    await this.#person(superior.id);
    return this.own(superior.id) ?? this.#administrator;
  }

  async #person(id: string): Promise<PersonView> {
    const employeeId = id as Id<"employee">;
    const person = this.#people.get(id) ?? (await this.#admin.people.readPerson({ params: { employeeId } }));
    this.#people.set(id, person);
    return person;
  }

  #assignment({ assignments }: PersonView) {
    return assignments.findLast(({ from, to }) => this.#isWithin(from, to)) ?? assignments.at(-1);
  }

  #serves({ standing, standingFrom, retirement, exclusions }: PersonView): boolean {
    const left = leftStandings.includes(standing) && (standingFrom ?? this.#day) <= this.#day;
    const isRetired = retirement !== undefined && retirement <= this.#day;
    const isAway = exclusions.some(
      ({ reason, from, to }) => longLeaves.includes(reason) && this.#isWithin(from, to),
    );
    return !left && !isRetired && !isAway;
  }

  #isWithin(from: string, to: string | undefined): boolean {
    return from <= this.#day && (to === undefined || this.#day <= to);
  }
}
