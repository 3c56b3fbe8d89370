import type { Catalogue } from "../../i18n/language.ts";

/** The page on which an administrator prints slips. */
export const slipTexts = {
  title: { id: "Slip aktivasi", en: "Activation slips" },
  lead: {
    id: "Untuk pegawai yang tidak memiliki surel. Slip memuat kata sandi pertama dan tautan untuk masuk satu kali.",
    en: "For people without e-mail. A slip bears the first password and a link that signs in once.",
  },
  back: { id: "Kembali ke Pegawai", en: "Back to People" },
  unit: { id: "Unit", en: "Unit" },
  chooseUnit: { id: "Pilih unit …", en: "Choose a unit …" },
  noneTitle: { id: "Tidak ada slip untuk unit ini", en: "No slips for this unit" },
  none: {
    id: "Semua pegawai di unit ini memiliki surel, sudah masuk, atau belum diundang. Pilih unit lain.",
    en: "Everybody in this unit has an e-mail, has signed in, or was not invited yet. Choose another unit.",
  },
  noneHere: {
    id: "Tidak ada slip pada bagian ini. Lanjutkan ke bagian berikutnya.",
    en: "No slips in this portion. Go on to the next one.",
  },
  list: { id: "Pegawai yang menunggu slip", en: "People waiting for a slip" },
  ready: { id: "Siap dicetak", en: "Ready to print" },
  preparing: { id: "Akun disiapkan", en: "Account being made" },
  lapsed: { id: "Tidak berlaku lagi", en: "No longer valid" },
  preparingLead: {
    id: "{count} akun sedang disiapkan.",
    en: "{count} {count:account is|accounts are} being made.",
  },
  preparingMeaning: {
    id: "Biasanya selesai dalam satu menit; daftar ini diperbarui sendiri.",
    en: "It usually takes a minute; this list renews itself.",
  },
  nip: { id: "NIP {nip}", en: "NIP {nip}" },
  until: { id: "Berlaku sampai {moment}", en: "Valid until {moment}" },
  renew: { id: "Buat slip baru", en: "Make a new slip" },
  renewed: {
    id: "Slip baru untuk {name} sedang disiapkan. Slip yang lama tidak berlaku lagi.",
    en: "A new slip for {name} is being made. The old one is void.",
  },
  renewLapsed: {
    id: "Perbarui {count} slip yang tidak berlaku",
    en: "Renew {count} {count:slip that is|slips that are} void",
  },
  prepare: {
    id: "Siapkan {count} slip untuk dicetak",
    en: "Prepare {count} {count:slip|slips} for printing",
  },
  nothingReady: { id: "Belum ada slip yang siap dicetak", en: "No slip is ready to print yet" },
  more: { id: "Bagian berikutnya", en: "Next portion" },
  secretLead: {
    id: "Slip sama berharganya dengan kata sandi.",
    en: "A slip is worth as much as a password.",
  },
  secretMeaning: {
    id: "Serahkan langsung kepada orangnya, dalam keadaan tertutup. Siapa yang menampilkan slip dan kapan tercatat dalam jejak audit.",
    en: "Hand it to its person yourself, folded. The audit notes who had slips shown, and when.",
  },
  fewer: {
    id: "{count} slip tidak ikut karena baru saja dipakai atau diperbarui.",
    en: "{count} {count:slip is left out: it was|slips are left out: they were} just used or renewed.",
  },
  print: { id: "Cetak", en: "Print" },
  done: { id: "Selesai", en: "Done" },
} as const satisfies Catalogue;

/** What stands on the slip itself, in the agency's language: plain, since nobody is there to ask. */
export const paperTexts = {
  title: { id: "Slip aktivasi Kinerja", en: "Kinerja activation slip" },
  nip: { id: "NIP {nip}", en: "NIP {nip}" },
  userName: { id: "Nama pengguna", en: "User name" },
  userNameIsNip: { id: "NIP Anda, 18 angka tanpa spasi", en: "Your NIP, 18 digits without spaces" },
  password: { id: "Kata sandi pertama", en: "First password" },
  ownPassword: {
    id: "kata sandi Anda sendiri yang sudah ada",
    en: "the password of your own that you have already",
  },
  until: { id: "Berlaku sampai", en: "Valid until" },
  step1: {
    id: "Pindai kode QR dengan kamera HP, atau buka alamat di bawah ini.",
    en: "Scan the QR code with your phone's camera, or open the address below.",
  },
  step2: {
    id: "Ketuk “Masuk dan terima”, lalu isi nama pengguna dan kata sandi di atas.",
    en: "Tap “Sign in and accept”, then enter the user name and the password above.",
  },
  step3: {
    id: "Buat kata sandi Anda sendiri, lalu sobek slip ini. Jangan berikan kepada siapa pun.",
    en: "Choose a password of your own, then tear this slip up. Give it to nobody.",
  },
  step3Own: {
    id: "Setelah masuk, sobek slip ini. Jangan berikan kepada siapa pun.",
    en: "Once you are in, tear this slip up. Give it to nobody.",
  },
  qr: { id: "Kode QR untuk {name}", en: "QR code for {name}" },
} as const satisfies Catalogue;
