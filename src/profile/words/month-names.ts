/** Per language the names of its months, folded, of Unicode's CLDR, and behind the semicolon its words for year, month and week. Written by scripts/make-month-names.js. */
export const MONTH_NAMES = `
en january,jan|february,feb|march,mar|april,apr|may|june,jun|july,jul|august,aug|september,sep,sept|october,oct|november,nov|december,dec ; year,yr,y,years,yrs|month,mth,m,months,mths|week,wk,w,weeks,wks
de januar,jan,janner|februar,feb|marz,mar|april,apr|mai|juni,jun|juli,jul|august,aug|september,sep,sept|oktober,okt|november,nov|dezember,dez ; jahr,j,jahre|monat,mon,m,monate|woche,wo,w,wochen
fr janvier,janv|fevrier,fevr|mars|avril,avr|mai|juin|juillet,juil|aout|septembre,sept|octobre,oct|novembre,nov|decembre,dec ; an,a,ans|mois,m|semaine,sem,semaines
es enero,ene|febrero,feb|marzo,mar|abril,abr|mayo,may|junio,jun|julio,jul|agosto,ago|septiembre,sept,sep,setiembre,set|octubre,oct|noviembre,nov|diciembre,dic ; ano,a,anos,aa|mes,m,meses,mm|semana,sem,semanas,sems
it gennaio,gen|febbraio,feb|marzo,mar|aprile,apr|maggio,mag|giugno,giu|luglio,lug|agosto,ago|settembre,set|ottobre,ott|novembre,nov|dicembre,dic ; anno,anni|mese,mesi|settimana,sett,settimane
pt janeiro,jan|fevereiro,fev|marco,mar|abril,abr|maio,mai|junho,jun|julho,jul|agosto,ago|setembro,set|outubro,out|novembro,nov|dezembro,dez ; ano,anos|mes,meses|semana,sem,semanas
nl januari,jan|februari,feb|maart,mrt|april,apr|mei|juni,jun|juli,jul|augustus,aug|september,sep|oktober,okt|november,nov|december,dec ; jaar,jr|maand,mnd,m,maanden|week,wk,w,weken,wkn
pl styczen,stycznia,sty|luty,lutego,lut|marzec,marca,mar|kwiecien,kwietnia,kwi|maj,maja|czerwiec,czerwca,cze|lipiec,lipca,lip|sierpien,sierpnia,sie|wrzesien,wrzesnia,wrz|pazdziernik,pazdziernika,paz|listopad,listopada,lis|grudzien,grudnia,gru ; rok,r,lata,l,lat|miesiac,mies,m c,miesiace,m ce,miesiecy,m cy|tydzien,tydz,t,tygodnie,tyg,tygodni
sv januari,jan|februari,feb|mars|april,apr|maj|juni|juli|augusti,aug|september,sep|oktober,okt|november,nov|december,dec ; ar,a|manad,man,m,manader|vecka,v,veckor
ro ianuarie,ian|februarie,feb|martie,mar|aprilie,apr|mai|iunie,iun|iulie,iul|august,aug|septembrie,sept|octombrie,oct|noiembrie,nov|decembrie,dec ; an,a,ani,de ani|luna,l,luni,de luni|saptamana,sapt,saptamani,de saptamani
tr ocak,oca|subat,sub|mart,mar|nisan,nis|mayis,may|haziran,haz|temmuz,tem|agustos,agu|eylul,eyl|ekim,eki|kasim,kas|aralik,ara ; yil,y|ay,a|hafta,hf,h
ru январь,января,янв|февраль,февраля,февр|март,марта,мар|апрель,апреля,апр|маи,мая|июнь,июня,июн|июль,июля,июл|август,августа,авг|сентябрь,сентября,сент|октябрь,октября,окт|ноябрь,ноября,нояб|декабрь,декабря,дек ; год,г,года,лет,л|месяц,мес,м,месяца,месяцев|неделя,нед,н,недели,недель
zh 一月|二月|三月|四月|五月|六月|七月|八月|九月|十月|十一月|十二月 ; 年|个月|周
ja ||||||||||| ; 年,y|か月,m|週間,w
ar يناير,جانفي,كانون الثاني|فبراير,فيفري,شباط|مارس,اذار|ابريل,افريل,نيسان|مايو,ماي,ايار|يونيو,جوان,حزيران|يوليو,جويلية,يوليوز,تموز|اغسطس,اوت,غشت,اب|سبتمبر,شتنبر,ايلول|اكتوبر,تشرين الاول|نوفمبر,نونبر,تشرين الثاني|ديسمبر,دجنبر,كانون الاول ; سنة,سنة واحدة,سنتان,سنوات|شهر,شهران,اشهر,شهرًا|اسبوع,ا,اسبوعان,اسابيع,اسبوعًا
da januar,jan|februar,feb|marts,mar|april,apr|maj|juni,jun|juli,jul|august,aug|september,sep|oktober,okt|november,nov|december,dec ; ar|maned,md,m,maneder,mdr|uge,u,uger
no januar,jan|februar,feb|mars,mar|april,apr|mai|juni,jun|juli,jul|august,aug|september,sep|oktober,okt|november,nov|desember,des ; ar,a|maned,md,m,maneder|uke,u,uker
fi tammikuu,tammikuuta,tammi|helmikuu,helmikuuta,helmi|maaliskuu,maaliskuuta,maalis|huhtikuu,huhtikuuta,huhti|toukokuu,toukokuuta,touko|kesakuu,kesakuuta,kesa|heinakuu,heinakuuta,heina|elokuu,elokuuta,elo|syyskuu,syyskuuta,syys|lokakuu,lokakuuta,loka|marraskuu,marraskuuta,marras|joulukuu,joulukuuta,joulu ; vuosi,v,vuotta|kuukausi,kk,kuukautta|viikko,vk,viikkoa
cs leden,ledna,led|unor,unora,uno|brezen,brezna,bre|duben,dubna,dub|kveten,kvetna,kve|cerven,cervna,cvn|cervenec,cervence,cvc|srpen,srpna,srp|zari,zar|rijen,rijna,rij|listopad,listopadu,lis|prosinec,prosince,pro ; rok,r,roky,let,l|mesic,mes,m,mesice,mesicu|tyden,tyd,t,tydny,tydnu
hu januar,jan|februar,febr|marcius,marc|aprilis,apr|majus,maj|junius,jun|julius,jul|augusztus,aug|szeptember,szept|oktober,okt|november,nov|december,dec ; ev|honap,h|het
uk січень,січня,січ|лютии,лютого,лют|березень,березня,бер|квітень,квітня,квіт|травень,травня,трав|червень,червня,черв|липень,липня,лип|серпень,серпня,серп|вересень,вересня,вер|жовтень,жовтня,жовт|листопад,листопада,лист|грудень,грудня,груд ; рік,р,роки,років|місяць,міс,м,місяці,місяців|тиждень,тиж,т,тижні,тижнів
el ιανουαριου,ιανουαριοσ,ιαν|φεβρουαριου,φεβρουαριοσ,φεβ|μαρτιου,μαρτιοσ,μαρ|απριλιου,απριλιοσ,απρ|μαιου,μαιοσ,μαι|ιουνιου,ιουνιοσ,ιουν|ιουλιου,ιουλιοσ,ιουλ|αυγουστου,αυγουστοσ,αυγ|σεπτεμβριου,σεπτεμβριοσ,σεπ|οκτωβριου,οκτωβριοσ,οκτ|νοεμβριου,νοεμβριοσ,νοε|δεκεμβριου,δεκεμβριοσ,δεκ ; ετοσ,ετ,ε,ετη|μηνασ,μην,μ,μηνεσ|εβδομαδα,εβδ,ε,εβδομαδεσ
ko ||||||||||| ; 년|개월|주
vi thang 1,thg 1|thang 2,thg 2|thang 3,thg 3|thang 4,thg 4|thang 5,thg 5|thang 6,thg 6|thang 7,thg 7|thang 8,thg 8|thang 9,thg 9|thang 10,thg 10|thang 11,thg 11|thang 12,thg 12 ; nam|thang|tuan
he ינואר,ינו|פברואר,פבר|מרץ|אפריל,אפר|מאי|יוני|יולי|אוגוסט,אוג|ספטמבר,ספט|אוקטובר,אוק|נובמבר,נוב|דצמבר,דצמ ; שנה,ש,שנים|חודש,ח,חודשיים,חודשים|שבוע,ש,שבועיים,שבועות
sk januar,januara,jan|februar,februara,feb|marec,marca,mar|april,aprila,apr|maj,maja|jun,juna|jul,jula|august,augusta,aug|september,septembra,sep|oktober,oktobra,okt|november,novembra,nov|december,decembra,dec ; rok,r,roky,rokov|mesiac,mes,m,mesiace,mesiacov|tyzden,tyz,t,tyzdne,tyzdnov
bg януари|февруари|март|април|маи|юни|юли|август|септември|октомври|ноември|декември ; година,год,г,години|месец,мес,месеца|седмица,седм,седмици
hr sijecanj,sijecnja,sij|veljaca,veljace,velj|ozujak,ozujka,ozu|travanj,travnja,tra|svibanj,svibnja,svi|lipanj,lipnja,lip|srpanj,srpnja,srp|kolovoz,kolovoza,kol|rujan,rujna,ruj|listopad,listopada,lis|studeni,studenoga,stu|prosinac,prosinca,pro ; godina,g,godine|mjesec,mj,mjeseca,mjeseci|tjedan,tj,tjedna,tjedana
sr јануар,јан,januar,jan|фебруар,феб,februar,feb|март,мар,mart,mar|април,апр,april,apr|мај,maj|јун,jun|јул,jul|август,авг,avgust,avg|септембар,сеп,septembar,sep|октобар,окт,oktobar,okt|новембар,нов,novembar,nov|децембар,дец,decembar,dec ; година,год,г,године,godina,god,g,godine|месец,мес,м,месеца,месеци,mesec,mes,m,meseca,meseci|недеља,нед,н,недеље,nedelja,ned,n,nedelje
sl januar,jan|februar,feb|marec,mar|april,apr|maj|junij,jun|julij,jul|avgust,avg|september,sep|oktober,okt|november,nov|december,dec ; leto,l,leti,let|mesec,m,meseca,meseci,mesecev|teden,t,tedna,tedni,tednov
ca gener,de gener,gen,de gen|febrer,de febrer,febr,de febr|marc,de marc|abril,d abril,abr,d abr|maig,de maig|juny,de juny|juliol,de juliol,jul,de jul|agost,d agost,ag,d ag|setembre,de setembre,set,de set|octubre,d octubre,oct,d oct|novembre,de novembre,nov,de nov|desembre,de desembre,des,de des ; any,anys|mes,m,mesos|setmana,setm,setmanes
et jaanuar,jaan|veebruar,veebr|marts|aprill,apr|mai|juuni|juuli|august,aug|september,sept|oktoober,okt|november,nov|detsember,dets ; aasta,a,aastat|kuu,k,kuud|nadal,nad,n,nadalat
lv janvaris,janv|februaris,febr|marts|aprilis,apr|maijs|junijs,jun|julijs,jul|augusts,aug|septembris,sept|oktobris,okt|novembris,nov|decembris,dec ; gads,g,gadi,gadu|menesis,men,m,menesi,menesu|nedela,ned,n,nedelas,nedelu
lt sausis,sausio|vasaris,vasario|kovas,kovo|balandis,balandzio|geguze,geguzes|birzelis,birzelio|liepa,liepos|rugpjutis,rugpjucio|rugsejis,rugsejo|spalis,spalio|lapkritis,lapkricio|gruodis,gruodzio ; metai,m,metu|menuo,men,menesiai,menesiu|savaite,sav,savaites,savaiciu
is januar,jan|februar,feb|mars,mar|april,apr|mai|juni,jun|juli,jul|agust,agu|september,sep|oktober,okt|november,nov|desember,des ; ar,a|manuður,man,manuðir|vika,v,vikur
id januari,jan|februari,feb|maret,mar|april,apr|mei|juni,jun|juli,jul|agustus,agu|september,sep|oktober,okt|november,nov|desember,des ; tahun,thn|bulan,bln|minggu,mgg
th มกราคม,ม ค|กุมภาพันธ์,ก พ|มีนาคม,มี ค|เมษายน,เม ย|พฤษภาคม,พ ค|มิถุนายน,มิ ย|กรกฎาคม,ก ค|สิงหาคม,ส ค|กันยายน,ก ย|ตุลาคม,ต ค|พฤศจิกายน,พ ย|ธันวาคม,ธ ค ; ปี|เดือน|สัปดาห์
hi जनवरी,जन|फ़रवरी,फ़र|मार्च|अप्रैल|मई|जून|जुलाई,जुल|अगस्त,अग|सितंबर,सित|अक्टूबर,अक्टू|नवंबर,नव|दिसंबर,दिस ; वर्ष,व|महीना,माह,महीने|सप्ताह
fa ژانویه,ژانویهٔ|فوریه,فوریهٔ|مارس|اوریل|مه,مهٔ|ژوين|ژويیه,ژويیهٔ|اوت|سپتامبر|اکتبر|نوامبر|دسامبر ; سال|ماه|هفته
`;
