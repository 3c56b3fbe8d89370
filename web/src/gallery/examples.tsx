import type { ComponentChildren, VNode } from "preact";
import { Avatar } from "../ui/avatar.tsx";
import {
  bell,
  calendarDays,
  chartNoAxesColumn,
  download,
  fileCheck,
  fileText,
  fileUp,
  inbox,
  listChecks,
  menu,
  messageSquareText,
  plus,
  scale,
  settings,
  sun,
  users,
} from "../ui/icons.ts";
import { Row } from "../ui/list-row.tsx";
import { type NavItem, PageShell } from "../ui/page-shell.tsx";

export type Level = "below" | "as" | "above";

export function nothing(): void {}

const levelNames: Readonly<Record<Level, string>> = { below: "Di Bawah", as: "Sesuai", above: "Di Atas" };
const order: readonly Level[] = ["below", "as", "above"];

export function levels(keys?: readonly string[]) {
  return order.map((value, index) => {
    const key = keys?.[index];
    return { value, label: levelNames[value], shape: value, ...(key !== undefined && { key }) };
  });
}

const cells = [
  ["Kurang", "Baik", "Sangat Baik"],
  ["Kurang", "Baik", "Baik"],
  ["Sangat Kurang", "Butuh Perbaikan", "Butuh Perbaikan"],
];

export function exampleMatrix(result: Level | undefined, behaviour: Level | undefined) {
  const row = result === undefined ? undefined : 2 - order.indexOf(result);
  const column = behaviour === undefined ? undefined : order.indexOf(behaviour);
  const predicate = row === undefined || column === undefined ? undefined : cells[row]?.[column];
  return {
    rowsName: "Hasil kerja, ke bawah",
    columnsName: "Perilaku, ke samping",
    rows: ["Di Atas", "Sesuai", "Di Bawah"],
    columns: ["Di Bawah", "Sesuai", "Di Atas"],
    cells,
    row,
    column,
    outcome: predicate === undefined ? "" : `Kedua nilai bertemu pada predikat ${predicate}.`,
  };
}

const employee: readonly NavItem[] = [
  { href: "/hari-ini", label: "Hari ini", icon: sun, isCurrent: true },
  { href: "/skp", label: "SKP", icon: listChecks },
  { href: "/catat", label: "Catat", icon: plus, isMain: true },
  { href: "/hasil", label: "Hasil", icon: fileCheck },
  { href: "/lainnya", label: "Lainnya", icon: menu },
];

const supervisor: readonly NavItem[] = [
  { href: "/menunggu", label: "Menunggu", icon: inbox, isCurrent: true },
  { href: "/tim", label: "Tim saya", icon: users },
  { href: "/umpan-balik", label: "Umpan balik", icon: messageSquareText },
  { href: "/lainnya", label: "Lainnya", icon: menu },
];

const administrator: readonly NavItem[] = [
  { href: "/monitor", label: "Monitor", icon: chartNoAxesColumn, count: 3 },
  { href: "/siklus", label: "Siklus", icon: calendarDays },
  { href: "/pegawai", label: "Pegawai & unit", icon: users },
  { href: "/impor", label: "Impor data", icon: fileUp },
  { href: "/pengingat", label: "Pengingat", icon: bell, isWideOnly: true },
  { href: "/keberatan", label: "Keberatan", icon: scale, count: 1, isWideOnly: true },
  { href: "/dokumen", label: "Dokumen", icon: fileText, isWideOnly: true },
  { href: "/ekspor", label: "Ekspor", icon: download, isWideOnly: true },
  { href: "/pengaturan", label: "Pengaturan", icon: settings, isWideOnly: true },
];

const menus = { employee, supervisor, administrator } as const;

interface FrameProps {
  readonly of: keyof typeof menus;
  readonly current?: string;
  readonly isTask?: boolean;
  readonly children: ComponentChildren;
}

/** The shell as one of them sees it. */
export function Frame({ of, current, isTask = false, children }: FrameProps): VNode {
  const items = menus[of].map((item) =>
    current === undefined ? item : { ...item, isCurrent: item.href === current },
  );
  return (
    <PageShell
      skipLabel="Langsung ke isi halaman"
      product="Kinerja"
      place="Kota Contoh"
      home="/"
      navigationLabel="Halaman utama"
      navigation={items}
      isTask={isTask}
      aside={
        <>
          <p class="record-note meta">Mode pendamping. Catatan resmi ada di e-Kinerja BKN.</p>
          <Row
            start={<Avatar initials="RP" tone="daun" size="middle" />}
            title="Ratna Puspita"
            detail="Admin BKPSDM"
            href="/akun"
          />
        </>
      }
    >
      {children}
    </PageShell>
  );
}
