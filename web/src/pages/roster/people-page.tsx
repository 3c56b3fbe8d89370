import { useInfiniteQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useSearchParams } from "wouter-preact";
import { employeeKindTerms, standingTexts } from "#shared/people/messages.ts";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";
import { PageFailed } from "../../app/failure.tsx";
import { initialsOf } from "../../app/initials.ts";
import { useMay } from "../../app/me.ts";
import { Page } from "../../app/page.tsx";
import { api } from "../../data/client.ts";
import { common } from "../../i18n/common.ts";
import { dateOf, numberOf } from "../../i18n/format.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Chip } from "../../ui/chip.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { fileUp } from "../../ui/icons.ts";
import { Link } from "../../ui/link.tsx";
import { List, ListRow, Row } from "../../ui/list-row.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Select } from "../../ui/select.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { VirtualList } from "../../ui/virtual-list.tsx";
import { foundAtMost, type PersonRow, usePeopleSearch } from "./people-search.ts";
import { peopleTexts } from "./people-texts.ts";
import { useAppraiserName } from "./use-appraiser-name.ts";
import { unitOptions, useUnits } from "./use-units.ts";
import type { Wanted } from "./wanted.ts";
import "./people.css";

/** Everyone, those of a unit, those of an appraiser, those whose contracts end, or whom one looks for. */
export function PeoplePage(): VNode {
  const say = useSay();
  const mayImport = useMay("roster.import");
  const [typed, setTyped] = useState("");
  const { wanted, people, isSearching, error } = usePeopleSearch(typed);
  const result = useResult(wanted, people);
  return (
    <Page
      title={say(peopleTexts.title)}
      lead={say(peopleTexts.lead)}
      {...(mayImport && {
        actions: (
          <ButtonLink href={webPaths.imports} icon={fileUp}>
            {say(peopleTexts.import)}
          </ButtonLink>
        ),
      })}
    >
      <div class="stack">
        <SearchField
          label={say(peopleTexts.search)}
          clearLabel={say(peopleTexts.clear)}
          value={typed}
          onInput={setTyped}
          result={isSearching && isLookedFor(wanted) ? say(peopleTexts.searching) : result}
        />
        {error !== null ? (
          <PageFailed error={error} />
        ) : wanted.kind === "nothing" ? (
          <Filtered />
        ) : (
          people !== undefined && <Found people={people} />
        )}
      </div>
    </Page>
  );
}

function isLookedFor({ kind }: Wanted): boolean {
  return kind === "name" || kind === "nip";
}

/** What the search came to, under its field. */
function useResult(wanted: Wanted, people: readonly PersonRow[] | undefined): string {
  const say = useSay();
  if (wanted.kind === "too-short") return say(peopleTexts.tooShort);
  if (wanted.kind === "part-of-nip") return say(peopleTexts.wholeNip, { digits: wanted.digits });
  if (wanted.kind === "nothing" || people === undefined || people.length === 0) return "";
  if (people.length >= foundAtMost) return say(peopleTexts.foundMany);
  return say(peopleTexts.found, { count: people.length });
}

function Found({ people }: { readonly people: readonly PersonRow[] }): VNode {
  const say = useSay();
  const rowOf = useRowOf();
  if (people.length === 0)
    return <EmptyState title={say(peopleTexts.nobodyFound)}>{say(peopleTexts.nobodyFoundRemedy)}</EmptyState>;
  return (
    <Card>
      <List label={say(peopleTexts.list)}>
        {people.map((person) => (
          <ListRow key={person.id} {...rowOf(person)} />
        ))}
      </List>
    </Card>
  );
}

/** The list without a search: by the unit or the appraiser that the address names. */
function Filtered(): VNode {
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const { branches } = useUnits();
  const unit = search.get("unit") ?? undefined;
  const appraiser = search.get("penilai") ?? undefined;
  const contractEndsBefore = dayIn(search.get("kontrak"));
  if (contractEndsBefore !== undefined) return <OfContracts contractEndsBefore={contractEndsBefore} />;
  if (appraiser !== undefined) return <OfAppraiser appraiser={appraiser} />;
  return (
    <>
      <div class="people-filter">
        <Select
          label={say(peopleTexts.unit)}
          value={unit ?? ""}
          options={[{ value: "", label: say(peopleTexts.allUnits) }, ...unitOptions(branches)]}
          onChange={(id) => setSearch(id === "" ? {} : { unit: id }, { replace: true })}
        />
      </div>
      <Everyone
        key={unit ?? ""}
        filter={unit === undefined ? {} : { unit }}
        nobody={unit === undefined ? "agency" : "unit"}
      />
    </>
  );
}

/** The day that an address names; none where it is no day. */
function dayIn(text: string | null): string | undefined {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  return Number.isNaN(Date.parse(text)) ? undefined : text;
}

/** Whose contracts end before a day, the first first: what the mail about contracts leads to. */
function OfContracts({ contractEndsBefore }: { readonly contractEndsBefore: string }): VNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <>
      <div class="row-apart">
        <h2>{say(peopleTexts.contractsBefore, { day: dateOf(contractEndsBefore, language) })}</h2>
        <Link href={webPaths.people} isAlone>
          {say(peopleTexts.everyone)}
        </Link>
      </div>
      <Everyone filter={{ contractEndsBefore }} nobody="contracts" />
    </>
  );
}

function OfAppraiser({ appraiser }: { readonly appraiser: string }): VNode {
  const say = useSay();
  return (
    <>
      <p class="row-apart">
        <strong>{say(peopleTexts.appraisedBy, { name: useAppraiserName(appraiser) })}</strong>
        <Link href={webPaths.people} isAlone>
          {say(peopleTexts.everyone)}
        </Link>
      </p>
      <Everyone filter={{ appraiser }} nobody="appraiser" />
    </>
  );
}

interface EveryoneProps {
  readonly filter: {
    readonly unit?: string;
    readonly appraiser?: string;
    readonly contractEndsBefore?: string;
  };
  /** Whose list it is, for when it is empty. */
  readonly nobody: "agency" | "unit" | "appraiser" | "contracts";
}

/** A few screens at once; whoever scrolls on reads many. */
const firstRows = 50;
const pageRows = 200;

/** Page after page as one scrolls. */
function Everyone({ filter, nobody }: EveryoneProps): VNode {
  const say = useSay();
  const language = useLanguage();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["people", "listPeople", "pages", filter],
    queryFn: ({ pageParam }) =>
      api.people.listPeople({
        query:
          pageParam === ""
            ? { ...filter, limit: firstRows }
            : { ...filter, limit: pageRows, cursor: pageParam },
      }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    staleTime: 30_000,
  });
  const rowOf = useRowOf({ withContract: filter.contractEndsBefore !== undefined });
  const people = data?.pages.flatMap(({ items }) => items) ?? [];
  const more = () => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  };
  const isShort = data !== undefined && people.length === 0;
  // A page may hold nobody while more follow.
  useEffect(() => {
    if (isShort) more();
  });
  if (error !== null) return <PageFailed error={error} again={() => void refetch()} />;
  if (data === undefined || (isShort && hasNextPage))
    return <Skeleton label={say(common.loading)} shape="rows" count={8} />;
  if (isShort) return <Nobody of={nobody} />;
  const count = numberOf(people.length, language);
  return (
    <div>
      <p class="caption people-count" role="status">
        {say(hasNextPage ? peopleTexts.shown : peopleTexts.shownAll, { count })}
      </p>
      <div class="card people-card">
        <VirtualList
          label={say(peopleTexts.list)}
          count={people.length + (hasNextPage ? 1 : 0)}
          estimate={64}
          keyOf={(row) => people[row]?.id ?? "more"}
        >
          {(row) => {
            const person = people[row];
            if (person === undefined) return <More onSeen={more} pages={data.pages.length} />;
            return <Row {...rowOf(person)} />;
          }}
        </VirtualList>
      </div>
    </div>
  );
}

/** Comes into sight at the end of what is there, and brings what follows. */
function More({ onSeen, pages }: { readonly onSeen: () => void; readonly pages: number }): VNode {
  useEffect(onSeen, [pages]);
  return <div class="people-more" />;
}

function Nobody({ of }: { readonly of: EveryoneProps["nobody"] }): VNode {
  const say = useSay();
  if (of === "appraiser") return <EmptyState title={say(peopleTexts.nobodyAppraised)} />;
  if (of === "contracts") return <EmptyState title={say(peopleTexts.noContracts)} />;
  if (of === "unit")
    return <EmptyState title={say(peopleTexts.nobodyHere)}>{say(peopleTexts.nobodyHereRemedy)}</EmptyState>;
  return (
    <EmptyState
      title={say(peopleTexts.nobody)}
      action={
        <ButtonLink href={webPaths.imports} kind="primary" icon={fileUp}>
          {say(peopleTexts.import)}
        </ButtonLink>
      }
    >
      {say(peopleTexts.nobodyRemedy)}
    </EmptyState>
  );
}

/** How somebody shows as a row of a list. */
function useRowOf({ withContract = false } = {}) {
  const say = useSay();
  const language = useLanguage();
  const { nameOf } = useUnits();
  return ({ id, name, nipMasked, kind, standing, post, unit, appraiser, contractEnd }: PersonRow) => {
    const isActive = standing === "active";
    return {
      start: <Avatar initials={initialsOf(name)} size="middle" />,
      title: name,
      detail: (
        <>
          <bdi>{[post, nameOf(unit)].filter(Boolean).join(" · ")}</bdi>
          <br />
          <span class="figures">{nipMasked}</span> · {employeeKindTerms[kind]}
          {withContract && contractEnd !== undefined && (
            <>
              <br />
              {say(peopleTexts.contractEnds, { day: dateOf(contractEnd, language) })}
            </>
          )}
        </>
      ),
      ...(!isActive && { end: <Chip tone="kunyit">{say(standingTexts[standing])}</Chip> }),
      ...(isActive &&
        appraiser === undefined && { end: <Chip tone="kunyit">{say(peopleTexts.noAppraiser)}</Chip> }),
      href: pathTo(webPaths.person, { id }),
    };
  };
}
