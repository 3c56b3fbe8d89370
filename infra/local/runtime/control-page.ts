import type { NotRun } from "./support.ts";

/** The control page: clock, mailbox, sign-in, queues, faults and what is not run. One file, no framework, no network. */
export function controlPage(notRun: readonly NotRun[]): string {
  const rows = notRun.map(
    ({ what, why, count }) => `<tr><td>${escapeHtml(what)}<td class="num">${count}<td>${escapeHtml(why)}`,
  );
  return page.replace("<!--not-run-->", rows.join("\n"));
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const style = `
:root{color-scheme:light dark;--paper:#F6F4EE;--surface:#fff;--sunken:#EEEBE3;--ink:#1A1E2E;--ink2:#474C5C;--ink3:#646876;--line:#E3DED3;--line2:#8A8473;--nila:#2A3D8F;--on-nila:#fff;--nila-strong:#1D2C6E;--nila-soft:#E7EAF6;--daun:#1C6B47;--daun-soft:#E0F0E6;--kunyit:#7D4E00;--kunyit-soft:#FBEFD2;--secang:#A1262F;--secang-soft:#FAE5E3;--secang-bar:#C23B40;--abu-bar:#CFCABD}
@media(prefers-color-scheme:dark){:root{--paper:#11131B;--surface:#191C27;--sunken:#0C0E14;--ink:#EDECE6;--ink2:#BEC1CD;--ink3:#979CAD;--line:#2B2F3F;--line2:#757B90;--nila:#A9B7FF;--on-nila:#10163A;--nila-strong:#C7D0FF;--nila-soft:#242B4C;--daun:#7FD3A5;--daun-soft:#16332A;--kunyit:#F0BE5E;--kunyit-soft:#3A2C10;--secang:#FF9E99;--secang-soft:#3F1D21;--secang-bar:#E5686B;--abu-bar:#4A4F60}}
*{box-sizing:border-box}body{margin:0 auto;padding:20px 28px;max-width:1336px;background:var(--paper);color:var(--ink);font:450 14px/20px "Plus Jakarta Sans",system-ui,sans-serif;word-spacing:.02em}
header{display:flex;gap:12px;align-items:center;margin-bottom:16px}header div{flex:1}h1{font-size:19px;line-height:25px;margin:0}h2{font-size:16px;line-height:22px;margin:0 0 10px;font-weight:650}h1,h2,h3{letter-spacing:-.015em;text-wrap:balance}
.caption,small{color:var(--ink3);font-size:12px;line-height:18px}main{display:grid;gap:16px;grid-template-columns:minmax(280px,1fr) minmax(0,1.6fr) minmax(260px,.9fr);align-items:start}
.column{display:grid;gap:16px}section{background:var(--surface);border-radius:16px;padding:16px 20px;box-shadow:0 0 0 1px var(--line)}
@media(max-width:1000px){main{grid-template-columns:1fr}body{padding:16px}}
button,select,input{font:inherit;color:inherit}button{min-height:40px;padding:6px 14px;border:1px solid var(--line2);border-radius:12px;background:var(--surface);font-weight:650;cursor:pointer}
button.primary{width:100%;min-height:48px;background:var(--nila);color:var(--on-nila);border-color:var(--nila)}button.primary:hover{background:var(--nila-strong)}button:disabled{opacity:.5;cursor:progress}
:focus-visible{outline:2px solid var(--nila);outline-offset:2px}#time{font-size:54px;line-height:60px;font-weight:700;letter-spacing:-.02em;font-variant-numeric:tabular-nums}#day{font-weight:650;margin-bottom:12px}
.row{display:flex;gap:8px;flex-wrap:wrap;margin-top:10px}.row button{flex:1;padding:6px}label.stack{display:grid;gap:4px;margin-top:10px;font-size:13px;color:var(--ink2)}input,select{min-height:40px;border:1px solid var(--line2);border-radius:10px;background:var(--surface);padding:4px 10px;width:100%}
ul{list-style:none;margin:0;padding:0}li{border-top:1px solid var(--line)}li:first-child{border-top:0}li>button,.line{display:flex;width:100%;gap:10px;align-items:center;border:0;border-radius:10px;background:none;text-align:left;font-weight:450;padding:8px;min-height:44px}
li>button:hover,li>button[aria-pressed=true]{background:var(--nila-soft)}.grow{flex:1;min-width:0}.grow b{display:block;font-weight:650}.grow span{display:block;color:var(--ink3);font-size:13px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.chip{border-radius:99px;padding:4px 10px;font-size:13px;font-weight:650;white-space:nowrap}.ok{background:var(--daun-soft);color:var(--daun)}.wait{background:var(--kunyit-soft);color:var(--kunyit)}.bad{background:var(--secang-soft);color:var(--secang)}.num{text-align:right;font-variant-numeric:tabular-nums}
#mail{display:grid;grid-template-columns:minmax(0,230px) minmax(0,1fr);padding:0;overflow:hidden}#mail>header{grid-column:1/-1;padding:14px 20px;margin:0;border-bottom:1px solid var(--line)}#mails{border-right:1px solid var(--line);max-height:620px;overflow:auto;padding:8px}#letter{padding:16px 20px;min-height:320px}#letter iframe{width:100%;min-height:420px;border:1px solid var(--line);border-radius:10px;background:#fff}#letter h3{margin:8px 0;font-size:16px}
@media(max-width:700px){#mail{grid-template-columns:1fr}}
details summary{cursor:pointer;font-weight:650;min-height:32px}table{border-collapse:collapse;width:100%;font-size:13px}td{padding:6px 8px;border-top:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
[role=switch]{position:relative;width:46px;min-height:26px;padding:0;border-radius:99px;background:var(--abu-bar);border-color:transparent;flex:none}[role=switch]::after{content:"";position:absolute;top:2px;left:2px;width:20px;height:20px;border-radius:50%;background:#fff}[role=switch][aria-checked=true]{background:var(--secang-bar)}[role=switch][aria-checked=true]::after{left:22px}
#said{position:sticky;bottom:8px;margin-top:16px}#said:empty{display:none}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:12px;background:var(--sunken);border-radius:10px;padding:8px}`;

const script = `
const $=id=>document.getElementById(id),say=text=>$("said").replaceChildren(text?el("section",{role:"status"},text):"");
function el(tag,props,...kids){const node=document.createElement(tag);for(const[k,v]of Object.entries(props||{}))k.startsWith("on")?node.addEventListener(k.slice(2),v):node.setAttribute(k,v);node.append(...kids.filter(kid=>kid!==undefined));return node}
async function call(path,body){const r=await fetch("/_local"+path,body===undefined?{}:{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify(body)});const json=await r.json();if(!r.ok)throw Object.assign(new Error(json.message||json.detail||"Gagal"),{body:json});return json}
let state,zone=localStorage.zone||"Asia/Jakarta",open,shown=new Set,busy=false;
$("zone").value=zone;$("zone").onchange=()=>{localStorage.zone=zone=$("zone").value;drawClock()};
function local(iso,options){return new Intl.DateTimeFormat("id-ID",{timeZone:zone,...options}).format(new Date(iso))}
function nowIso(){return new Date(state.held?Date.parse(state.now):Date.now()+state.offsetMs).toISOString()}
function drawClock(){if(!state)return;const iso=nowIso();$("time").textContent=local(iso,{hour:"2-digit",minute:"2-digit"});$("day").textContent=local(iso,{weekday:"long",day:"numeric",month:"long",year:"numeric"});$("hold").textContent=state.held?"Jalankan":"Jeda";const zones={"Asia/Jakarta":"WIB","Asia/Makassar":"WITA","Asia/Jayapura":"WIT"};$("running").textContent=zones[zone]+(state.held?", dijeda":", berjalan");const next=state.schedules[0];$("next").textContent=next&&next.at?"Jadwal berikutnya "+local(next.at,{hour:"2-digit",minute:"2-digit"}):""}
async function move(body){if(busy)return;busy=true;for(const b of document.querySelectorAll("[data-move]"))b.disabled=true;say("Jam digeser, semua yang jatuh tempo sedang dikerjakan.");try{const m=await call("/clock",body);say("Selesai: "+(m.steps||0)+" langkah, sekarang "+local(m.now,{dateStyle:"full",timeStyle:"short"})+".")}catch(e){say("Belum selesai: "+e.message)}finally{busy=false;for(const b of document.querySelectorAll("[data-move]"))b.disabled=false;refresh()}}
for(const b of document.querySelectorAll("[data-advance]"))b.onclick=()=>move({advance:b.dataset.advance});
$("tick").onclick=()=>{const next=state.schedules.map(s=>s.at).filter(Boolean).sort()[0];if(next)move({to:next})};
$("goto").onclick=()=>{const v=$("to").value;if(v)move({to:v+":00"+{"Asia/Jakarta":"+07:00","Asia/Makassar":"+08:00","Asia/Jayapura":"+09:00"}[zone]})};
$("hold").onclick=async()=>{state=await call("/clock",{held:!state.held});drawClock()};
function drawMails(mails){$("mails-count").textContent=mails.length+" surel";$("mails").replaceChildren(...mails.slice(-200).reverse().map(m=>el("li",{},el("button",{"aria-pressed":String(m.messageId===open),onclick:()=>{open=m.messageId;drawMails(mails);drawLetter(m)}},el("span",{class:"grow"},el("b",{},m.to.join(", ")),el("span",{},m.subject)),el("small",{},local(m.at,{day:"numeric",month:"short",hour:"2-digit",minute:"2-digit"}))))));const bounced=mails.filter(m=>Object.values(m.outcome).includes("bounced")).length;$("bounces").hidden=!bounced;$("bounces").textContent=bounced+" pantulan"}
function drawLetter(m){const frame=el("iframe",{sandbox:"allow-popups",title:"Isi surel"});frame.srcdoc=m.html||"";$("letter").replaceChildren(el("div",{class:"caption"},local(m.at,{dateStyle:"full",timeStyle:"short"})+", kepada"),el("b",{},m.to.join(", ")),el("h3",{},m.subject),m.html?frame:el("pre",{},m.text||""),el("p",{class:"caption"},"Tanda: "+(Object.entries(m.tags).map(([k,v])=>k+" = "+v).join(" · ")||"tidak ada")))}
function drawQueues(queues){$("queues").replaceChildren(...queues.map(q=>{const dead=q.deadLettersOf!==null&&q.deadLettersOf!==undefined,total=q.ready+q.inFlight+q.delayed;return el("li",{},el("div",{class:"line"},el("span",{class:"grow"},el("b",{},q.name),dead?el("span",{},"surat mati dari "+q.deadLettersOf):undefined),el("span",{class:"num"},String(total)),el("span",{class:"chip "+(total?dead?"bad":"wait":"ok")},total?dead?"periksa":"berjalan":"siap"),dead&&total?el("button",{onclick:async()=>{const r=await call("/queues/redrive",{queue:q.name});say(r.moved+" pesan dikirim ulang.");refresh()}},"Kirim ulang"):undefined),...(q.peek||[]).slice(0,2).map(p=>el("pre",{},p.body.slice(0,300))))}))}
const faultWords={indexLagMs:["Indeks tertinggal 2 detik",2000,0],areConflictsOn:["Transaksi bertabrakan",true,false],throttleRate:["Basis data sibuk (10 %)",.1,0],unprocessedRate:["Sebagian tak diproses (10 %)",.1,0],lostAnswerRate:["Jawaban hilang (5 %)",.05,0],queueDuplicateRate:["Pesan antrean ganda (10 %)",.1,0],mailBounceRate:["Surel memantul (20 %)",.2,0]};
function drawFaults(f){$("faults").replaceChildren(...Object.entries(faultWords).map(([name,[word,on,off]])=>{const isOn=Boolean(f[name]);return el("li",{},el("div",{class:"line"},el("span",{class:"grow"},word),el("small",{},isOn?"nyala":"mati"),el("button",{role:"switch","aria-checked":String(isOn),"aria-label":word,onclick:async()=>drawFaults(await call("/faults",{[name]:isOn?off:on}))})))}))}
function drawPeople(people){$("people").replaceChildren(...people.slice(0,200).map(p=>el("li",{},el("button",{onclick:()=>signIn(p)},el("span",{class:"grow"},el("b",{},p.name),el("span",{},p.description||p.email||p.username)),el("span",{"aria-hidden":"true"},"Masuk")))));if(!people.length)$("people").textContent="Belum ada akun."}
async function signIn(p){try{const r=await call("/sign-in",{as:p.email||p.username});say("Masuk sebagai "+p.name+". ");$("said").firstChild.append(el("a",{href:"/"},"Buka aplikasi"),el("pre",{},r.accessToken||JSON.stringify(r)))}catch(e){say("Tidak dapat masuk: "+e.message)}}
async function refresh(){try{const[clock,mails,queues,faults,people]=await Promise.all(["/clock","/mail","/queues","/faults","/people"].map(p=>call(p)));state=clock;drawClock();drawMails(mails);drawQueues(queues);drawFaults(faults);drawPeople(people);$("alive").className="chip ok";$("alive").textContent="Semua layanan hidup"}catch(e){$("alive").className="chip bad";$("alive").textContent="Awan lokal tidak menjawab"}}
setInterval(drawClock,1000);setInterval(()=>{if(!busy)refresh()},3000);refresh();`;

const page = `<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Awan lokal – Kinerja</title><style>${style}</style></head><body>
<header><svg width="30" height="30" viewBox="0 0 30 30" aria-hidden="true"><g fill="#2A3D8F"><ellipse cx="9" cy="9" rx="7" ry="4.4" transform="rotate(45 9 9)"/><ellipse cx="21" cy="9" rx="7" ry="4.4" transform="rotate(-45 21 9)"/><ellipse cx="9" cy="21" rx="7" ry="4.4" transform="rotate(-45 9 21)"/><ellipse cx="21" cy="21" rx="7" ry="4.4" transform="rotate(45 21 21)"/></g><circle cx="15" cy="15" r="2.4" fill="#C27D0A"/></svg>
<div><h1>Awan lokal</h1><span class="caption">Semua di mesin ini; tidak ada yang dikirim ke luar.</span></div><span id="alive" class="chip wait">Memeriksa</span></header>
<main><div class="column">
<section aria-label="Jam sistem"><div class="line" style="padding:0"><span class="grow caption">Jam sistem</span><span class="caption" id="running"></span></div><div id="time">––.––</div><div id="day"></div>
<button class="primary" id="tick" data-move>Maju ke jadwal berikutnya</button><p class="caption" id="next"></p>
<div class="row"><button data-move data-advance="PT10M">+10 menit</button><button data-move data-advance="PT1H">+1 jam</button><button data-move data-advance="P1D">+1 hari</button><button data-move data-advance="P7D">+1 minggu</button></div>
<label class="stack">Ke tanggal dan jam<input type="datetime-local" id="to"></label><div class="row"><button id="goto" data-move>Maju ke sana</button><button id="hold">Jeda</button></div>
<label class="stack">Zona waktu tampilan<select id="zone"><option value="Asia/Jakarta">WIB (Jakarta)</option><option value="Asia/Makassar">WITA (Makassar)</option><option value="Asia/Jayapura">WIT (Jayapura)</option></select></label></section>
<section><h2>Antrean</h2><ul id="queues"></ul></section></div>
<div class="column"><section id="mail"><header><h2 style="margin:0;flex:1">Kotak surat</h2><span class="chip" style="background:var(--nila-soft);color:var(--nila)" id="mails-count"></span><span class="chip bad" id="bounces" hidden></span></header><ul id="mails"></ul><div id="letter"><p class="caption">Pilih surel untuk membacanya.</p></div></section>
<section><details><summary>Diperiksa, tidak dijalankan</summary><p class="caption">Bagian templat yang hanya ada di AWS; masing-masing diperiksa saat mulai.</p><table><!--not-run--></table></details></section></div>
<div class="column"><section><h2>Masuk sebagai</h2><ul id="people"></ul></section><section><h2>Gangguan buatan</h2><ul id="faults"></ul></section></div></main>
<div id="said" aria-live="polite"></div><script>${script}</script></body></html>`;
