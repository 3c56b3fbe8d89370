import type { PartRow } from "../story/cast.ts";
import { type Api, type CloudClient, forEach } from "../story/cloud-client.ts";
import { administrator, mayor, uniformUnit, writing } from "./cast.ts";
import { type DemoPerson, demoPeople } from "./roster.ts";
import { judgementAt, type Work, workOf } from "./work-samples.ts";

/** How many act at once: what two cores bear. */
const atOnce = 12;

/** A part of the demo's cycle with the person of the roster and what it is about. */
export interface DemoPart {
  readonly row: PartRow;
  readonly person: DemoPerson;
  readonly work: Work;
  readonly params: { readonly cycleId: string; readonly partId: string };
}

/** The running cloud while the demo is being played on it: who is who there, and how to speak as them. */
export class Stage {
  readonly cloud: CloudClient;
  readonly #say: (line: string) => void;
  readonly #ids = new Map<string, string>();
  readonly #nips = new Map<string, string>();
  agency = "";

  constructor(cloud: CloudClient, say: (line: string) => void) {
    this.cloud = cloud;
    this.#say = say;
  }

  say(what: string): void {
    this.#say(`Memuat Kota Contoh: ${what}`);
  }

  async as(who: string): Promise<Api> {
    return await this.cloud.as(who, this.agency);
  }

  async admin(): Promise<Api> {
    return await this.as(administrator.email);
  }

  /** Does something for each, a few at a time. */
  async each<T>(items: readonly T[], action: (item: T) => Promise<void>): Promise<void> {
    await forEach(items, atOnce, action);
  }

  /** Moves the clock; whatever is due on the way is done when this answers. */
  async moveTo(instant: string): Promise<void> {
    await this.cloud.moveTo(instant);
  }

  /** What follows from the last changes (parts, counts, mails) is done when this answers; the clock stays. */
  async settle(): Promise<void> {
    await this.cloud.control("POST", "/clock", { advance: "PT0S" });
  }

  /** The employee id that the service gave to somebody of the roster. */
  async idOf({ nip, name }: DemoPerson): Promise<string> {
    const known = this.#ids.get(nip);
    if (known !== undefined) return known;
    const { items } = await (await this.admin()).people.listPeople({ query: { nip } });
    const id = items[0]?.id;
    if (id === undefined) throw new Error(`${name} is not on the service's roster`);
    this.#learn(nip, id);
    return id;
  }

  /** Somebody's own parts of a cycle, as they see them when they sign in; the excluded have none to work on. */
  async partsOf(person: DemoPerson, cycleId: string): Promise<readonly DemoPart[]> {
    const { items } = await (await this.as(person.nip)).cycles.listParts({ params: { cycleId } });
    return items
      .filter((row) => {
        this.#learn(person.nip, row.employeeId);
        return row.exclusion === undefined;
      })
      .map((row) => ({ row, person, work: workFor(row, person), params: { cycleId, partId: row.id } }));
  }

  /** The API as a part's appraiser sees it: an employee, who signs in by NIP, or the mayor. */
  async asAppraiserOf({ row }: DemoPart): Promise<Api> {
    const who = row.appraiser?.kind === "official" ? mayor.email : this.#nips.get(row.appraiser?.id ?? "");
    if (who === undefined) throw new Error(`nobody appraises ${row.name}`);
    return await this.as(who);
  }

  #learn(nip: string, id: string): void {
    this.#ids.set(nip, id);
    this.#nips.set(id, nip);
  }
}

function workFor(row: PartRow, person: DemoPerson): Work {
  const turn = demoPeople.filter(({ unit }) => unit === person.unit).indexOf(person);
  // Every office of the demo is "Baik", which is its head's work result too: "Sesuai Ekspektasi".
  const isHead = row.headsUnit !== undefined;
  const judgement = isHead ? "good" : judgementAt(turn, person.unit === uniformUnit);
  const size = person.name === writing ? "all" : "two";
  return workOf({ part: row.id, unit: person.unit, turn, judgement, size });
}
