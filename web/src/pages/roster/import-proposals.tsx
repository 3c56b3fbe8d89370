import type { VNode } from "preact";
import type { Api } from "../../data/client.ts";
import { read } from "../../data/queries.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Row } from "../../ui/list-row.tsx";
import { Confident } from "./import-rows.tsx";
import type { ImportView } from "./import-stage.tsx";
import { importTexts } from "./import-texts.ts";
import { NumberedList } from "./numbered-list.tsx";
import { useNumberedPages } from "./numbered-pages.ts";

type Proposal = Awaited<ReturnType<Api["people"]["readProposals"]>>["items"][number];

/** Whom we propose as appraiser of those who have none, how sure that is, and why. */
export function Proposals({ view }: { readonly view: ImportView }): VNode {
  const say = useSay();
  const language = useLanguage();
  const rows = useNumberedPages<Proposal>((page) =>
    read("people", "readProposals", { params: { importId: view.id }, query: { page } }),
  );
  const count = view.preview?.proposed ?? 0;
  if (count === 0) return <EmptyState title={say(importTexts.noProposals)} />;
  return (
    <NumberedList label={say(importTexts.proposalsTab)} count={count} estimate={78} rows={rows}>
      {({ row, name, appraiser, role, confidence, reason }) => (
        <Row
          above={say(importTexts.rowNumber, { row })}
          title={name}
          detail={
            <>
              {say(importTexts.proposed, {
                name: role === "definitif" ? appraiser : `${appraiser} (${role})`,
              })}{" "}
              {reason[language]}
            </>
          }
          end={<Confident level={confidence} />}
        />
      )}
    </NumberedList>
  );
}
