import type { Text } from "#shared/platform/text.ts";

/**
 * What each verdict says to an administrator: what is wrong and what to do. Placeholders: `{found}` what stands in the
 * cell, `{became}` what is used instead, and the verdict's own values.
 */
export const verdictTexts = {
  "nip.missing": {
    id: "NIP kosong. Isi NIP 18 angka.",
    en: "The NIP is blank. Enter all 18 digits.",
  },
  "nip.length": {
    id: "NIP harus 18 angka, di sini {digits}. Salin NIP dari SK.",
    en: "A NIP has 18 digits, this one has {digits}. Copy it from the decree.",
  },
  "nip.characters": {
    id: "NIP hanya boleh berisi angka. Salin NIP dari SK.",
    en: "A NIP consists of digits only. Copy it from the decree.",
  },
  "nip.digits-lost": {
    id: "Angka terakhir NIP hilang karena selnya berformat angka. Ubah format kolom menjadi Teks, lalu isi ulang NIP dari sumbernya.",
    en: "The last digits of the NIP are lost because its cell is formatted as a number. Format the column as Text, then enter the NIP again from its source.",
  },
  "nip.birth-date": {
    id: "Delapan angka pertama NIP bukan tanggal lahir yang ada. Periksa NIP.",
    en: "The first eight digits of the NIP are no real date of birth. Check the NIP.",
  },
  "nip.start-month": {
    id: "Angka ke-13 dan ke-14 NIP PNS harus bulan 01–12. Periksa NIP; bila orang ini PPPK, perbaiki JENIS.",
    en: "Digits 13 and 14 of a PNS's NIP must be a month, 01 to 12. Check the NIP; if the person is PPPK, correct JENIS.",
  },
  "nip.sex": {
    id: "Angka ke-15 NIP harus 1 atau 2. Periksa NIP.",
    en: "Digit 15 of the NIP must be 1 or 2. Check the NIP.",
  },
  "nip.disguise": {
    id: "Spasi dan tanda baca pada NIP dihapus.",
    en: "Spaces and marks were taken out of the NIP.",
  },
  "nip.duplicate": {
    id: "NIP yang sama ada di baris {rows}. Hapus atau perbaiki baris yang keliru.",
    en: "The same NIP stands in rows {rows}. Delete or correct the wrong one.",
  },
  "nip.age": {
    id: "Menurut NIP, orang ini berusia {age} tahun. Periksa NIP atau statusnya.",
    en: "By the NIP this person is {age} years old. Check the NIP or the status.",
  },
  "row.repeated": {
    id: "Isi baris {rows} sama persis; hanya yang pertama dipakai.",
    en: "Rows {rows} are exactly the same; only the first is used.",
  },
  "name.missing": { id: "Nama kosong. Isi nama.", en: "The name is blank. Enter it." },
  "name.formula": {
    id: "Nama berisi rumus, bukan nama. Ketik namanya sebagai teks.",
    en: "The name is a formula, not a name. Type the name as text.",
  },
  "name.marks": {
    id: 'Tanda di awal nama dihapus: "{became}".',
    en: 'Marks at the start of the name were taken off: "{became}".',
  },
  "name.too-long": {
    id: "Nama berisi {length} huruf, paling banyak {limit}. Perbaiki nama.",
    en: "The name has {length} characters, at most {limit} are possible. Correct it.",
  },
  "name.characters": {
    id: 'Nama "{found}" tidak berisi huruf. Perbaiki nama.',
    en: 'The name "{found}" has no letters. Correct it.',
  },
  "name.titles-split": {
    id: 'Gelar dipisahkan dari nama: "{became}".',
    en: 'Titles were set apart from the name: "{became}".',
  },
  "cell.error": {
    id: "Sel ini berisi pesan galat {found} dari lembar kerja. Perbaiki isinya.",
    en: "This cell holds the spreadsheet's error {found}. Correct it.",
  },
  "cell.formula": {
    id: 'Sel ini berisi rumus; yang dipakai hasil tersimpannya, "{became}". Periksa apakah benar.',
    en: 'This cell is a formula; its saved result "{became}" is used. Check that it is right.',
  },
  "cell.too-long": {
    id: "Isi sel {length} huruf, paling banyak {limit}. Persingkat.",
    en: "The cell has {length} characters, at most {limit} are possible. Shorten it.",
  },
  "kind.unknown": {
    id: 'Jenis "{found}" tidak dikenal. Pilih PNS, CPNS, PPPK, atau PPPK PARUH WAKTU. Pegawai non-ASN tidak dimasukkan.',
    en: 'The kind "{found}" is not known. Choose PNS, CPNS, PPPK or PPPK PARUH WAKTU. Non-ASN staff are not entered.',
  },
  "kind.inferred": {
    id: "Jenis kosong; dibaca {became} menurut golongan atau NIP. Periksa.",
    en: "The kind is blank; taken as {became} by rank or NIP. Check it.",
  },
  "rank.unknown": {
    id: 'Golongan "{found}" tidak ada. Isi I/a sampai IV/e untuk PNS, I sampai XVII untuk PPPK.',
    en: 'There is no rank "{found}". Enter I/a to IV/e for PNS, I to XVII for PPPK.',
  },
  "rank.other-scale": {
    id: 'Golongan "{found}" bukan skala {kind}. Perbaiki GOLONGAN atau JENIS.',
    en: 'Rank "{found}" is not on the scale of {kind}. Correct GOLONGAN or JENIS.',
  },
  "rank.format": {
    id: 'Golongan "{found}" dibaca {became}.',
    en: 'Rank "{found}" was read as {became}.',
  },
  "rank.missing": {
    id: "Golongan kosong. Lengkapi sebelum dokumen dicetak.",
    en: "The rank is blank. Fill it in before documents are printed.",
  },
  "post-kind.unknown": {
    id: 'Jenis jabatan "{found}" tidak dikenal. Pilih JPT Utama, JPT Madya, JPT Pratama, Administrator, Pengawas, Fungsional, atau Pelaksana.',
    en: 'The kind of post "{found}" is not known. Choose JPT Utama, JPT Madya, JPT Pratama, Administrator, Pengawas, Fungsional or Pelaksana.',
  },
  "post-kind.format": {
    id: 'Jenis jabatan "{found}" dibaca {became}.',
    en: 'Kind of post "{found}" was read as {became}.',
  },
  "post-kind.inferred": {
    id: "Jenis jabatan dibaca {became} menurut nama jabatannya. Periksa.",
    en: "The kind of post was taken as {became} by the post's name. Check it.",
  },
  "post-kind.missing": {
    id: "Jenis jabatan kosong. Lengkapi.",
    en: "The kind of post is blank. Fill it in.",
  },
  "post-level.unknown": {
    id: 'Jenjang "{found}" tidak dikenal dan dikosongkan. Isi Pemula sampai Penyelia, atau Ahli Pertama sampai Ahli Utama.',
    en: 'Level "{found}" is not known and was left blank. Enter Pemula to Penyelia, or Ahli Pertama to Ahli Utama.',
  },
  "post.missing": {
    id: "Nama jabatan kosong. Isi nama jabatan.",
    en: "The post is blank. Enter its name.",
  },
  "unit.missing": {
    id: "Unit kerja kosong. Isi unit kerja.",
    en: "The unit is blank. Enter it.",
  },
  "unit.spelling": {
    id: 'Unit "{found}" disamakan dengan "{became}".',
    en: 'Unit "{found}" was taken to be "{became}".',
  },
  "unit.parent-filled": {
    id: 'Unit induk kosong; dipakai "{became}" seperti pada baris lain unit ini.',
    en: 'The parent unit is blank; "{became}" is used as in the unit\'s other rows.',
  },
  "unit.parent-unknown": {
    id: 'Unit induk "{found}" tidak ada sebagai unit lain dan ditempatkan di bawah {root}.{suggestion} Periksa nama unit induk.',
    en: 'The parent unit "{found}" is no other row\'s unit and was placed below {root}.{suggestion} Check its name.',
  },
  "unit.parent-ambiguous": {
    id: 'Ada {count} unit bernama "{found}". Tulis unit induk lengkap dengan induknya, misalnya "{example}".',
    en: 'There are {count} units named "{found}". Write the parent with its own parent, for instance "{example}".',
  },
  "unit.circle": {
    id: "Unit-unit ini saling menjadi induk: {circle}. Perbaiki UNIT_INDUK.",
    en: "These units are each other's parents: {circle}. Correct UNIT_INDUK.",
  },
  "unit.same-name": {
    id: 'Ada {count} unit bernama "{found}", di bawah {parents}; dianggap unit yang berbeda. Periksa bila seharusnya satu.',
    en: 'There are {count} units named "{found}", below {parents}; they are taken as different units. Check if they should be one.',
  },
  "appraiser.self": {
    id: "Penilai adalah orang itu sendiri. Isi NIP atasan langsungnya.{proposal}",
    en: "The appraiser is the same person. Enter the NIP of the direct superior.{proposal}",
  },
  "appraiser.unknown": {
    id: "NIP penilai {found} tidak ada di berkas maupun di data instansi. Perbaiki NIP_ATASAN, atau isi ATASAN_EKSTERNAL bila pejabat luar.{proposal}",
    en: "The appraiser's NIP {found} is neither in the file nor in the agency's data. Correct NIP_ATASAN, or fill in ATASAN_EKSTERNAL for an official from outside.{proposal}",
  },
  "appraiser.invalid": {
    id: "NIP penilai {found} bukan NIP yang benar. Perbaiki NIP_ATASAN.{proposal}",
    en: "The appraiser's NIP {found} is not valid. Correct NIP_ATASAN.{proposal}",
  },
  "appraiser.digits-lost": {
    id: "Angka terakhir NIP penilai hilang karena selnya berformat angka. Ubah kolom menjadi Teks dan isi ulang.{proposal}",
    en: "The last digits of the appraiser's NIP are lost because its cell is formatted as a number. Format the column as Text and enter it again.{proposal}",
  },
  "appraiser.digits-found": {
    id: "Angka terakhir NIP penilai hilang; hanya {name} (baris {other}) yang cocok, dan dipakai.",
    en: "The last digits of the appraiser's NIP are lost; only {name} (row {other}) matches, and is used.",
  },
  "appraiser.disguise": {
    id: "Spasi dan tanda baca pada NIP penilai dihapus.",
    en: "Spaces and marks were taken out of the appraiser's NIP.",
  },
  "appraiser.circle": {
    id: "Mereka saling menilai: {circle}. Perbaiki NIP_ATASAN salah satunya.{proposal}",
    en: "They appraise each other: {circle}. Correct NIP_ATASAN of one of them.{proposal}",
  },
  "appraiser.missing": {
    id: "Penilai belum diisi.{proposal} Setujui usulan atau isi NIP_ATASAN.",
    en: "There is no appraiser.{proposal} Confirm the proposal or fill in NIP_ATASAN.",
  },
  "appraiser.row-refused": {
    id: "Baris penilainya, {name} (baris {other}), ditolak. Perbaiki baris itu dahulu; sementara ini penilai dikosongkan.{proposal}",
    en: "The row of the appraiser, {name} (row {other}), was refused. Correct that row first; until then there is no appraiser.{proposal}",
  },
  "appraiser.left": {
    id: "Penilainya, {name}, tidak lagi aktif ({standing}); penilai dikosongkan.{proposal}",
    en: "The appraiser, {name}, is no longer active ({standing}); there is no appraiser now.{proposal}",
  },
  "appraiser.office-in-nip": {
    id: 'NIP_ATASAN berisi jabatan "{found}"; dibaca sebagai atasan eksternal.',
    en: 'NIP_ATASAN holds the office "{found}"; it was read as an external appraiser.',
  },
  "appraiser.two": {
    id: "NIP_ATASAN dan ATASAN_EKSTERNAL sama-sama terisi; yang dipakai NIP_ATASAN. Kosongkan salah satu.",
    en: "Both NIP_ATASAN and ATASAN_EKSTERNAL are filled in; NIP_ATASAN is used. Blank one of them.",
  },
  "appraiser.needs-delegation": {
    id: "Menilai {count} orang, tetapi jabatannya di bawah pejabat pengawas. Boleh dengan pendelegasian; catat dasar pendelegasiannya.",
    en: "Appraises {count} people from a post below pejabat pengawas. This is allowed by delegation; record on what it rests.",
  },
  "role.format": {
    id: 'Peran "{found}" dibaca {became}.',
    en: 'Role "{found}" was read as {became}.',
  },
  "role.unknown": {
    id: 'Peran "{found}" tidak dikenal; dibaca definitif. Isi definitif, Plt, Plh, atau delegasi.',
    en: 'Role "{found}" is not known; taken as definitif. Enter definitif, Plt, Plh or delegasi.',
  },
  "role.letter": {
    id: "{role} bekerja dengan surat perintah. Lengkapi nomor dan masa berlakunya.",
    en: "A {role} works under a letter of mandate (surat perintah). Add its number and dates.",
  },
  "role.inconsistent": {
    id: "Penilai ini tercatat {role} di sini, tetapi {other} bagi orang lain di unit yang sama. Samakan.",
    en: "This appraiser is {role} here but {other} for others in the same unit. Make them agree.",
  },
  "date.format": {
    id: 'Tanggal "{found}" dibaca {became}.',
    en: 'Date "{found}" was read as {became}.',
  },
  "date.month-first": {
    id: 'Tanggal "{found}" hanya ada bila bulan ditulis lebih dahulu; dibaca {became}. Periksa, dan tulis tahun-bulan-hari.',
    en: 'Date "{found}" exists only if the month comes first; it was read as {became}. Check it, and write year-month-day.',
  },
  "date.ambiguous": {
    id: 'Tanggal "{found}" dibaca {became} (hari lebih dahulu), padahal tanggal lain di berkas ini mendahulukan bulan. Periksa.',
    en: 'Date "{found}" was read as {became} (day first), though other dates of this file put the month first. Check it.',
  },
  "date.unreadable": {
    id: 'Tanggal "{found}" tidak terbaca. Tulis tahun-bulan-hari, misalnya 2024-01-31.',
    en: 'Date "{found}" cannot be read. Write year-month-day, for instance 2024-01-31.',
  },
  "date.not-real": {
    id: 'Tanggal "{found}" tidak ada di kalender. Perbaiki.',
    en: 'There is no date "{found}". Correct it.',
  },
  "date.far": {
    id: 'Tanggal "{found}" terlalu jauh ({became}). Periksa tahunnya.',
    en: 'Date "{found}" is too far off ({became}). Check the year.',
  },
  "date.future": {
    id: "TMT jabatan {became} belum tiba; penugasan berlaku mulai hari itu.",
    en: "The post begins on {became}, which is still to come; the assignment takes effect on that day.",
  },
  "email.invalid": {
    id: 'Surel "{found}" tidak benar dan dikosongkan. Orang ini dapat masuk dengan NIP dan slip aktivasi.',
    en: 'The e-mail address "{found}" is not valid and was left blank. The person can sign in with NIP and activation slip.',
  },
  "email.format": {
    id: 'Surel "{found}" dirapikan menjadi {became}.',
    en: 'The e-mail address "{found}" was tidied to {became}.',
  },
  "email.shared": {
    id: "Surel {found} dipakai juga di baris {rows}. Setiap orang perlu surelnya sendiri.",
    en: "The e-mail address {found} also stands in rows {rows}. Everyone needs their own.",
  },
  "contract.missing": {
    id: "Akhir kontrak PPPK belum diisi. Tanpa itu tidak ada pemberitahuan 90, 60, dan 30 hari sebelumnya.",
    en: "The end of the PPPK's contract is blank. Without it there is no notice 90, 60 and 30 days ahead.",
  },
  "contract.ended": {
    id: "Kontrak berakhir {became}, sudah lewat. Perbarui kontrak atau statusnya.",
    en: "The contract ended on {became}. Renew it or change the status.",
  },
  "contract.not-pppk": {
    id: "{kind} tidak memiliki akhir kontrak; isinya diabaikan.",
    en: "{kind} have no end of contract; it was ignored.",
  },
  "retirement.past": {
    id: "TMT pensiun {became} sudah lewat, tetapi statusnya masih aktif. Periksa.",
    en: "Retirement on {became} is past, yet the status is active. Check it.",
  },
  "standing.ended": {
    id: "Status {standing}: tidak dimasukkan ke penilaian; bila sudah ada di data, diusulkan berakhir.",
    en: "Status {standing}: not entered for appraisal; where already in the data, an end is proposed.",
  },
  "standing.exclusion": {
    id: "Status {standing}: diusulkan pengecualian dari penilaian. Lengkapi tanggal dan dasarnya.",
    en: "Status {standing}: an exclusion from appraisal is proposed. Add its dates and basis.",
  },
  "standing.no-exclusion": {
    id: 'Status "{found}" bukan alasan pengecualian; orang ini tetap dinilai.',
    en: 'Status "{found}" is no reason for exclusion; the person stays in the appraisal.',
  },
  "standing.unknown": {
    id: 'Status "{found}" tidak dikenal; dianggap aktif. Periksa.',
    en: 'Status "{found}" is not known; taken as active. Check it.',
  },
} as const satisfies Record<string, Text>;

export type VerdictCode = keyof typeof verdictTexts;
export const verdictCodes = Object.keys(verdictTexts) as VerdictCode[];
