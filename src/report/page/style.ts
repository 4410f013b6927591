/** Look of the page: on a desk, on a phone, on paper, in the dark. */
export const STYLE = `
:root{--paper:#f5f6f4;--card:#fff;--ink:#1d2733;--soft:#5b6774;--faint:#8b95a1;--rule:#e3e6e8;--blue:#2b6a8c;--blue-soft:#d5e5ee;--green:#2f8059;--green-soft:#dcefe4;
--red:#b93a32;--red-soft:#f8ddd9;--amber:#a86a10;--amber-soft:#fbecc9;--violet:#6a5497;--k1:#b93a32;--k2:#dd8a5c;--k3:#8a63a8;--k4:#c9a227;--k5:#5a7fa8}
@media (prefers-color-scheme:dark){:root{--paper:#14191e;--card:#1c2329;--ink:#e4e9ed;--soft:#a5b0ba;--faint:#75818c;--rule:#2e3840;--blue:#6fb3d6;--blue-soft:#24404f;--green:#62b88c;--green-soft:#1f3d2f;
--red:#e77b70;--red-soft:#532723;--amber:#e0a94a;--amber-soft:#4b3a16;--violet:#b09ad9;--k1:#e77b70;--k2:#e0a07a;--k3:#b794d3;--k4:#dcc05a;--k5:#86aad0}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",system-ui,sans-serif}
.en{font-family:system-ui,-apple-system,"Segoe UI",Roboto,Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
html[data-lang=zh] .en,html[data-lang=en] .zh{display:none!important}
main,header,footer{max-width:1180px;margin:0 auto;padding:0 24px}
header{display:flex;align-items:flex-end;gap:16px;flex-wrap:wrap;padding-top:32px;padding-bottom:20px}
h1{font-size:26px;line-height:1.25;margin:0;font-weight:700;letter-spacing:.01em}
header p{margin:0;color:var(--soft)}
header .spring{flex:1}
h2{font-size:17px;line-height:1.35;margin:0;font-weight:700}
h3{font-size:15px;margin:24px 0 8px}
button,select,input{font:inherit;color:inherit;background:var(--card);border:1px solid var(--rule);border-radius:6px;padding:5px 12px}
select{max-width:100%}
button{cursor:pointer}
button:hover,select:hover{border-color:var(--blue)}
:focus-visible{outline:2px solid var(--blue);outline-offset:1px}
.card{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:20px 22px;margin:0 0 18px}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:18px}
.note{color:var(--soft);font-size:13px;margin:4px 0 12px}
.empty{color:var(--soft);padding:24px 0;text-align:center}
.figures{display:grid;grid-template-columns:repeat(6,1fr);margin:0 0 18px;background:var(--card);border:1px solid var(--rule);border-radius:10px;overflow:hidden}
.figure{padding:16px 16px 14px;border-left:1px solid var(--rule)}
.figure:first-child{border-left:0}
.figure dt{font-size:13px;color:var(--soft)}
.figure dd{margin:2px 0 4px;font-size:27px;line-height:1.2;font-weight:700;font-variant-numeric:tabular-nums}
.figure.bad dd{color:var(--red)}.figure.open dd{color:var(--amber)}
.figure p{margin:0;font-size:12px;line-height:1.45;color:var(--soft)}
.chart{display:block;width:100%;height:auto}
.chart .grid{stroke:var(--rule)}
.chart .tick{fill:var(--soft);font-size:12px}
.chart .pass{fill:var(--blue)}.chart .fail{fill:var(--k2)}
.chart .mark{stroke:var(--ink);stroke-dasharray:4 3}
.chart .hits{fill:var(--red-soft)}.chart .hitlabel{fill:var(--red)}
.chart .band{fill:var(--blue);opacity:.16}.chart .line{fill:none;stroke:var(--blue);stroke-width:2}.chart .dot{fill:var(--blue)}
.chart .touch{fill:transparent}.chart .touch:hover{fill:var(--ink);opacity:.06}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;font-size:13px;color:var(--soft);margin:0 0 8px}
.legend i{display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:6px}
.rows .row{border-top:1px solid var(--rule)}
.row summary,.call summary{cursor:pointer;list-style:none}
.row summary::-webkit-details-marker,.call summary::-webkit-details-marker{display:none}
.row summary{display:grid;grid-template-columns:minmax(180px,42%) 1fr 72px;gap:14px;align-items:center;padding:7px 4px}
.row summary:hover{background:var(--paper)}
.row .name{min-width:0}
.row .name small,.who small,.call .name small{color:var(--faint);font-size:12px;margin-left:8px}
.row .name em{display:inline-block;min-width:26px;color:var(--faint);font-style:normal;font-variant-numeric:tabular-nums}
.row b{text-align:right;font-variant-numeric:tabular-nums}
.row b small{font-weight:400;color:var(--amber)}
.row .name .severity-critical{color:var(--red)}
.rest>summary{cursor:pointer;color:var(--blue);padding:9px 4px;border-top:1px solid var(--rule)}
.rest[open]>summary{color:var(--soft)}
.bar{display:flex;height:14px;background:var(--paper);border-radius:3px;overflow:hidden}
.bar i{display:block;height:100%}
i.missed{background:var(--blue)}i.partial{background:var(--blue);opacity:.4}
i.kind-exact{background:var(--k1)}i.kind-filler{background:var(--k2)}i.kind-homophone{background:var(--k3)}i.kind-variant{background:var(--k4)}i.kind-paraphrase{background:var(--k5)}
i.suspected{background:repeating-linear-gradient(135deg,var(--faint) 0 2px,transparent 2px 5px)}
.inside{padding:4px 4px 14px;color:var(--soft);font-size:14px}
.inside p{margin:4px 0}
.label{display:inline-block;color:var(--faint);font-size:12px;margin-right:8px}
q{quotes:"「" "」";color:var(--ink);margin-right:2px}
html[data-lang=en] q{quotes:"“" "”"}
.inside q+small{margin-right:10px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px}
th{text-align:left;font-weight:500;color:var(--soft);font-size:13px;border-bottom:1px solid var(--rule);padding:6px 10px;white-space:nowrap}
th[data-sort]{cursor:pointer}th[data-sort]:hover{color:var(--blue)}
th[aria-sort=ascending]:after{content:" ↑"}th[aria-sort=descending]:after{content:" ↓"}
td{border-bottom:1px solid var(--rule);padding:6px 10px;vertical-align:top}
.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.strong{font-weight:700}
td.fail{color:var(--red)}td.pass{color:var(--green)}
.day{white-space:nowrap;font-variant-numeric:tabular-nums}
.who{min-width:104px;overflow-wrap:anywhere}#calls .who small,.who .team{display:block;margin-left:0}
.path{overflow-wrap:anywhere;min-width:160px}
td.missed{color:var(--soft);min-width:150px}
.cap{display:none}
.folded .more{display:none}
.all{margin-top:12px}
.tools{display:flex;gap:10px;flex-wrap:wrap;align-items:center;margin:0 0 10px}
.tools:empty{display:none}
.tools input[type=search]{flex:1 1 220px;max-width:360px}
.tools output{color:var(--soft);font-size:13px}
.scale span{display:inline-block;width:50%;font-variant-numeric:tabular-nums}.scale span+span{text-align:right}
.plot,.scale{min-width:150px;width:26%}
.interval{display:block;width:100%;height:20px;overflow:visible}
.interval line{vector-effect:non-scaling-stroke}
.interval .base{stroke:var(--rule);stroke-width:1}.interval .overall{stroke:var(--soft);stroke-width:1;stroke-dasharray:2 2}
.interval .reach{stroke:var(--faint);stroke-width:3;stroke-linecap:round}.interval .point{stroke:var(--ink);stroke-width:9;stroke-linecap:round}
.interval.above .reach,.interval.above .point{stroke:var(--green)}.interval.below .reach,.interval.below .point{stroke:var(--red)}
.tag{display:inline-block;font-size:12px;line-height:1.5;padding:1px 8px;border-radius:9px;background:var(--paper);color:var(--soft);white-space:nowrap}
.tag.above{background:var(--green-soft);color:var(--green)}.tag.below,.tag.fail{background:var(--red-soft);color:var(--red)}
.quoted{display:inline-block;margin:0 6px 3px 0;padding:0 7px;border-radius:4px;background:var(--red-soft)}
.quoted.suspected{background:var(--amber-soft)}
.quoted b{font-size:12px;margin-right:5px;color:var(--red)}.quoted.suspected b{color:var(--amber)}
.call{border-top:1px solid var(--rule)}
.call summary{display:flex;gap:12px;align-items:center;padding:9px 4px}
.call summary:hover{background:var(--paper)}
.call .name{flex:1;min-width:0;overflow-wrap:anywhere}
.percent{flex:none;width:58px;text-align:center;border-radius:6px;font-weight:700;font-variant-numeric:tabular-nums;background:var(--paper)}
.percent.fail{background:var(--red-soft);color:var(--red)}.percent.pass{background:var(--green-soft);color:var(--green)}
.call>.note{overflow-wrap:anywhere}
.transcript{padding:2px 0 18px}
.turn{display:grid;grid-template-columns:76px 1fr;gap:12px;padding:3px 0}
.turn p{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
.turn.customer p,.turn.other p{color:var(--soft)}
.speaker{text-align:right;font-size:13px;line-height:24px;color:var(--soft);overflow:hidden;text-overflow:ellipsis}
.turn.agent .speaker{color:var(--blue);font-weight:700}
.speaker small{color:var(--faint);font-weight:400;margin-left:5px}
mark{color:inherit;background:none;border-radius:3px}
mark.hit{background:var(--red-soft);box-shadow:inset 0 -2px var(--red)}
mark.suspected{background:var(--amber-soft);box-shadow:inset 0 -2px var(--amber)}
mark.said{box-shadow:inset 0 -2px var(--green)}
mark.mismatch{box-shadow:inset 0 -2px var(--violet);background:var(--paper)}
.better{display:block;margin:3px 0 4px;padding:3px 10px;border-left:3px solid var(--red);background:var(--red-soft);border-radius:0 4px 4px 0;font-size:13px;color:var(--ink)}
.better.suspected{border-color:var(--amber);background:var(--amber-soft)}
.gap{margin:4px 0 4px 88px;padding:3px 10px;border-left:3px solid var(--faint);background:var(--paper);border-radius:0 4px 4px 0;font-size:13px;color:var(--soft)}
.gap b{color:var(--ink)}.gap q{display:block}
footer{color:var(--soft);font-size:13px;padding-top:8px;padding-bottom:40px}
footer h2{font-size:14px}footer ul{margin:6px 0 12px;padding-left:20px}
footer code{font-size:12px;overflow-wrap:anywhere}
@media screen and (max-width:1020px){.figures{grid-template-columns:repeat(3,1fr)}.figure:nth-child(n+4){border-top:1px solid var(--rule)}.figure:nth-child(4){border-left:0}}
@media screen and (max-width:760px){
main,header,footer{padding-left:14px;padding-right:14px}header{padding-top:20px;gap:8px 12px}h1{font-size:22px;width:100%}
.pair{grid-template-columns:1fr;gap:0}.figures{grid-template-columns:repeat(2,1fr)}.figure{border-top:1px solid var(--rule);padding:12px}.figure:nth-child(-n+2){border-top:0}.figure:nth-child(odd){border-left:0}.figure:nth-child(4){border-left:1px solid var(--rule)}.figure dd{font-size:23px}
.card{padding:16px 14px}.chart .tick{font-size:17px}.row summary{grid-template-columns:1fr auto;gap:4px 10px;padding:9px 2px}.row .bar{grid-column:1/3;grid-row:2;height:10px}
.call summary{flex-wrap:wrap;gap:6px 10px}.call .name{flex-basis:calc(100% - 70px)}.call .name small{display:block;margin-left:0}
.turn{grid-template-columns:1fr;gap:0;padding:5px 0}.speaker{text-align:left;line-height:18px}.better.suspected{border-color:var(--amber);background:var(--amber-soft)}
.gap{margin-left:0}
#people thead,#teams thead,#calls thead,#problems thead{display:none}#people tr,#teams tr,#calls tr,#problems tr{display:flex;flex-wrap:wrap;gap:2px 12px;align-items:baseline;border-bottom:1px solid var(--rule);padding:9px 0}
#people td,#teams td,#calls td,#problems td{border:0;padding:0;min-width:0}.folded tr.more{display:none!important}
#people .who,#teams .who{flex:1 0 55%}#people .plot,#teams .plot{flex:1 0 100%;order:9}#people td:empty,#teams td:empty,#calls td:empty{display:none}
.cap{display:inline;color:var(--faint);font-weight:400;font-size:12px;margin-right:4px}
#people .missed,#teams .missed{order:10;flex:1 0 100%;font-size:13px}#calls .strong{width:52px;text-align:left}#calls td:nth-child(5),#calls .missed{flex:1 0 100%}#calls .missed{font-size:13px}
#problems .path{flex:1}#problems td:nth-child(n+3){flex:1 0 100%;font-size:13px}
}
@media print{
:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--faint:#777;--rule:#ccc;--blue:#2b6a8c;--green:#2f8059;--red:#b93a32;--amber:#a86a10;--red-soft:#f8ddd9;--amber-soft:#fbecc9;--green-soft:#dcefe4;--blue-soft:#d5e5ee;--k1:#b93a32;--k2:#dd8a5c;--k3:#8a63a8;--k4:#c9a227;--k5:#5a7fa8}
@page{size:A4;margin:14mm 12mm}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{font-size:11.5px;line-height:1.5}main,header,footer{max-width:none;padding:0}header{padding-bottom:10px}h1{font-size:20px}h2{font-size:14px}
button,.tools,.list{display:none!important}
.card,.figures{border-color:#ccc;border-radius:4px;margin-bottom:10px;padding:10px 12px}.figures{padding:0;grid-template-columns:repeat(6,1fr)}
.figure{border-top:0;border-left:1px solid #ccc!important;padding:8px}.figure:first-child{border-left:0!important}.figure dd{font-size:17px}.figure p{font-size:9.5px}
.pair{grid-template-columns:1fr 1fr;gap:10px}.card h2,.card>.note,.tools,thead{break-after:avoid;break-inside:avoid}.figures,.chart,.row,tr,.turn,.gap,.call>summary{break-inside:avoid}.pair.lists{align-items:start}
table{font-size:11px}td,th{padding:3px 6px}.note,.legend,.row .name small,.who small{font-size:10px}.row summary{padding:2px 0;gap:8px;grid-template-columns:minmax(120px,48%) 1fr 48px}.rest>summary{display:none}.bar{height:9px;background:#eee}.scroll{overflow:visible}th{white-space:normal}.plot,.scale{min-width:90px;width:20%}.chart .tick{font-size:17px}
.call:not([open]) summary{padding:4px 0}.extremes{break-before:auto}.path,td.missed,.who{min-width:0}
}
`;
