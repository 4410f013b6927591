/** What the page does when it is touched: language, searching, sorting, unfolding. Without it everything can still be read. */
export const SCRIPT = `
(function(){
'use strict';
var root=document.documentElement;
function each(selector,act){Array.prototype.forEach.call(document.querySelectorAll(selector),act)}
function speak(lang){
  root.dataset.lang=lang;root.lang=lang==='zh'?'zh-CN':'en';
  each('[data-zh]',function(e){var t=e.dataset[lang];if(e.tagName==='INPUT'){e.placeholder=t;e.setAttribute('aria-label',t)}else if(e.tagName==='TITLE')document.title=t;else e.textContent=t});
  try{localStorage.setItem('huashu-lang',lang)}catch(e){}
}
var kept=null;try{kept=localStorage.getItem('huashu-lang')}catch(e){}
speak(kept==='zh'||kept==='en'?kept:root.dataset.lang);
each('#lang',function(b){b.addEventListener('click',function(){speak(root.dataset.lang==='zh'?'en':'zh')})});
each('#print',function(b){b.addEventListener('click',function(){window.print()})});
function rowsOf(id){return Array.prototype.slice.call(document.querySelectorAll('#'+id+' tbody tr'))}
function control(id,kind){return document.querySelector(kind+'[data-for="'+id+'"]')}
function sift(id){
  var search=control(id,'.filter'),words=search?search.value.trim().toLowerCase().split(/\\s+/).filter(Boolean):[];
  var picks=Array.prototype.slice.call(document.querySelectorAll('.choose[data-for="'+id+'"]')).filter(function(s){return s.value!==''});
  var only=control(id,'.only'),on=only&&only.checked,active=words.length>0||picks.length>0||on,n=0;
  rowsOf(id).forEach(function(row){
    var text=row.textContent.toLowerCase();
    var ok=words.every(function(w){return text.indexOf(w)>=0})&&picks.every(function(s){var v=row.dataset[s.dataset.key]||'';return s.dataset.key==='phrases'?v.split(' ').indexOf(s.value)>=0:v===s.value})&&(!on||row.dataset[only.dataset.key]==='1');
    row.hidden=!ok;if(ok)n+=1;
  });
  var table=document.getElementById(id),all=control(id,'.all'),empty=control(id,'.empty'),out=control(id,'output');
  if(active)table.classList.remove('folded');else if(all&&!all.dataset.open)table.classList.add('folded');
  if(all)all.hidden=active||!!all.dataset.open;
  if(empty)empty.hidden=n>0;
  if(out)out.textContent=active?String(n):'';
}
each('.filter,.choose,.only',function(e){e.addEventListener('input',function(){sift(e.dataset.for)})});
each('.all',function(b){b.addEventListener('click',function(){b.dataset.open='1';b.hidden=true;document.getElementById(b.dataset.for).classList.remove('folded')})});
each('.sortable',function(table){
  each('#'+table.id+' th[data-sort]',function(th){
    th.tabIndex=0;
    function sort(){
      var up=th.getAttribute('aria-sort')==='descending',at=th.cellIndex,body=table.tBodies[0];
      each('#'+table.id+' th',function(o){o.removeAttribute('aria-sort')});
      th.setAttribute('aria-sort',up?'ascending':'descending');
      function value(row){var v=row.cells[at].dataset.v||'';return v!==''&&isFinite(v)?Number(v):v}
      rowsOf(table.id).map(function(row,i){return{row:row,i:i,v:value(row)}}).sort(function(a,b){return(a.v<b.v?-1:a.v>b.v?1:0)*(up?1:-1)||a.i-b.i}).forEach(function(x,i){
        body.appendChild(x.row);x.row.classList.toggle('more',i>=25);
      });
    }
    th.addEventListener('click',sort);
    th.addEventListener('keydown',function(e){if(e.key==='Enter'||e.key===' '){e.preventDefault();sort()}});
  });
});
})();
`;
