import { useMutation, useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { Page } from "../../../web/src/app/page.tsx";
import { outbox } from "../../../web/src/app/services.ts";
import { useStore } from "../../../web/src/app/store.ts";
import { api } from "../../../web/src/data/client.ts";
import { optimistic, read } from "../../../web/src/data/queries.ts";
import { useDraft } from "../../../web/src/offline/drafts.ts";

const units = () => read("people", "listUnits");

/** The ground in use on one page: a draft that is kept, a write that waits for the network, a conflict that is decided. */
export function ProofPage(): VNode {
  const { data, isError } = useQuery({ ...units(), meta: { isKept: true } });
  const first = data?.items[0];
  return (
    <Page title="Bukti">
      {isError && <p role="alert">Gagal</p>}
      {first !== undefined && <UnitName id={first.id} name={first.name} version={first.version} />}
      <Refused />
    </Page>
  );
}

type UnitId = Awaited<ReturnType<typeof api.people.listUnits>>["items"][number]["id"];

function UnitName({ id, name, version }: { id: UnitId; name: string; version: number }): VNode {
  const draft = useDraft(`unit/${id}`, "");
  const now = useMutation({
    mutationFn: (wanted: string) =>
      api.people.changeUnit({ params: { unitId: id }, body: { name: wanted }, ifMatch: version }),
    ...optimistic(units().queryKey, (shown: NonNullable<ReturnType<typeof useUnits>>, wanted: string) => ({
      items: shown.items.map((unit) => (unit.id === id ? { ...unit, name: wanted } : unit)),
    })),
  });
  const send = async () => {
    await outbox.put(
      "people",
      "changeUnit",
      { params: { unitId: id }, body: { name: draft.value }, ifMatch: version },
      { subject: id, slot: "name", refreshes: ["people/listUnits"] },
    );
    draft.clear();
  };
  return (
    <>
      <output>{name}</output>
      <label>
        Nama
        <textarea value={draft.value} onInput={({ currentTarget }) => draft.change(currentTarget.value)} />
      </label>
      <button type="button" onClick={() => void send()}>
        Kirim
      </button>
      <button type="button" onClick={() => now.mutate(draft.value)}>
        Langsung
      </button>
      {now.isSuccess && <p>Tersimpan</p>}
    </>
  );
}

function useUnits() {
  return useQuery(units()).data;
}

function Refused(): VNode {
  const { refused } = useStore(outbox.state);
  return (
    <ul aria-label="Ditolak">
      {refused.map((sending) => (
        <li key={sending.id}>
          <span>{(sending.input.body as { name: string }).name}</span>
          <span> atau {(sending.refusal?.current as { name?: string } | undefined)?.name}</span>
          <button type="button" onClick={() => void outbox.insist(sending)}>
            Versi saya
          </button>
          <button type="button" onClick={() => void outbox.giveUp(sending)}>
            Versi sekarang
          </button>
        </li>
      ))}
    </ul>
  );
}
