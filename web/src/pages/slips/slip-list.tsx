import type { VNode } from "preact";
import { useReader } from "../../app/me.ts";
import type { Api } from "../../data/client.ts";
import { momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Chip } from "../../ui/chip.tsx";
import { circleAlert, circleCheck, hourglass } from "../../ui/icons.ts";
import { LinkButton } from "../../ui/link.tsx";
import { List, ListRow } from "../../ui/list-row.tsx";
import { slipTexts } from "./texts.ts";

export type SlipLine = Awaited<ReturnType<Api["identity"]["listSlips"]>>["items"][number];

const looks = {
  ready: { tone: "daun", icon: circleCheck, text: slipTexts.ready },
  preparing: { tone: "abu", icon: hourglass, text: slipTexts.preparing },
  lapsed: { tone: "kunyit", icon: circleAlert, text: slipTexts.lapsed },
} as const;

interface SlipListProps {
  readonly lines: readonly SlipLine[];
  readonly renew: (line: SlipLine) => void;
}

/** Who waits for a slip, and whether it is ready. One that was lost is made anew, which makes it void. */
export function SlipList({ lines, renew }: SlipListProps): VNode {
  const say = useSay();
  const reader = useReader();
  return (
    <List label={say(slipTexts.list)}>
      {lines.map((line) => {
        const { tone, icon, text } = looks[line.state];
        return (
          <ListRow
            key={line.memberId}
            title={line.name}
            detail={
              <>
                <span>{say(slipTexts.nip, { nip: line.nipMasked })}</span>
                {line.state === "ready" && (
                  <span class="slip-line-until">
                    {say(slipTexts.until, { moment: momentOf(line.validUntil, reader) })}
                  </span>
                )}
                {line.state !== "preparing" && (
                  <LinkButton isAlone onClick={() => renew(line)}>
                    {say(slipTexts.renew)} <span class="unseen">{line.name}</span>
                  </LinkButton>
                )}
              </>
            }
            end={
              <Chip tone={tone} icon={icon}>
                {say(text)}
              </Chip>
            }
          />
        );
      })}
    </List>
  );
}
