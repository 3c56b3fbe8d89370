import type { ComponentChildren, VNode } from "preact";
import { TaskPage } from "../../app/page.tsx";
import { common } from "../../i18n/common.ts";
import { useSay } from "../../i18n/language.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Refusal } from "../../work/refusal.tsx";
import { peopleTexts } from "./people-texts.ts";

interface SmallFormProps {
  readonly title: string;
  readonly back: { readonly href: string; readonly label: string };
  /** Under the heading: whom it is about. */
  readonly detail?: string;
  readonly lead?: string;
  /** What is still missing, in words. */
  readonly missing: string | undefined;
  readonly isBusy: boolean;
  /** A refusal that no field is to blame for. */
  readonly refusal: unknown;
  readonly onSave: () => void;
  /** Fields, side by side where there is room. */
  readonly children: ComponentChildren;
}

/** A page on which one thing is filled in, saved, and come back from. */
export function SmallForm(props: SmallFormProps): VNode {
  const { title, back, detail, lead, missing, isBusy, refusal, onSave, children } = props;
  const say = useSay();
  return (
    <TaskPage title={title} back={back} {...(detail !== undefined && { detail })}>
      <Card>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (missing === undefined && !isBusy) onSave();
          }}
        >
          <div class="stack">
            {lead !== undefined && <p class="lead">{lead}</p>}
            <div class="form-fields">{children}</div>
            <Refusal error={refusal} />
          </div>
          <div class="form-foot">
            <Button kind="primary" type="submit" missing={missing} isBusy={isBusy}>
              {say(peopleTexts.save)}
            </Button>
            <ButtonLink href={back.href} kind="quiet">
              {say(common.cancel)}
            </ButtonLink>
          </div>
        </form>
      </Card>
    </TaskPage>
  );
}
