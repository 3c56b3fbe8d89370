import type { Filling, Language, Text } from "./text.ts";
import { fill } from "./text.ts";

/**
 * The closed list of everything that can go wrong for a caller. Each code has one status, says what is wrong and what
 * to do about it. 4xx is the caller's to mend, 5xx is ours. Clients map these codes exhaustively.
 */
export const errorCodes = {
  // Every route
  "request.invalid": {
    status: 400,
    title: { id: "Isian tidak sesuai.", en: "The request does not have the expected form." },
    remedy: {
      id: "Perbaiki isian yang disebutkan, lalu kirim lagi.",
      en: "Correct the fields named and send it again.",
    },
  },
  "request.too-large": {
    status: 413,
    title: { id: "Kiriman terlalu besar.", en: "The request is too large." },
    remedy: { id: "Kirim dalam bagian yang lebih kecil.", en: "Send it in smaller pieces." },
  },
  "signed-out": {
    status: 401,
    title: { id: "Sesi Anda sudah berakhir.", en: "Your session has ended." },
    remedy: {
      id: "Masuk kembali; isian Anda tetap tersimpan.",
      en: "Sign in again; what you typed is kept.",
    },
  },
  forbidden: {
    status: 403,
    title: { id: "Anda tidak berwenang untuk tindakan ini.", en: "You are not allowed to do this." },
    remedy: {
      id: "Bila seharusnya berwenang, hubungi admin instansi Anda.",
      en: "If you should be, ask your agency's administrator.",
    },
  },
  "not-found": {
    status: 404,
    title: { id: "Data tidak ditemukan.", en: "Nothing was found there." },
    remedy: {
      id: "Periksa tautannya, atau mulai lagi dari daftar.",
      en: "Check the link, or begin again from the list.",
    },
  },
  "edit.conflict": {
    status: 409,
    title: {
      id: "Data ini sudah diubah orang lain sejak Anda membukanya.",
      en: "Somebody changed this since you opened it.",
    },
    remedy: {
      id: "Bandingkan dengan versi terbaru, lalu kirim lagi.",
      en: "Compare with the version as it is now, then send again.",
    },
  },
  "idempotency.reused": {
    status: 422,
    title: {
      id: "Kunci pengiriman ini sudah dipakai untuk isian lain.",
      en: "This Idempotency-Key was used with another body.",
    },
    remedy: { id: "Gunakan kunci baru.", en: "Use a new key for a new request." },
  },
  "idempotency.missing": {
    status: 400,
    title: { id: "Kepala Idempotency-Key tidak ada.", en: "The Idempotency-Key header is missing." },
    remedy: {
      id: "Sertakan kunci unik per tindakan agar pengiriman ulang aman.",
      en: "Send a key that is unique to the action, so that a retry is safe.",
    },
  },
  "rate.exceeded": {
    status: 429,
    title: { id: "Terlalu banyak permintaan dalam waktu singkat.", en: "Too many requests in a short time." },
    remedy: { id: "Tunggu {seconds} detik, lalu coba lagi.", en: "Wait {seconds} seconds, then try again." },
  },
  "service.busy": {
    status: 503,
    title: { id: "Layanan sedang sibuk.", en: "The service is busy." },
    remedy: {
      id: "Isian Anda aman; coba lagi sebentar.",
      en: "What you sent is safe; try again in a moment.",
    },
  },
  unexpected: {
    status: 500,
    title: { id: "Terjadi kesalahan di pihak kami.", en: "Something went wrong on our side." },
    remedy: {
      id: "Coba lagi; bila berulang, sebutkan nomor permintaan ini kepada kami.",
      en: "Try again; if it happens again, tell us this request's number.",
    },
  },
  "cursor.invalid": {
    status: 400,
    title: { id: "Penanda halaman tidak berlaku.", en: "The page cursor is not valid here." },
    remedy: { id: "Mulai lagi dari halaman pertama.", en: "Begin again from the first page." },
  },
  "state.transition": {
    status: 409,
    title: {
      id: "Tindakan ini tidak dapat dilakukan pada status “{state}”.",
      en: "This cannot be done in the state “{state}”.",
    },
    remedy: { id: "Muat ulang untuk melihat status terbaru.", en: "Reload to see the current state." },
  },

  // Identity
  "identity.token": {
    status: 401,
    title: { id: "Bukti masuk tidak dapat diterima.", en: "The proof of sign-in was not accepted." },
    remedy: { id: "Masuk kembali dari awal.", en: "Sign in again from the start." },
  },
  "identity.unknown": {
    status: 403,
    title: {
      id: "Akun ini belum terhubung dengan instansi mana pun.",
      en: "This account belongs to no agency yet.",
    },
    remedy: {
      id: "Buka undangan dari admin instansi Anda sambil masuk dengan akun ini.",
      en: "Open your agency's invitation while signed in with this account.",
    },
  },
  "identity.choose-agency": {
    status: 409,
    title: {
      id: "Akun ini terdaftar di beberapa instansi.",
      en: "This account belongs to several agencies.",
    },
    remedy: { id: "Pilih instansi.", en: "Say which agency." },
  },
  "session.ended": {
    status: 401,
    title: { id: "Sesi ini sudah diakhiri.", en: "This session has been ended." },
    remedy: { id: "Masuk kembali.", en: "Sign in again." },
  },
  "invitation.invalid": {
    status: 410,
    title: {
      id: "Undangan ini sudah dipakai, kedaluwarsa, atau dicabut.",
      en: "This invitation was used, has expired or was withdrawn.",
    },
    remedy: { id: "Minta undangan baru kepada admin instansi.", en: "Ask your administrator for a new one." },
  },
  "member.last-admin": {
    status: 409,
    title: {
      id: "Instansi harus memiliki sedikitnya satu admin.",
      en: "An agency needs at least one administrator.",
    },
    remedy: { id: "Tunjuk admin lain lebih dahulu.", en: "Appoint another administrator first." },
  },

  // Cycles and their windows
  "cycle.period-unknown": {
    status: 400,
    title: { id: "Periode itu tidak ada dalam tahun tersebut.", en: "The year has no such period." },
    remedy: {
      id: "Pilih semester 1–2, triwulan 1–4, atau bulan 1–12.",
      en: "Choose semester 1–2, quarter 1–4 or month 1–12.",
    },
  },
  "calendar.year-missing": {
    status: 409,
    title: { id: "Hari libur tahun {years} belum diisi.", en: "The holidays of {years} are not known yet." },
    remedy: {
      id: "Isi kalender tahun itu (SKB 3 Menteri) di Pengaturan, lalu rencanakan lagi.",
      en: "Enter that year's calendar (joint decree of three ministers) in the settings, then plan again.",
    },
  },
  "cycle.exists": {
    status: 409,
    title: { id: "Siklus untuk periode itu sudah ada.", en: "There is a cycle for that period already." },
    remedy: {
      id: "Buka siklus yang ada, atau batalkan dahulu.",
      en: "Open the one there is, or cancel it first.",
    },
  },
  "cycle.window-unknown": {
    status: 404,
    title: { id: "Siklus ini tidak memiliki jendela waktu itu.", en: "The cycle has no such window." },
    remedy: { id: "Pilih salah satu jendela waktu siklus ini.", en: "Choose one of the cycle's windows." },
  },
  "cycle.window-order": {
    status: 400,
    title: {
      id: "Jendela waktu {window} tutup sebelum buka.",
      en: "The window {window} closes before it opens.",
    },
    remedy: { id: "Perbaiki tanggal buka atau tutupnya.", en: "Correct its opening or closing." },
  },
  "cycle.extension-shrinks": {
    status: 409,
    title: { id: "Batas waktu hanya dapat diperpanjang.", en: "A deadline can only be extended." },
    remedy: {
      id: "Pilih waktu sesudah batas yang berlaku.",
      en: "Choose a time after the deadline in force.",
    },
  },
  "cycle.extension-past": {
    status: 409,
    title: { id: "Waktu itu sudah lewat.", en: "That time has passed." },
    remedy: { id: "Pilih waktu yang akan datang.", en: "Choose a time to come." },
  },
  "outage.span": {
    status: 400,
    title: {
      id: "Gangguan ini tidak dapat dicatat dengan waktu itu.",
      en: "The outage cannot be recorded with these times.",
    },
    remedy: {
      id: "Gangguan dicatat setelah berakhir, dari mulai sampai selesai, paling lama 31 hari.",
      en: "An outage is recorded once it is over, from its beginning to its end, of 31 days at most.",
    },
  },
  "cycle.started": {
    status: 409,
    title: { id: "Sudah ada yang mulai mengisi.", en: "Somebody has started already." },
    remedy: {
      id: "Pembukaan tidak dapat dibatalkan lagi; perpanjang atau tutup siklus sesuai jadwal.",
      en: "The opening cannot be undone any more; extend the cycle or let it close.",
    },
  },
  "window.not-yet": {
    status: 409,
    title: { id: "{window} dibuka {opens}.", en: "{window} opens on {opens}." },
    remedy: {
      id: "Draf Anda tersimpan; kirim setelah dibuka.",
      en: "Your draft is kept; send it once it is open.",
    },
  },
  "window.closed": {
    status: 409,
    title: { id: "{window} sudah ditutup {closes}.", en: "{window} closed on {closes}." },
    remedy: {
      id: "Draf Anda tetap tersimpan. Perpanjangan dapat diminta kepada admin instansi.",
      en: "Your draft is kept. Ask your agency's administrator for an extension.",
    },
  },
  "part.excluded": {
    status: 409,
    title: { id: "Pegawai ini dikecualikan dari siklus ini.", en: "This person is excluded from the cycle." },
    remedy: {
      id: "Bila keliru, hubungi admin instansi.",
      en: "If that is wrong, ask the agency's administrator.",
    },
  },

  // People and rosters
  "unit.parent": {
    status: 409,
    title: {
      id: "Unit induk itu tidak ada atau berada di bawah unit ini.",
      en: "That parent does not exist or lies below this unit.",
    },
    remedy: { id: "Pilih unit induk lain.", en: "Choose another parent." },
  },
  "assignment.own-appraiser": {
    status: 409,
    title: { id: "Seseorang tidak dapat menilai dirinya sendiri.", en: "Nobody can appraise themself." },
    remedy: { id: "Pilih atasan langsungnya sebagai penilai.", en: "Choose the direct superior." },
  },
  "assignment.circle": {
    status: 409,
    title: {
      id: "Penugasan ini membuat lingkaran penilai: {circle}.",
      en: "This makes a circle of appraisers: {circle}.",
    },
    remedy: { id: "Pilih penilai di luar lingkaran itu.", en: "Choose an appraiser outside of it." },
  },
  "assignment.unknown": {
    status: 404,
    title: {
      id: "Penugasan, unit, atau penilai itu tidak ditemukan.",
      en: "That assignment, unit or appraiser was not found.",
    },
    remedy: { id: "Muat ulang data pegawai, lalu pilih lagi.", en: "Reload the person and choose again." },
  },
  "assignment.dates": {
    status: 400,
    title: {
      id: "Tanggal penugasan tidak sesuai dengan penugasan lain.",
      en: "The dates do not fit the other assignments.",
    },
    remedy: { id: "Tanggal mulai harus sebelum tanggal akhir.", en: "It must begin before it ends." },
  },
  "assignment.too-many": {
    status: 409,
    title: {
      id: "Pegawai ini sudah memiliki {limit} penugasan.",
      en: "This person already has {limit} assignments.",
    },
    remedy: {
      id: "Koreksi penugasan yang ada daripada menambah yang baru.",
      en: "Correct those that exist rather than adding another.",
    },
  },
  "ticket.unresolved": {
    status: 409,
    title: {
      id: "Tiket “Penilai saya keliru” Anda masih diproses.",
      en: "Your ticket “My appraiser is wrong” is still being dealt with.",
    },
    remedy: {
      id: "Tarik kembali tiket itu bila ingin mengirim yang lain.",
      en: "Withdraw it if you want to send another.",
    },
  },
  "ticket.same-appraiser": {
    status: 409,
    title: {
      id: "Yang disebutkan adalah penilai yang sudah tercatat.",
      en: "The one named is the appraiser on record already.",
    },
    remedy: { id: "Pilih orang lain, atau tutup isian ini.", en: "Choose somebody else, or close this." },
  },
  "import.state": {
    status: 409,
    title: { id: "Impor ini sedang “{state}”.", en: "This import is “{state}” now." },
    remedy: {
      id: "Tunggu sampai selesai, atau mulai impor baru.",
      en: "Wait until it is done, or begin a new one.",
    },
  },
  "import.refused-rows": {
    status: 409,
    title: { id: "{count} baris ditolak.", en: "Refused rows: {count}." },
    remedy: {
      id: "Perbaiki berkasnya dan unggah lagi, atau terapkan baris yang sah saja.",
      en: "Correct the file and upload it again, or apply the valid rows only.",
    },
  },
  "import.column-unknown": {
    status: 400,
    title: { id: "Kolom “{column}” tidak dikenal.", en: "There is no column “{column}”." },
    remedy: { id: "Pilih salah satu kolom yang tersedia.", en: "Choose one of the columns on offer." },
  },
  "import.undo-over": {
    status: 409,
    title: { id: "Masa pembatalan impor sudah lewat.", en: "The time for undoing this import is over." },
    remedy: {
      id: "Impor berkas yang benar; perbedaannya akan ditampilkan.",
      en: "Import the right file; you will see the differences.",
    },
  },
  "import.built-upon": {
    status: 409,
    title: {
      id: "Sebuah siklus sudah dibuka berdasarkan data ini.",
      en: "A cycle has opened upon this data.",
    },
    remedy: {
      id: "Impor berkas yang benar; perbedaannya akan ditampilkan.",
      en: "Import the right file; you will see the differences.",
    },
  },

  // Plans
  "plan.incomplete": {
    status: 422,
    title: { id: "SKP belum dapat dikirim.", en: "The plan cannot be submitted yet." },
    remedy: {
      id: "Lengkapi yang disebutkan, lalu kirim lagi; draf Anda tersimpan.",
      en: "Complete what is named and submit again; your draft is kept.",
    },
  },
  "plan.source-empty": {
    status: 409,
    title: { id: "Bagian itu belum memiliki SKP yang dikirim.", en: "That part has no submitted plan." },
    remedy: { id: "Pilih bagian atau siklus lain.", en: "Choose another part or cycle." },
  },

  // Appraisals
  "report.incomplete": {
    status: 422,
    title: { id: "Laporan belum dapat dikirim.", en: "The report cannot be sent yet." },
    remedy: {
      id: "Lengkapi yang disebutkan, lalu kirim lagi; draf Anda tersimpan.",
      en: "Complete what is named and send again; your draft is kept.",
    },
  },
  "report.not-late": {
    status: 409,
    title: {
      id: "Laporan ini tidak menunggu keputusan karena terlambat.",
      en: "This report does not wait for a decision for being late.",
    },
    remedy: {
      id: "Nilai laporannya seperti biasa.",
      en: "Rate it as usual.",
    },
  },
  "report.window-open": {
    status: 409,
    title: {
      id: "Laporan pegawai masih dapat tiba sampai {until}.",
      en: "The employee's report can still arrive until {until}.",
    },
    remedy: {
      id: "Tutup sebagai “belum ada laporan” setelah waktu itu.",
      en: "Close it as “no report” after that time.",
    },
  },
  "appraisal.no-plan": {
    status: 409,
    title: {
      id: "Belum ada SKP yang ditetapkan untuk bagian ini.",
      en: "No plan has been approved for this part yet.",
    },
    remedy: {
      id: "SKP ditetapkan lebih dahulu; draf tetap tersimpan.",
      en: "The plan is to be approved first; drafts are kept.",
    },
  },
  "appraisal.organisation-first": {
    status: 409,
    title: {
      id: "Predikat kinerja organisasi unit ini belum ditetapkan.",
      en: "The unit's organisation predicate has not been set.",
    },
    remedy: {
      id: "Draf tersimpan; penilaian dapat ditetapkan setelah pimpinan di atas unit menetapkan predikat organisasi.",
      en: "The draft is kept; the rating can be made final once the leader above has set the predicate.",
    },
  },
  "organisation-predicate.reason": {
    status: 422,
    title: { id: "Alasan perlu ditulis.", en: "A reason is needed." },
    remedy: {
      id: "Tulis alasan bila mengubah predikat, atau menetapkannya atas nama pimpinan.",
      en: "Give a reason when changing a predicate, or setting it on a leader's behalf.",
    },
  },
  "appraisal.incomplete": {
    status: 422,
    title: { id: "Penilaian belum dapat ditetapkan.", en: "The rating cannot be made final yet." },
    remedy: {
      id: "Lengkapi yang disebutkan, lalu kirim lagi; draf tersimpan.",
      en: "Complete what is named and send again; the draft is kept.",
    },
  },
  "appraisal.already-read": {
    status: 409,
    title: { id: "Pegawai sudah membaca hasil ini.", en: "The employee has read this result." },
    remedy: {
      id: "Hasil tidak dapat ditarik lagi; buka kembali dengan alasan.",
      en: "It cannot be withdrawn any more; reopen it with a reason.",
    },
  },
  "appraisal.not-final": {
    status: 409,
    title: { id: "Hasil evaluasi ini belum ditetapkan.", en: "This evaluation has no final result." },
    remedy: {
      id: "Penjelasan tersedia setelah penilai menetapkan hasilnya.",
      en: "The explanation is there once the appraiser has made the result final.",
    },
  },
  "official.decides": {
    status: 403,
    title: {
      id: "Hanya Pejabat Penilai yang memutuskan ini.",
      en: "Only the appraising official decides this.",
    },
    remedy: {
      id: "Draf tersimpan; minta konfirmasinya lewat tautan.",
      en: "The draft is kept; ask for confirmation by a link.",
    },
  },
  "confirmation.changed": {
    status: 409,
    title: { id: "Isinya berubah sejak ditampilkan.", en: "This has changed since it was shown." },
    remedy: { id: "Lihat isinya yang sekarang dahulu.", en: "Look at it as it is now first." },
  },
  "confirmation.used": {
    status: 410,
    title: { id: "Semua dalam tautan ini sudah diputuskan.", en: "All that this link is for is decided." },
    remedy: {
      id: "Tidak ada lagi yang perlu dilakukan. Bila ada yang keliru, hubungi asisten Anda.",
      en: "Nothing is left to do. If something is wrong, tell your assistant.",
    },
  },
  "confirmation.expired": {
    status: 410,
    title: { id: "Tautan ini sudah kedaluwarsa.", en: "This link has expired." },
    remedy: {
      id: "Minta yang baru kepada asisten Anda; tidak ada yang hilang.",
      en: "Ask your assistant for a new one; nothing is lost.",
    },
  },
  "confirmation.invalid": {
    status: 410,
    title: {
      id: "Tautan ini tidak berlaku atau sudah diganti.",
      en: "This link is not valid or was replaced.",
    },
    remedy: {
      id: "Buka yang terakhir, atau minta yang baru kepada asisten Anda.",
      en: "Open the latest one, or ask your assistant for a new one.",
    },
  },

  // Files as evidence
  "evidence.full": {
    status: 409,
    title: { id: "Sudah ada {limit} berkas di sini.", en: "There are {limit} files here already." },
    remedy: {
      id: "Hapus berkas yang tidak diperlukan, lalu tambah lagi.",
      en: "Remove a file that is not needed, then add this one again.",
    },
  },
  "evidence.not-arrived": {
    status: 409,
    title: { id: "Berkas belum sampai.", en: "The file has not arrived." },
    remedy: { id: "Kirim berkasnya sekali lagi.", en: "Send the file again." },
  },
  "evidence.wrong-type": {
    status: 422,
    title: {
      id: "Isi berkas ini bukan foto (JPEG, PNG, WebP) atau PDF seperti namanya.",
      en: "What is in this file is not the photo (JPEG, PNG, WebP) or PDF that it says it is.",
    },
    remedy: {
      id: "Buka berkasnya, simpan ulang sebagai foto atau PDF, lalu lampirkan lagi.",
      en: "Open it, save it anew as a photo or PDF, and attach it again.",
    },
  },

  // Reports
  "export.cycle-missing": {
    status: 400,
    title: { id: "Siklus yang diekspor belum dipilih.", en: "The cycle to export was not named." },
    remedy: { id: "Pilih siklusnya, lalu pesan lagi.", en: "Choose the cycle and order again." },
  },
} as const satisfies Record<string, ErrorEntry>;

interface ErrorEntry {
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 500 | 503;
  readonly title: Text;
  readonly remedy: Text;
}

export type ErrorCode = keyof typeof errorCodes;

/** One field that is wrong: where (a path such as `results.2.target`) and what. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
  readonly code?: string;
}

export interface ErrorDetails {
  /** What the sentences are filled with. A state is told in words: its name alone does not compile. */
  readonly values?: Readonly<Record<string, Filling>> & { readonly state?: Text };
  readonly fields?: readonly FieldProblem[];
  /** The item as it is now, for `edit.conflict`. */
  readonly current?: unknown;
  readonly cause?: unknown;
}

/** The only error that is meant for a caller. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(code, { cause: details.cause });
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return errorCodes[this.code].status;
  }
}

/** RFC 9457 problem details, the body of every refusal. */
export interface Problem {
  readonly type: string;
  readonly code: ErrorCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string;
  readonly fields?: readonly FieldProblem[];
  readonly current?: unknown;
}

export function problemOf(error: AppError, requestId: string, language: Language): Problem {
  const { status, title, remedy } = errorCodes[error.code];
  const { values = {}, fields, current } = error.details;
  return {
    type: `/docs#${error.code}`,
    code: error.code,
    status,
    title: fill(title, values)[language],
    detail: fill(remedy, values)[language],
    requestId,
    ...(fields === undefined ? {} : { fields }),
    ...(current === undefined ? {} : { current }),
  };
}
