import { useInfiniteQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { roleNames } from "#shared/identity/messages.ts";
import { PageFailed } from "../../app/failure.tsx";
import { initialsOf } from "../../app/initials.ts";
import { useMe } from "../../app/me.ts";
import { PageWaits } from "../../app/waiting.tsx";
import { api } from "../../data/client.ts";
import { useSay } from "../../i18n/language.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { plus } from "../../ui/icons.ts";
import { LinkButton } from "../../ui/link.tsx";
import { Row } from "../../ui/list-row.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { type State, StateMark } from "../../ui/state-mark.tsx";
import { VirtualList } from "../../ui/virtual-list.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { MemberDialog } from "./member-dialog.tsx";
import { isManaging, type Member, membersShown } from "./members.ts";
import { settingsTexts } from "./settings-texts.ts";

/** So many pages of 200 are fetched by themselves; more of a large agency on asking. */
const pagesAtOnce = 10;

/** Everyone who may sign in, those who manage first; inviting, changing, deactivating. */
export function MemberSettings(): VNode {
  const say = useSay();
  const [who, setWho] = useState<"managers" | "everyone">("managers");
  const [wanted, setWanted] = useState("");
  const [isInviting, setInviting] = useState(false);
  const [changing, setChanging] = useState<string>();
  const pages = useInfiniteQuery({
    queryKey: ["identity", "listMembers"],
    queryFn: ({ pageParam }) => api.identity.listMembers({ query: { limit: 200, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = pages;
  const fetched = data?.pages.length ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && fetched < pagesAtOnce) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetched, fetchNextPage]);
  if (data === undefined)
    return error === null ? <PageWaits /> : <PageFailed error={error} again={() => void refetch()} />;
  const all = data.pages.flatMap(({ items }) => items);
  const shown = membersShown(all, { who: wanted === "" ? who : "everyone", wanted });
  const member = all.find(({ memberId }) => memberId === changing);
  return (
    <>
      <div class="row-apart">
        <p class="lead">{say(settingsTexts.membersLead)}</p>
        <Button kind="primary" icon={plus} onClick={() => setInviting(true)}>
          {say(settingsTexts.invite)}
        </Button>
      </div>
      <SearchField
        label={say(settingsTexts.search)}
        value={wanted}
        onInput={setWanted}
        clearLabel={say(settingsTexts.clear)}
        result={wanted === "" ? "" : say(settingsTexts.found, { count: shown.length })}
      />
      <Segmented
        label={say(settingsTexts.filter)}
        isLabelUnseen
        options={[
          {
            value: "managers",
            label: `${say(settingsTexts.managers)} (${all.filter(isManaging).length})`,
          },
          { value: "everyone", label: `${say(settingsTexts.everyone)} (${all.length})` },
        ]}
        value={wanted === "" ? who : "everyone"}
        onChange={setWho}
      />
      <Card>
        {shown.length === 0 ? (
          <p class="lead">{say(settingsTexts.noneFound)}</p>
        ) : (
          <VirtualList
            label={say(settingsTexts.members)}
            count={shown.length}
            estimate={76}
            keyOf={(row) => shown[row]?.memberId ?? ""}
          >
            {(row) => {
              const one = shown[row];
              return one && <MemberRow member={one} onChange={() => setChanging(one.memberId)} />;
            }}
          </VirtualList>
        )}
      </Card>
      {hasNextPage && fetched >= pagesAtOnce && (
        <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {say(settingsTexts.more)}
        </Button>
      )}
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
      {member !== undefined && (
        <MemberDialog key={member.version} member={member} onClose={() => setChanging(undefined)} />
      )}
    </>
  );
}

const states: Readonly<
  Record<Member["state"], { readonly state: State; readonly text: keyof typeof settingsTexts }>
> = {
  active: { state: "done", text: "stateActive" },
  invited: { state: "with-employee", text: "stateInvited" },
  inactive: { state: "not-started", text: "stateInactive" },
};

interface MemberRowProps {
  readonly member: Member;
  readonly onChange: () => void;
}

function MemberRow({ member, onChange }: MemberRowProps): VNode {
  const say = useSay();
  const { memberId: mine } = useMe();
  const { memberId, name, email, roles, state } = member;
  const { state: mark, text } = states[state];
  return (
    <Row
      start={<Avatar initials={initialsOf(name)} size="middle" />}
      title={memberId === mine ? `${name} (${say(settingsTexts.yourself)})` : name}
      detail={
        <>
          <div>{roles.map((role) => say(roleNames[role])).join(", ")}</div>
          <div>{email ?? say(settingsTexts.noAddress)}</div>
        </>
      }
      end={<StateMark state={mark}>{say(settingsTexts[text])}</StateMark>}
      endDetail={
        <LinkButton isAlone onClick={onChange}>
          {say(settingsTexts.change, { name: "" }).trim()}
          <span class="unseen"> {name}</span>
        </LinkButton>
      }
    />
  );
}
